/** A bucket of tokens: `burst` at once, refilled at `perSecond`. Full again within a second when the two are equal. */
export type Limit = { perSecond: number; burst: number };

/** What one person may ask for, by kind of request, and what may be tried at the door. */
export type Limits = {
  /** Sending messages. */
  send: Limit;
  /** Editing, deleting, joining, leaving, creating, inviting. */
  change: Limit;
  /** Moving read positions. */
  mark: Limit;
  /** `sync` and `history`. */
  read: Limit;
  typing: Limit;
  /** Telling whether a device is in use. */
  presence: Limit;
  /** Sign-ins and registrations, per name and per address. */
  signInPerName: Limit;
  signInPerAddress: Limit;
  /** Renewing and ending sessions, per address: an office may come back all at once. */
  refreshPerAddress: Limit;
};
export type LimitKind = keyof Limits;

export const defaultLimits: Limits = {
  send: { perSecond: 50, burst: 50 },
  change: { perSecond: 30, burst: 30 },
  mark: { perSecond: 50, burst: 50 },
  // Catching up pages of 500 events are asked for one after the other, as fast as they can be applied.
  read: { perSecond: 200, burst: 200 },
  typing: { perSecond: 20, burst: 20 },
  presence: { perSecond: 5, burst: 10 },
  signInPerName: { perSecond: 1 / 6, burst: 10 },
  signInPerAddress: { perSecond: 1, burst: 60 },
  refreshPerAddress: { perSecond: 50, burst: 500 },
};

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
    const { perSecond, burst } = this.#limit;
    const bucket = this.#buckets.get(key);
    const tokens = bucket ? this.#refilled(bucket, now) : burst;
    if (tokens < 1) return Math.ceil(((1 - tokens) / perSecond) * 1000);
    if (bucket) {
      bucket.tokens = tokens - 1;
      bucket.at = now;
    } else {
      if (this.#buckets.size >= SWEEP_AT) this.#sweep(now);
      this.#buckets.set(key, { tokens: tokens - 1, at: now });
    }
    return 0;
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
