import { TrustError } from '../../client/connection/TrustError.ts';
import type { Pin } from '../../shared/model/trust.ts';
import { connectTrusted, destinationOf } from './connectTrusted.ts';

/** The key of a server, and whether an authority that the system trusts vouches for it. */
export type ReadKey = { presented: Pin; signed: boolean };

/**
 * Learns which key the server at an `https:` address has, by a TLS handshake alone: nothing is said to it. Rejects with `NoTlsError`
 * where it does not speak TLS.
 */
export async function readKey(address: string): Promise<ReadKey> {
  try {
    const { socket, presented } = await connectTrusted({ ...destinationOf(address), secure: true }, null);
    socket.destroy();
    if (presented === null) throw new Error('A TLS server without a key.');
    return { presented, signed: true };
  } catch (error) {
    if (error instanceof TrustError) return { presented: error.presented, signed: false };
    throw error;
  }
}
