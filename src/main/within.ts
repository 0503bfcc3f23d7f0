import type { Clock } from '../client/clock.ts';

/** What work comes to, or `null` when it takes longer than `ms` milliseconds; what comes after that is nobody's. */
export function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => resolve(null));
    work.then(resolve, reject).finally(cancel);
  });
}
