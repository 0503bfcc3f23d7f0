import { createHash, type KeyObject, type X509Certificate } from 'node:crypto';
import { type Pin, pinSchema } from '../../shared/model/trust.ts';

/** What a server shows in a TLS handshake. */
export type Shown = {
  /** Both in PEM, the certificate with those that vouch for it. */
  readonly key: string;
  readonly cert: string;
  /** The first of them. */
  readonly certificate: X509Certificate;
};

/** Who a server is over TLS. What it shows may be renewed while it runs. */
export type Identity = {
  readonly shown: Shown;
  /** Whether nobody but who has its key vouches for it: no authority has signed it. */
  readonly isSelfMade: boolean;
  /** Looks whether what is shown is still good, and renews it if not; whether it did. */
  renew(): Promise<boolean>;
};

/** The pin of a public key: what stays the same when its certificate is renewed. */
export const pinOfKey = (publicKey: KeyObject): Pin =>
  pinSchema.parse(sha256(publicKey.export({ type: 'spki', format: 'der' })));

/** The SHA-256 of a whole certificate, in hexadecimal digits, which is what every browser shows. */
export const certificateFingerprint = ({ raw }: X509Certificate): string => sha256(raw);

const sha256 = (data: Buffer): string => createHash('sha256').update(data).digest('hex');
