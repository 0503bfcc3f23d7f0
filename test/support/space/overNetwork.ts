import { generateKeyPairSync, KeyObject, type X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { type ClientRequest, type IncomingHttpHeaders, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { networkInterfaces } from 'node:os';
import { connect as connectSecurely, type TLSSocket } from 'node:tls';
import { pinOfKey } from '../../../src/server/tls/Identity.ts';
import { makeCertificate } from '../../../src/server/tls/makeCertificate.ts';
import type { Pin } from '../../../src/shared/model/trust.ts';

/** An address by which this computer is another's: what comes from there does not come from loopback. */
export const lanAddress = Object.values(networkInterfaces())
  .flatMap((infos) => infos ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string };
export type Asking = { method?: string; headers?: Record<string, string>; body?: unknown };

/** Asks as any program does; over TLS whatever the certificate is. */
export async function ask(url: string, { method = 'GET', headers = {}, body }: Asking = {}): Promise<Answer> {
  const options = { method, headers, agent: false as const };
  const request: ClientRequest = url.startsWith('https:')
    ? secureRequest(url, { ...options, rejectUnauthorized: false })
    : plainRequest(url, options);
  request.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = await once(request, 'response');
  let text = '';
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode, headers: response.headers, text };
}

/** A TLS connection, and who is at its other end. */
export type Connected = { socket: TLSSocket; certificate: X509Certificate; pin: Pin };

/** Makes a TLS connection without asking who is there. */
export async function connectTls(host: string, port: number, more: object = {}): Promise<Connected> {
  const socket = connectSecurely({ host, port, rejectUnauthorized: false, ...more });
  socket.on('error', () => undefined);
  await Promise.race([
    once(socket, 'secureConnect'),
    once(socket, 'close').then(() => {
      throw new Error('There was no handshake.');
    }),
  ]);
  // Node tells it once: a second time there is none.
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) throw new Error('No certificate was shown.');
  return { socket, certificate, pin: pinOfKey(certificate.publicKey) };
}

/** A certificate and its key in PEM, self-made for these names. */
export async function newCertificate(
  dns: string[],
  ip: string[] = [],
): Promise<{ cert: string; key: string }> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const cert = await makeCertificate(privateKey, { dns, ip }, Date.now());
  return { cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** A certificate for these names that an authority has signed, with that authority's own behind it. */
export async function newSignedCertificate(dns: string[]): Promise<{ cert: string; key: string }> {
  const { X509CertificateGenerator, SubjectAlternativeNameExtension } = await loadX509();
  const { subtle } = globalThis.crypto;
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const newKeys = () => subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const [authorityKeys, keys] = [await newKeys(), await newKeys()];
  const authority = await X509CertificateGenerator.createSelfSigned({
    ...{ name: 'CN=An authority', keys: authorityKeys, signingAlgorithm: algorithm },
  });
  const names = new SubjectAlternativeNameExtension(dns.map((value) => ({ type: 'dns' as const, value })));
  const signed = await X509CertificateGenerator.create({
    ...{ subject: 'CN=A server', issuer: authority.subject, extensions: [names] },
    ...{ publicKey: keys.publicKey, signingKey: authorityKeys.privateKey, signingAlgorithm: algorithm },
  });
  const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();
  return { cert: `${signed.toString('pem')}\n${authority.toString('pem')}\n`, key };
}

/** What it finds its parts by wants a global, before it is loaded. */
async function loadX509() {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}
