import { generateKeyPairSync, type X509Certificate } from 'node:crypto';
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
