import { describe, expect, it } from 'vitest';
import { createTimeWords } from './timeWords.ts';

const relative = {
  now: 'now',
  today: 'Today',
  yesterday: 'Yesterday',
  tomorrow: 'Tomorrow',
  minutes: (count: number) => `${count} min`,
};
const words = createTimeWords('en-GB', relative, 'Europe/Berlin');
// A Saturday, 15:30 in Berlin.
const now = Date.UTC(2026, 10, 21, 14, 30);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('short times', () => {
  it('go from now over minutes and the clock to the day and the date', () => {
    expect(words.short(now - 20_000, now)).toBe('now');
    expect(words.short(now - 5 * MINUTE, now)).toBe('5 min');
    expect(words.short(now - 70 * MINUTE, now)).toBe('14:20');
    expect(words.short(now - 4 * DAY, now)).toBe('Tue');
    expect(words.short(Date.UTC(2026, 2, 3), now)).toBe('3 Mar');
    expect(words.short(Date.UTC(2024, 2, 3), now)).toBe('3 Mar 2024');
  });

  it('that stay as they are written do not count minutes', () => {
    expect(words.stamp(now - 20_000, now)).toBe('15:29');
    expect(words.stamp(now - 4 * DAY, now)).toBe('Tue');
    expect(words.stamp(Date.UTC(2026, 2, 3), now)).toBe('3 Mar');
    expect(words.stamp(Date.UTC(2024, 2, 3), now)).toBe('3 Mar 2024');
  });

  it('take a server whose clock is a little ahead for now', () => {
    expect(words.short(now + 30_000, now)).toBe('now');
  });
});

describe('days', () => {
  it('are told apart where the person is, not in UTC', () => {
    expect(words.dayKey(Date.UTC(2026, 10, 20, 23, 30))).toBe(words.dayKey(now));
    expect(words.dayKey(Date.UTC(2026, 10, 20, 22, 30))).not.toBe(words.dayKey(now));
  });

  it('have names', () => {
    expect(words.day(now, now)).toBe('Today');
    expect(words.day(now - DAY, now)).toBe('Yesterday');
    expect(words.day(now + DAY, now)).toBe('Tomorrow');
    expect(words.day(Date.UTC(2026, 2, 3, 12), now)).toBe('Tuesday 3 March');
    expect(words.day(Date.UTC(2024, 2, 3, 12), now)).toMatch(/^Sunday,? 3 March 2024$/);
  });
});
