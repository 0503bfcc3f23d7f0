import { createPrivateKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { StartError } from '../StartError.ts';
import { writeWhole } from '../writeWhole.ts';
import { certificateFingerprint, type Identity, type Shown } from './Identity.ts';
import { makeCertificate } from './makeCertificate.ts';
import { type OwnNames, ownNames } from './ownNames.ts';

export const KEY_FILE = 'tls.key';
export const CERTIFICATE_FILE = 'tls.crt';
/** It is renewed so long before it ends. */
const RENEW_BEFORE_MS = 30 * 24 * 3_600_000;

export type OwnIdentityOptions = {
  clock: Pick<Clock, 'now'>;
  log: Log;
  /** What this computer is called by now. */
  names?: () => OwnNames;
};

/**
 * A space's own key and certificate, in its folder, made when they are missing. The certificate is renewed, always with the
 * same key. Throws `StartError` when the key is damaged: nobody is to be given another one without knowing.
 */
export async function openOwnIdentity(folder: string, options: OwnIdentityOptions): Promise<Identity> {
  const { clock, log, names = () => ownNames(networkInterfaces(), hostname()) } = options;
  const keyPath = join(folder, KEY_FILE);
  const certificatePath = join(folder, CERTIFICATE_FILE);
  const key = readPrivateKey(keyPath) ?? newPrivateKey(keyPath);
  const keyPem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
  const show = (cert: string): Shown => ({ key: keyPem, cert, certificate: new X509Certificate(cert) });

  async function renewed(why: string): Promise<Shown> {
    const cert = await makeCertificate(key, names(), clock.now());
    writeWhole(certificatePath, cert);
    const next = show(cert);
    log.info({ why, certificate: certificateFingerprint(next.certificate) }, 'A certificate was made.');
    return next;
  }

  const found = readCertificate(certificatePath, key);
  let shown = typeof found === 'object' ? show(found.cert) : await renewed(found);
  const isOver = (): string | undefined => whyRenew(shown.certificate, names(), clock.now());
  const why = isOver();
  if (why !== undefined) shown = await renewed(why);
  return {
    get shown() {
      return shown;
    },
    isSelfMade: true,
    async renew() {
      const reason = isOver();
      if (reason === undefined) return false;
      shown = await renewed(reason);
      return true;
    },
  };
}

/**
 * Why a certificate is to be made anew, if it is. Addresses of IPv6 are in it, but do not make it be renewed: systems give themselves a
 * new one every day, and whoever clicked through a browser's warning would meet it every day.
 */
function whyRenew(certificate: X509Certificate, { dns, ip }: OwnNames, now: number): string | undefined {
  const { validFromDate, validToDate } = certificate;
  if (now < validFromDate.getTime() || now > validToDate.getTime() - RENEW_BEFORE_MS) return 'its time';
  const isNamed =
    dns.every((name) => certificate.checkHost(name) !== undefined) &&
    ip.filter((address) => isIPv4(address)).every((address) => certificate.checkIP(address) !== undefined);
  return isNamed ? undefined : 'an address or name';
}

/** The certificate of this key, or why there is none. */
function readCertificate(path: string, key: KeyObject): { cert: string } | string {
  const cert = readIfThere(path);
  if (cert === undefined) return 'there was none';
  try {
    if (new X509Certificate(cert).checkPrivateKey(key)) return { cert };
    return 'it was of another key';
  } catch {
    // Whatever it is, the key makes a sound one.
    return 'it was damaged';
  }
}

function readPrivateKey(path: string): KeyObject | undefined {
  const pem = readIfThere(path);
  if (pem === undefined) return undefined;
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key;
  } catch (error) {
    throw damaged(path, error);
  }
  throw damaged(path);
}

const damaged = (path: string, cause?: unknown): StartError =>
  new StartError(
    'certificate',
    `The key ${path} is damaged: put it back from a backup. Without it a new one is made, which everyone has to be told to trust.`,
    cause,
  );

function newPrivateKey(path: string): KeyObject {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeWhole(path, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return privateKey;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
