import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../client/clock.ts';
import { createSpareTime } from './spareTime.ts';

/** A clock that moves when told to. */
function createClock() {
  let now = 0;
  let timers: { at: number; callback: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    after(ms, callback) {
      const timer = { at: now + ms, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
  };
  const advance = (ms: number) => {
    const until = now + ms;
    for (;;) {
      const [next] = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (!next) break;
      timers = timers.filter((one) => one !== next);
      now = next.at;
      next.callback();
    }
    now = until;
  };
  return { clock, advance };
}

function setUp(portions: number) {
  const { clock, advance } = createClock();
  let left = portions;
  let done = 0;
  const spare = createSpareTime(() => {
    done += 1;
    left -= 1;
    return left > 0;
  }, clock);
  return { spare, advance, done: () => done };
}

describe('spare time', () => {
  it('begins when the thread has been quiet, and goes on to the end of the work', () => {
    const { spare, advance, done } = setUp(3);
    spare.used();
    advance(200);
    spare.used();
    advance(200);
    expect(done()).toBe(0);
    advance(100);
    expect(done()).toBe(3);
    advance(10_000);
    expect(done()).toBe(3);
  });

  it('is taken at last from a thread that is never quiet', () => {
    const { spare, advance, done } = setUp(1);
    for (let time = 0; time < 5_000; time += 100) {
      spare.used();
      advance(100);
    }
    expect(done()).toBe(1);
  });

  it('ends when it is told to', () => {
    const { spare, advance, done } = setUp(2);
    spare.used();
    spare.end();
    spare.used();
    advance(10_000);
    expect(done()).toBe(0);
  });
});
