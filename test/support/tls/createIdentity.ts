import { createPublicKey, generateKeyPairSync, type KeyObject, randomInt, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { pinOfKey } from '../../../src/main/trust/connectTrusted.ts';
import type { Pin } from '../../../src/shared/model/trust.ts';

/** A key with a certificate around it. */
export type Identity = { key: string; cert: string; pin: Pin };

export type IdentityOptions = {
  /** The same key as another's, in another certificate. */
  key?: string;
  /** Names and IPv4 addresses that the certificate is for. */
  names?: string[];
  notBefore?: Date;
  notAfter?: Date;
  /** Who signs it; it signs itself otherwise. */
  issuer?: Identity;
};

const YEAR_MS = 365 * 24 * 3600 * 1000;

/** A certificate as anyone can make one, with whatever in it: of no library's that Parley itself makes certificates with. */
export function createIdentity(options: IdentityOptions = {}): Identity {
  const key = options.key ?? newKey();
  const { names = ['127.0.0.1', 'localhost'], issuer } = options;
  const { notBefore = new Date(Date.now() - YEAR_MS), notAfter = new Date(Date.now() + YEAR_MS) } = options;
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const subject = nameOf(pinOfKey(spki));
  const signer = issuer ?? { key, pin: pinOfKey(spki) };
  const content = sequence(
    explicit(0, integer(2)),
    integer(randomInt(0x01000000, 0x7fffffff)),
    ECDSA_WITH_SHA256,
    nameOf(signer.pin),
    sequence(time(notBefore), time(notAfter)),
    subject,
    spki,
    explicit(3, sequence(IS_AUTHORITY, alternativeNames(names))),
  );
  const signature = sign('sha256', content, signer.key);
  const certificate = sequence(content, ECDSA_WITH_SHA256, der(0x03, Buffer.from([0]), signature));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  const cert = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
  return { key, cert, pin: pinOfKey(spki) };
}

const newKey = (): string => pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** X.690: a tag, the content's length, the content. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts);
const explicit = (tag: number, part: Buffer): Buffer => der(0xa0 + tag, part);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
/** Of one byte below 128, or of four from 2²⁴ on: without the padding that DER forbids. */
function integer(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return der(0x02, value < 0x80 ? bytes.subarray(3) : bytes);
}
const time = (at: Date): Buffer =>
  der(0x17, Buffer.from(`${at.toISOString().replace(/\D/g, '').slice(2, 14)}Z`));
/** RFC 5758 §3.2. */
const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));
const COMMON_NAME = oid('550403');
const nameOf = (pin: Pin): Buffer =>
  sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(pin.slice(0, 32))))));
/** RFC 5280 §4.2.1.9, critical: may sign others. */
const IS_AUTHORITY = sequence(
  oid('551d13'),
  der(0x01, Buffer.from([0xff])),
  der(0x04, sequence(der(0x01, Buffer.from([0xff])))),
);
/** RFC 5280 §4.2.1.6. */
const alternativeNames = (names: string[]): Buffer =>
  sequence(
    oid('551d11'),
    der(
      0x04,
      sequence(
        ...names.map((name) =>
          isIPv4(name) ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name)),
        ),
      ),
    ),
  );
