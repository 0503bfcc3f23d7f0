import { expect, it } from 'vitest';
import { muteUntil } from './muteTimes.ts';

it('a mute ends after its hours, at eight the next morning, or never', () => {
  const now = new Date(2026, 10, 30, 23, 15).getTime();
  expect(muteUntil('hour', now)).toBe(new Date(2026, 11, 1, 0, 15).getTime());
  expect(muteUntil('hours8', now)).toBe(new Date(2026, 11, 1, 7, 15).getTime());
  expect(muteUntil('tomorrow', now)).toBe(new Date(2026, 11, 1, 8).getTime());
  expect(muteUntil('good', now)).toBeNull();
});
