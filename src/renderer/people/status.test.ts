import { describe, expect, it } from 'vitest';
import { expiryOf, localTime, statusAt } from './status.ts';

const wednesday = new Date(2026, 2, 4, 15, 30).getTime();

describe('a status', () => {
  it('is shown until it ends', () => {
    const status = { text: 'On holiday', expiresAt: wednesday };
    expect(statusAt({ status }, wednesday - 1)).toBe(status);
    expect(statusAt({ status }, wednesday)).toBeUndefined();
    expect(statusAt({ status: { ...status, expiresAt: null } }, wednesday)).toBeDefined();
    expect(statusAt(undefined, wednesday)).toBeUndefined();
  });

  it('ends with the day, the week, or after a while', () => {
    expect(expiryOf('halfHour', wednesday)).toBe(wednesday + 1_800_000);
    expect(expiryOf('fourHours', wednesday)).toBe(wednesday + 14_400_000);
    expect(expiryOf('today', wednesday)).toBe(new Date(2026, 2, 5).getTime());
    expect(expiryOf('week', wednesday)).toBe(new Date(2026, 2, 9).getTime());
    expect(expiryOf('week', new Date(2026, 2, 8, 12).getTime())).toBe(new Date(2026, 2, 9).getTime());
    expect(expiryOf('never', wednesday)).toBeNull();
  });
});

describe('the time where someone is', () => {
  it('is told where it is another, and left out where it is not known', () => {
    const now = Date.UTC(2026, 2, 4, 12);
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    expect(localTime(here, now, 'en')).toBeUndefined();
    expect(localTime('Asia/Tokyo', now, 'en')).toContain('21:00');
    expect(localTime('Moon/Tycho', now, 'en')).toBeUndefined();
    expect(localTime(undefined, now, 'en')).toBeUndefined();
  });
});
