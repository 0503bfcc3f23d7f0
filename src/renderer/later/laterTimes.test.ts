import { describe, expect, it } from 'vitest';
import { fieldTime, fieldValue, offeredMornings, offeredReminders } from './laterTimes.ts';

const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 17).getTime();
const nine = (day: number) => new Date(2026, 10, day, 9).getTime();

describe('times that are offered', () => {
  it('are tomorrow and the next Monday, at nine where the person is', () => {
    // 25 November 2026 is a Wednesday.
    expect(offeredMornings(at(25, 23))).toEqual([
      { id: 'tomorrow', at: nine(26) },
      { id: 'monday', at: nine(30) },
    ]);
  });

  it('name Monday once on a Sunday, and mean the one after on a Monday', () => {
    expect(offeredMornings(at(29, 10))).toEqual([{ id: 'tomorrow', at: nine(30) }]);
    expect(offeredMornings(at(23, 7))[1]).toEqual({ id: 'monday', at: nine(30) });
  });

  it('begin with what is soon where something is only put off', () => {
    const now = at(25, 12);
    const soon = offeredReminders(now).map((offered) => (offered.at - now) / 60_000);
    expect(soon.slice(0, 3)).toEqual([20, 60, 180]);
  });
});

describe('a field for date and time', () => {
  it('says a time and is understood again', () => {
    const now = at(25, 12);
    expect(fieldValue(now)).toBe('2026-11-25T12:17');
    expect(fieldTime(fieldValue(now))).toBe(now);
    expect(fieldTime('')).toBeUndefined();
  });
});
