import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { Pin } from '../../shared/model/trust.ts';
import { type Destination, pinOfKey } from './connectTrusted.ts';
import { systemAuthorities } from './systemAuthorities.ts';

/** A server's certificate, as somebody who looks into it wants it told. */
export type SeenCertificate = {
  presented: Pin;
  /** Who vouches for it: an authority that the system trusts, for this name and this day; or nobody that is known here. */
  vouchedFor: 'signed' | 'selfMade' | 'flawed';
  /** What is wrong with one that is `flawed`, as OpenSSL calls it. */
  flaw: string;
};

/** What says no more than that no authority which is known here has signed it. */
const SELF_MADE = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Looks at a certificate by a TLS handshake, after which the connection ends: nothing is said over it. */
export function readCertificate({ host, port }: Destination, signal: AbortSignal): Promise<SeenCertificate> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      ...{ host, port, secureContext: systemAuthorities(), rejectUnauthorized: false },
      servername: isIP(host) === 0 ? host : '',
    });
    const end = () => void socket.destroy();
    signal.addEventListener('abort', end, { once: true });
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate();
      const flaw = String(socket.authorizationError ?? '');
      const unsigned = SELF_MADE.has(flaw) ? 'selfMade' : 'flawed';
      socket.destroy();
      if (certificate === undefined) return reject(new Error('It showed no certificate.'));
      resolve({
        presented: pinOfKey(certificate.publicKey.export({ type: 'spki', format: 'der' })),
        vouchedFor: socket.authorized ? 'signed' : unsigned,
        flaw,
      });
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('The connection was closed.')));
  });
}
