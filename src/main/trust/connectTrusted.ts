import { createHash } from 'node:crypto';
import { isIP, connect as openTcp, type Socket } from 'node:net';
import { connect as openTls, type TLSSocket } from 'node:tls';
import { TrustError } from '../../client/connection/TrustError.ts';
import { type Pin, pinSchema } from '../../shared/model/trust.ts';
import { noAuthorities, systemAuthorities } from './systemAuthorities.ts';

/** Milliseconds for reaching a server and, with TLS, for learning its key. */
const CONNECT_WITHIN_MS = 15_000;

/** Where a server is, and whether it is spoken to over TLS. */
export type Destination = { host: string; port: number; secure: boolean };

/** A connection that may be written to. */
export type TrustedConnection = {
  socket: Socket;
  /** The key that the server has; `null` over plain TCP. */
  presented: Pin | null;
};

/** The server was reached, and what it said is no TLS. */
export class NoTlsError extends Error {
  override readonly name = 'NoTlsError';
}

/** Where an `http:` or `https:` address leads. */
export function destinationOf(address: string): Destination {
  const { protocol, hostname, port } = new URL(address);
  const secure = protocol === 'https:';
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (secure ? 443 : 80), secure };
}

/** The same host and port, spoken to over TLS. */
export function overTls(address: string): string {
  const url = new URL(address);
  if (url.protocol === 'https:') return url.origin;
  const port = url.port || '80';
  url.protocol = 'https:';
  url.port = port;
  return url.origin;
}

/**
 * Opens a connection to a space, which every byte that this app says to one goes through. With a pin the server has to have
 * that key, whatever its certificate says of names and dates; without one, the certificate has to be signed for this name by an
 * authority that the system trusts. Rejects with `TrustError` otherwise. The socket is handed out after that and not before, so
 * that nothing can have been written to it.
 */
export async function connectTrusted(destination: Destination, pin: Pin | null): Promise<TrustedConnection> {
  if (destination.secure) return connectTls(destination, pin);
  // Whoever is in between would only have to say that there is no TLS here.
  if (pin !== null) throw new Error('A server whose key is known is spoken to over TLS alone.');
  const socket = openTcp({ host: destination.host, port: destination.port });
  try {
    await opened(socket, 'connect');
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return { socket, presented: null };
}

async function connectTls({ host, port }: Destination, pin: Pin | null): Promise<TrustedConnection> {
  const socket = openTls({
    host,
    port,
    servername: isIP(host) === 0 ? host : '',
    // Who signed it is asked where no key is known; reading the system's authorities takes a tenth of a second.
    secureContext: pin === null ? systemAuthorities() : noAuthorities,
    // Node's own check knows of names and dates alone; with it, no pinned key could be met. `vouch` takes its place.
    rejectUnauthorized: false,
  });
  let reached = false;
  socket.once('connect', () => {
    reached = true;
  });
  try {
    await opened(socket, 'secureConnect');
    const presented = vouch(socket, pin);
    // Another handshake on this connection could bring another key.
    socket.disableRenegotiation();
    return { socket, presented };
  } catch (error) {
    socket.destroy();
    if (!reached || error instanceof TrustError || error instanceof NoAnswerError) throw error;
    throw new NoTlsError('What answers there does not speak TLS.', { cause: error });
  }
}

/** The key that the other end has proved to have; throws unless it is one to go on with. */
function vouch(socket: TLSSocket, pin: Pin | null): Pin {
  // A resumed session would show no certificate of its own; none is ever offered, so this cannot be one.
  const certificate = socket.isSessionReused() ? undefined : socket.getPeerX509Certificate();
  if (certificate === undefined) throw new Error('The server showed no certificate.');
  const presented = pinOfKey(certificate.publicKey.export({ type: 'spki', format: 'der' }));
  const isVouchedFor = pin === null ? socket.authorized : presented === pin;
  if (!isVouchedFor) throw new TrustError({ expected: pin, presented });
  return presented;
}

/** The pin of a key, given as DER-encoded SubjectPublicKeyInfo. */
export const pinOfKey = (spki: Buffer): Pin =>
  pinSchema.parse(createHash('sha256').update(spki).digest('hex'));

class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

function opened(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => settle(() => reject(new NoAnswerError('The server does not answer.'))),
      CONNECT_WITHIN_MS,
    );
    const ready = () => settle(resolve);
    const failed = (error: Error) => settle(() => reject(error));
    function settle(finish: () => void): void {
      clearTimeout(timer);
      socket.off(event, ready);
      finish();
    }
    socket.once(event, ready);
    socket.once('close', () => failed(new Error('The connection was closed.')));
    // It stays: what goes wrong before the socket's new owner listens must not end the app.
    socket.on('error', failed);
  });
}
