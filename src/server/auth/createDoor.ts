import { RequestError } from '../../shared/protocol/errors.ts';
import type { Clock } from '../clock.ts';
import { type LimitKind, type Limits, TokenBuckets } from '../limits.ts';
import type { Metrics } from '../metrics.ts';

export type DoorOptions = { limits: Limits; clock: Clock; metrics: Metrics };

/** Counts attempts by key, and refuses with `rate_limited` those that come too fast. */
export type Door = {
  (key: string): void;
  /** Refuses whoever would be refused now, and counts nothing. */
  requireOpen(key: string): void;
};

export function createDoor(kind: LimitKind, { limits, clock, metrics }: DoorOptions): Door {
  const buckets = new TokenBuckets(limits[kind]);
  const refuse = (waitMs: number): void => {
    if (waitMs === 0) return;
    metrics.rateLimited(kind);
    throw new RequestError('rate_limited', 'Too many attempts: wait a moment.', waitMs);
  };
  return Object.assign((key: string) => refuse(buckets.take(key, clock.now())), {
    requireOpen: (key: string) => refuse(buckets.wait(key, clock.now())),
  });
}
