import { expect, it, vi } from 'vitest';
import { soon } from '../../../test/support/soon.ts';
import { inTime } from './inTime.ts';

/** A clock on which time is up when a test says so. */
function createClock() {
  const timers = new Set<() => void>();
  const after = (_ms: number, callback: () => void) => {
    timers.add(callback);
    return () => void timers.delete(callback);
  };
  return {
    clock: { now: () => 0, after },
    timers,
    timeIsUp: () => [...timers].map((callback) => callback()),
  };
}

it('what is answered in time is answered, and waits for nothing more', async () => {
  const { clock, timers } = createClock();
  expect(await inTime(clock, 'parley', Promise.resolve(7))).toBe(7);
  await expect(inTime(clock, 'parley', Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  expect(timers.size).toBe(0);
});

it('what is never answered is held, and what comes after all is dropped', async () => {
  const { clock, timeIsUp } = createClock();
  const opening = Promise.withResolvers<string>();
  const drop = vi.fn();
  const asked = inTime(clock, 'parley', opening.promise, drop);
  timeIsUp();
  await expect(asked).rejects.toMatchObject({ name: 'StorageError', code: 'blocked' });
  opening.resolve('late');
  await soon(() => expect(drop).toHaveBeenCalledWith('late'));
});
