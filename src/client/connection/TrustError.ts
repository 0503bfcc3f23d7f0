import type { KeyMismatch, Pin } from '../../shared/model/trust.ts';

/** The server showed a key that is not the one it has to have. Nothing was written to it. */
export class TrustError extends Error {
  override readonly name = 'TrustError';
  /** `null` where none is known: then only a certificate that the system trusts would have done. */
  readonly expected: Pin | null;
  readonly presented: Pin;

  constructor({ expected, presented }: KeyMismatch) {
    super("The server's key is not one that somebody vouched for.");
    this.expected = expected;
    this.presented = presented;
  }
}

/**
 * The `TrustError` that an error is or was caused by: Socket.IO passes on what its socket met as `description`, an event
 * of a WebSocket that holds it as `error`.
 */
export function trustErrorIn(error: unknown): TrustError | undefined {
  if (error instanceof TrustError) return error;
  if (typeof error !== 'object' || error === null) return undefined;
  if ('description' in error) return trustErrorIn(error.description);
  if ('error' in error) return trustErrorIn(error.error);
  return undefined;
}
