import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../test/support/byHand/fakeClock.ts';
import { createAlarm } from './createAlarm.ts';
import { silentLog } from './log.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What is due, by the time it is; done by taking it away. */
class Due {
  times: number[] = [];
  done: number[] = [];
  fails = 0;
  readonly #clock: Pick<FakeClock, 'now'>;

  constructor(clock: Pick<FakeClock, 'now'>) {
    this.#clock = clock;
  }

  nextDueAt = async () => (this.times.length === 0 ? undefined : Math.min(...this.times));

  performDue = async () => {
    if (this.fails-- > 0) throw new Error('the disk is full');
    const now = this.#clock.now();
    this.done.push(...this.times.filter((at) => at <= now));
    this.times = this.times.filter((at) => at > now);
  };
}

describe('the alarm', () => {
  let clock: FakeClock;
  let skew: number;
  let store: Due;
  let alarm: ReturnType<typeof createAlarm>;

  beforeEach(() => {
    clock = createFakeClock();
    skew = 0;
    const skewed = { ...clock, now: () => clock.now() + skew };
    store = new Due(skewed);
    alarm = createAlarm({ store, clock: skewed, log: silentLog });
  });
  afterEach(() => alarm.stop());

  it('does what falls due when it does, and what was missed at once', async () => {
    const start = clock.now();
    store.times = [start - DAY, start + 5_000, start + 9_000];
    alarm.look();
    await clock.settle();
    expect(store.done).toEqual([start - DAY]);
    await clock.advance(4_999);
    expect(store.done).toHaveLength(1);
    await clock.advance(1);
    expect(store.done).toHaveLength(2);
    await clock.advance(4_000);
    expect(store.done).toHaveLength(3);
    expect(clock.nextIn(), 'nothing is waited for').toBeUndefined();
  });

  it('waits for longer than a timer can', async () => {
    store.times = [clock.now() + 30 * DAY];
    alarm.look();
    await clock.settle();
    expect(clock.nextIn()).toBeLessThan(2 ** 31);
    await clock.advance(30 * DAY - 1);
    expect(store.done).toEqual([]);
    await clock.advance(1);
    expect(store.done).toHaveLength(1);
  });

  it('finds a sooner one when it is told to look', async () => {
    const start = clock.now();
    store.times = [start + 50_000];
    alarm.look();
    await clock.settle();
    store.times.push(start + 1_000);
    alarm.look();
    await clock.advance(1_000);
    expect(store.done).toEqual([start + 1_000]);
  });

  it('follows a clock that is set forward, or back', async () => {
    store.times = [clock.now() + 3 * DAY];
    alarm.look();
    await clock.settle();
    skew = 3 * DAY;
    await clock.advance(MINUTE);
    expect(store.done).toHaveLength(1);
    const dueAt = clock.now() + skew + 1_000;
    store.times = [dueAt];
    alarm.look();
    await clock.settle();
    skew -= DAY;
    await clock.advance(MINUTE);
    expect(store.done).toHaveLength(1);
    await clock.advance(DAY);
    expect(store.done).toHaveLength(2);
  });

  it('tries again what could not be done, without haste', async () => {
    store.times = [clock.now()];
    store.fails = 2;
    alarm.look();
    await clock.settle();
    expect(store.done).toEqual([]);
    expect(clock.nextIn()).toBeGreaterThan(1_000);
    await clock.advance(MINUTE);
    expect(store.done).toHaveLength(1);
  });

  it('does nothing any more once it is stopped', async () => {
    store.times = [clock.now() + 1_000];
    alarm.look();
    await clock.settle();
    await alarm.stop();
    await clock.advance(MINUTE);
    alarm.look();
    await clock.settle();
    expect(store.done).toEqual([]);
  });
});
