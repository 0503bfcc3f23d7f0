import { expect, it } from 'vitest';
import { createManualClock } from '../../../test/support/space/createManualClock.ts';
import { watchIdle } from './watchIdle.ts';

function setUp() {
  const time = createManualClock();
  let idle = 0;
  const listeners = new Map<string, () => void>();
  const monitor = {
    getSystemIdleTime: () => idle,
    on: (event: string, listener: () => void) => listeners.set(event, listener),
    emit: (event: string) => listeners.get(event)?.(),
  };
  const told: boolean[] = [];
  const end = watchIdle(monitor, time.clock, (away) => told.push(away));
  return {
    monitor,
    told,
    end,
    /** So many seconds go by without a touch; `touched` ends with one. */
    pass(seconds: number, touched = false) {
      for (let second = 0; second < seconds; second += 1) {
        idle += 1;
        if (touched && second === seconds - 1) idle = 0;
        time.advance(1000);
      }
    },
  };
}

it('a person is away after five minutes without a touch, and back at the next one', () => {
  const { told, pass } = setUp();
  pass(299);
  expect(told).toEqual([]);
  pass(16);
  expect(told).toEqual([true]);
  pass(5, true);
  pass(3, true);
  expect(told).toEqual([true, false]);
});

it('a locked screen is away at once, and stays so however long ago the last touch was', () => {
  const { told, pass, monitor, end } = setUp();
  monitor.emit('lock-screen');
  expect(told).toEqual([true]);
  pass(20, true);
  expect(told).toEqual([true]);
  monitor.emit('unlock-screen');
  expect(told).toEqual([true, false]);
  end();
  pass(1000);
  expect(told).toEqual([true, false]);
});
