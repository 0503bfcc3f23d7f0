import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backoff } from './backoff.ts';

it('doubles from half a second to half a minute, and stays there for ever', () => {
  const longest = [0, 1, 2, 5, 6, 50, 100_000].map((attempt) => backoff(attempt, () => 1));
  expect(longest).toEqual([500, 1_000, 2_000, 16_000, 30_000, 30_000, 30_000]);
});

it('spreads attempts over the second half of the wait, so that a server that returns is not met by everyone at once', () => {
  fc.assert(
    fc.property(fc.nat(100), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, drawn) => {
      const ceiling = backoff(attempt, () => 1);
      const wait = backoff(attempt, () => drawn);
      expect(wait).toBeGreaterThanOrEqual(ceiling / 2);
      expect(wait).toBeLessThanOrEqual(ceiling);
    }),
  );
});
