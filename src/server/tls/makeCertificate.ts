import { createPublicKey, type KeyObject, randomBytes } from 'node:crypto';
import type { OwnNames } from './ownNames.ts';

const DAY_MS = 24 * 3_600_000;
/** The longest that browsers take a certificate for (CA/Browser Forum Baseline Requirements §6.3.2 until 2026: 398 days). */
const LIFE_MS = 397 * DAY_MS;
/** Clocks of others may be behind. */
const BEFORE_MS = DAY_MS;
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' };

/**
 * Makes a certificate for a server's own key, signed by that key, in PEM: for these names, and for nothing but being a server.
 * `now` in UTC milliseconds. The library is loaded when it is needed, which is about once a year.
 */
export async function makeCertificate(key: KeyObject, names: OwnNames, now: number): Promise<string> {
  // What the library finds its parts by wants this global.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const { subtle } = globalThis.crypto;
  const pkcs8 = key.export({ type: 'pkcs8', format: 'der' });
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const privateKey = await subtle.importKey('pkcs8', pkcs8, ECDSA, false, ['sign']);
  const publicKey = await subtle.importKey('spki', spki, ECDSA, true, ['verify']);
  const notBefore = now - BEFORE_MS;
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    keys: { privateKey, publicKey },
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    serialNumber: newSerialNumber(),
    name: [{ CN: ['Parley space'] }],
    notBefore: new Date(notBefore),
    notAfter: new Date(notBefore + LIFE_MS),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        ...names.dns.map((value) => ({ type: 'dns' as const, value })),
        ...names.ip.map((value) => ({ type: 'ip' as const, value })),
      ]),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
    ],
  });
  return `${made.toString('pem')}\n`;
}

/** Random, positive and of 16 bytes (RFC 5280 §4.1.2.2): browsers take two certificates with the same one for a forgery. */
function newSerialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}
