import { expect, it } from 'vitest';
import { isQuiet, wallTimeOf } from './quiet.ts';

const at = (day: number, hour: number, minute = 0) => ({ day, minute: hour * 60 + minute });
const [SUNDAY, MONDAY, TUESDAY, SATURDAY] = [0, 1, 2, 6];

it('lasts until a time', () => {
  const quiet = { until: 1000, hours: null };
  expect([isQuiet(quiet, 999), isQuiet(quiet, 1000), isQuiet(undefined, 5)]).toEqual([true, false, false]);
});

it('is at some hours of some days', () => {
  const quiet = { until: null, hours: { from: 12 * 60, to: 13 * 60, days: [MONDAY] } };
  const is = (...time: Parameters<typeof at>) => isQuiet(quiet, 0, at(...time));
  expect([is(MONDAY, 11, 59), is(MONDAY, 12), is(MONDAY, 12, 59), is(MONDAY, 13), is(TUESDAY, 12)]).toEqual([
    ...[false, true, true, false, false],
  ]);
});

it('goes on over midnight, from one week into the next as well', () => {
  const quiet = { until: null, hours: { from: 22 * 60, to: 7 * 60, days: [SATURDAY] } };
  const is = (...time: Parameters<typeof at>) => isQuiet(quiet, 0, at(...time));
  expect([is(SATURDAY, 6), is(SATURDAY, 22), is(SUNDAY, 6, 59), is(SUNDAY, 7), is(SUNDAY, 22)]).toEqual([
    ...[false, true, true, false, false],
  ]);
});

it('is around the clock where it ends when it begins', () => {
  const quiet = { until: null, hours: { from: 480, to: 480, days: [MONDAY] } };
  const is = (...time: Parameters<typeof at>) => isQuiet(quiet, 0, at(...time));
  expect([is(MONDAY, 7), is(MONDAY, 8), is(TUESDAY, 7, 59), is(TUESDAY, 8)]).toEqual([
    ...[false, true, true, false],
  ]);
});

it('goes by this device’s own clock', () => {
  const moment = new Date(2026, 10, 28, 18, 30);
  expect(wallTimeOf(moment.getTime())).toEqual({ day: 6, minute: 18 * 60 + 30 });
});
