import { z } from 'zod';

/**
 * Why a request was refused. `conflict` is a name that is taken or a state that forbids it, `busy` a full
 * queue, `internal` a fault of the server's that it has logged.
 */
export const errorCodeSchema = z.enum([
  'invalid',
  'unauthorized',
  'forbidden',
  'not_found',
  'conflict',
  'rate_limited',
  'busy',
  'shutting_down',
  'storage_full',
  'internal',
]);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

/** The codes after which the same request may succeed later; every other refusal is for good. */
const RETRYABLE: ReadonlySet<string> = new Set<ErrorCode>([
  'rate_limited',
  'busy',
  'shutting_down',
  'storage_full',
]);
export const isRetryable = (code: ErrorCode): boolean => RETRYABLE.has(code);

/** What stands behind `ok: false`. `message` is English, for people. */
export const wireErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  retryable: z.boolean(),
  /** Milliseconds after which trying again makes sense. */
  retryAfterMs: z.number().min(0).optional(),
});
export type WireError = z.infer<typeof wireErrorSchema>;

/** Why a connection was refused, in `connect_error`'s `data.code`. */
export const refusalCodeSchema = z.enum([
  'unauthorized',
  'token_expired',
  'banned',
  /** In `/admin`: not for this person. */
  'forbidden',
  'client_too_old',
  'server_too_old',
  'shutting_down',
]);
export type RefusalCode = z.infer<typeof refusalCodeSchema>;

/** A refusal thrown inside the server and turned into a wire error at its edge. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly code: ErrorCode;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, retryAfterMs?: number) {
    super(message);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }

  toWire(): WireError {
    const { code, message, retryAfterMs } = this;
    const error = { code, message, retryable: isRetryable(code) };
    return retryAfterMs === undefined ? error : { ...error, retryAfterMs };
  }
}
