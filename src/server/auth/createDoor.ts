import { RequestError } from '../../shared/protocol/errors.ts';
import type { Clock } from '../clock.ts';
import { type LimitKind, type Limits, TokenBuckets } from '../limits.ts';
import type { Metrics } from '../metrics.ts';

export type DoorOptions = { limits: Limits; clock: Clock; metrics: Metrics };

/** Counts attempts by key, and refuses with `rate_limited` those that come too fast. */
export function createDoor(kind: LimitKind, { limits, clock, metrics }: DoorOptions): (key: string) => void {
  const buckets = new TokenBuckets(limits[kind]);
  return (key) => {
    const waitMs = buckets.take(key, clock.now());
    if (waitMs === 0) return;
    metrics.rateLimited(kind);
    throw new RequestError('rate_limited', 'Too many attempts: wait a moment.', waitMs);
  };
}
