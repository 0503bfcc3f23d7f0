import { describe, expect, it } from 'vitest';
import { fieldOf, minutesOf, pausedUntil, pauseEnd } from './quietTimes.ts';

const at = (text: string) => new Date(text).getTime();

describe('being left alone', () => {
  it('ends in half an hour, in an hour, or on the next morning where the person is', () => {
    const now = at('2026-03-03T22:10:00');
    expect(pauseEnd('minutes30', now)).toBe(at('2026-03-03T22:40:00'));
    expect(pauseEnd('hour1', now)).toBe(at('2026-03-03T23:10:00'));
    expect(pauseEnd('tomorrow', now)).toBe(at('2026-03-04T09:00:00'));
  });

  it('is over once its end has come, whatever the hours of the week are', () => {
    const hours = { from: 0, to: 60, days: [1] };
    expect(pausedUntil({ until: 20, hours }, 10)).toBe(20);
    expect(pausedUntil({ until: 20, hours }, 20)).toBeNull();
    expect(pausedUntil({ until: null, hours }, 10)).toBeNull();
    expect(pausedUntil(undefined, 10)).toBeNull();
  });

  it('has times as a field has them, and takes none that is not whole', () => {
    for (const minutes of [0, 425, 1439]) expect(minutesOf(fieldOf(minutes))).toBe(minutes);
    expect(fieldOf(425)).toBe('07:05');
    for (const field of ['', '7:05', '24:00', 'noon']) expect(minutesOf(field)).toBeUndefined();
  });
});
