import type { UserId } from '../../shared/model/ids.ts';
import { RequestError } from '../../shared/protocol/errors.ts';
import type { Clock } from '../clock.ts';
import { type LimitKind, type Limits, TokenBuckets } from '../limits.ts';
import type { Metrics } from '../metrics.ts';

/** Counts what each person asks for, by kind of request, over all their devices. */
export type Limiter = {
  /** Refuses with `rate_limited` and the wait until the next is taken. */
  require(kind: LimitKind, userId: UserId): void;
  allows(kind: LimitKind, userId: UserId): boolean;
};

export function createLimiter(limits: Limits, clock: Clock, metrics: Metrics): Limiter {
  const buckets = new Map(
    Object.entries(limits).map(([kind, limit]) => [kind as LimitKind, new TokenBuckets(limit)]),
  );
  const take = (kind: LimitKind, userId: UserId): number => {
    const waitMs = buckets.get(kind)?.take(userId, clock.now()) ?? 0;
    if (waitMs > 0) metrics.rateLimited(kind);
    return waitMs;
  };
  return {
    require(kind, userId) {
      const waitMs = take(kind, userId);
      if (waitMs > 0) throw new RequestError('rate_limited', 'Too many requests: wait a moment.', waitMs);
    },
    allows: (kind, userId) => take(kind, userId) === 0,
  };
}
