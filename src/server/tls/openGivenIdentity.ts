import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Log } from '../log.ts';
import { StartError } from '../StartError.ts';
import type { Identity, Shown } from './Identity.ts';

/** Files in PEM: a certificate with those that vouch for it, and its key. */
export type CertificateFiles = { certFile: string; keyFile: string };

/**
 * A certificate that whoever runs the server gives. The files are read again whenever it is to be renewed, since whatever made
 * them replaces them; a pair that does not fit yet, or is damaged, is not taken. Throws `StartError`.
 */
export async function openGivenIdentity(files: CertificateFiles, log: Log): Promise<Identity> {
  let shown = await read(files);
  let refused = '';
  return {
    get shown() {
      return shown;
    },
    get isSelfMade() {
      return shown.certificate.verify(shown.certificate.publicKey);
    },
    async renew() {
      try {
        const next = await read(files);
        refused = '';
        if (next.cert === shown.cert && next.key === shown.key) return false;
        shown = next;
        log.info({ until: next.certificate.validTo }, 'A new certificate was read.');
        return true;
      } catch (error) {
        // Said once, not every minute.
        if (String(error) !== refused) log.warn({ err: error }, 'The former certificate is kept.');
        refused = String(error);
        return false;
      }
    },
  };
}

async function read({ certFile, keyFile }: CertificateFiles): Promise<Shown> {
  const cert = await readText(certFile);
  const key = await readText(keyFile);
  try {
    const certificate = new X509Certificate(cert);
    if (certificate.checkPrivateKey(createPrivateKey(key))) return { cert, key, certificate };
  } catch (error) {
    throw new StartError(
      'certificate',
      `${certFile} and ${keyFile} are no certificate and key in PEM.`,
      error,
    );
  }
  throw new StartError('certificate', `The key in ${keyFile} is not that of the certificate in ${certFile}.`);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new StartError('certificate', `${path} cannot be read.`, error);
  }
}
