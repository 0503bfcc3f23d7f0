import { z } from 'zod';

/** A bucket of tokens: `burst` at once, refilled at `perSecond`. Full again within a second when the two are equal. */
const limitSchema = z.strictObject({ perSecond: z.number().positive(), burst: z.int().min(1) });
export type Limit = z.infer<typeof limitSchema>;

/** What one person may ask for, by kind of request, and what may be tried at the door. */
export const defaultLimits = {
  /** Sending messages. */
  send: { perSecond: 50, burst: 50 },
  /** Editing, deleting, joining, leaving, and whatever else changes something. */
  change: { perSecond: 30, burst: 30 },
  /** Making conversations, invites, tokens and reports. */
  create: { perSecond: 10, burst: 10 },
  /** Moving read positions. */
  mark: { perSecond: 50, burst: 50 },
  /** What only reads. Pages of 500 events are asked for one after the other, as fast as they can be applied. */
  read: { perSecond: 200, burst: 200 },
  typing: { perSecond: 20, burst: 20 },
  /** Telling whether a device is in use. */
  presence: { perSecond: 5, burst: 10 },
  /** Notifying over HTTP, per token. */
  notify: { perSecond: 10, burst: 50 },
  /** Telling everyone, or all of a conversation, at once: each costs as much as there are people. Per token or person. */
  announce: { perSecond: 0.2, burst: 5 },
  /** Signing in, per name and per address. */
  signInPerName: { perSecond: 1 / 6, burst: 10 },
  signInPerAddress: { perSecond: 1, burst: 60 },
  /** Making accounts: a team may come all at once. */
  registerPerAddress: { perSecond: 1, burst: 60 },
  /** Asking for proofs of spoken codes: as often as accounts are made. */
  provePerAddress: { perSecond: 1, burst: 60 },
  /** Renewing and ending sessions, per address: an office may come back all at once. */
  refreshPerAddress: { perSecond: 50, burst: 500 },
} satisfies Record<string, Limit>;
export type LimitKind = keyof typeof defaultLimits;
export type Limits = Record<LimitKind, Limit>;

/** What holds for every connection, whoever it is. Times in milliseconds, sizes in bytes. */
export const defaultConnectionLimits = {
  /** A dead link is noticed after these two together: in less than 20 s. */
  pingIntervalMs: 8_000,
  pingTimeoutMs: 8_000,
  /** A socket that does not say who it is for so long is closed. */
  connectTimeoutMs: 10_000,
  /** So long the head of an HTTP request may take to come, and the whole of it. */
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  /** How many connections one address may have: an office may be behind one. */
  connectionsPerAddress: 5_000,
  /** How many of them may be of nobody who has signed in there: they all come at once when the server has been away. */
  unknownPerAddress: 1_000,
  /** How much one packet from a client may hold: far more than any request needs. */
  maxPacketBytes: 1_000_000,
  /** How much may be queued for a socket that does not read, besides as much that was handed to its connection; with more it is cut off, and catches up when it comes back. */
  maxBacklogBytes: 4_000_000,
  /** How much the body of an HTTP request may hold. */
  maxBodyBytes: 64 * 1024,
  /** At closing, those who do not take their last packets within this time lose them. */
  closeGraceMs: 2_000,
};
export type ConnectionLimits = typeof defaultConnectionLimits;

const shapeOf = <K extends string, S extends z.ZodType>(keys: readonly K[], schema: S) =>
  Object.fromEntries(keys.map((key) => [key, schema.optional()])) as Record<K, z.ZodOptional<S>>;

/** What an operator may set: any of the above, in one object. */
export const limitSettingsSchema = z.strictObject({
  ...shapeOf(Object.keys(defaultLimits) as LimitKind[], limitSchema),
  ...shapeOf(Object.keys(defaultConnectionLimits) as (keyof ConnectionLimits)[], z.int().min(1)),
});
export type LimitSettings = z.infer<typeof limitSettingsSchema>;

/** The defaults, and over them what is set. */
export function limitsWith(settings: LimitSettings): { limits: Limits; connection: ConnectionLimits } {
  const over = <T extends object>(defaults: T): T =>
    Object.fromEntries(
      Object.entries(defaults).map(([name, value]) => [name, settings[name as keyof LimitSettings] ?? value]),
    ) as T;
  return { limits: over<Limits>(defaultLimits), connection: over(defaultConnectionLimits) };
}

/** So many entries that idle ones are looked for and dropped. */
const SWEEP_AT = 10_000;
type Bucket = { tokens: number; at: number };

/** Buckets by key, made when first used and forgotten when full. */
export class TokenBuckets {
  readonly #limit: Limit;
  readonly #buckets = new Map<string, Bucket>();

  constructor(limit: Limit) {
    this.#limit = limit;
  }

  /** Takes a token: 0, or the milliseconds until there is one. `now` in milliseconds. */
  take(key: string, now: number): number {
    const bucket = this.#buckets.get(key);
    const tokens = this.#tokens(bucket, now);
    if (tokens < 1) return this.#waitFor(tokens);
    if (bucket) {
      bucket.tokens = tokens - 1;
      bucket.at = now;
    } else {
      if (this.#buckets.size >= SWEEP_AT) this.#sweep(now);
      this.#buckets.set(key, { tokens: tokens - 1, at: now });
    }
    return 0;
  }

  /** The milliseconds until there is a token, 0 where there is one; takes none. */
  wait(key: string, now: number): number {
    const tokens = this.#tokens(this.#buckets.get(key), now);
    return tokens < 1 ? this.#waitFor(tokens) : 0;
  }

  #tokens(bucket: Bucket | undefined, now: number): number {
    return bucket ? this.#refilled(bucket, now) : this.#limit.burst;
  }

  #waitFor(tokens: number): number {
    return Math.ceil(((1 - tokens) / this.#limit.perSecond) * 1000);
  }

  #refilled({ tokens, at }: Bucket, now: number): number {
    const { perSecond, burst } = this.#limit;
    // A clock that was set back must not take tokens away.
    return Math.min(burst, tokens + (Math.max(0, now - at) / 1000) * perSecond);
  }

  #sweep(now: number): void {
    for (const [key, bucket] of this.#buckets)
      if (this.#refilled(bucket, now) >= this.#limit.burst) this.#buckets.delete(key);
  }
}
