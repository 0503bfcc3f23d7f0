import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers, type Range, rangeAt, withRange } from './ranges.ts';

const LAST = 30;
const anyRange = fc
  .tuple(fc.integer({ min: 1, max: LAST }), fc.integer({ min: 0, max: 8 }))
  .map(([from, length]): Range => ({ from, to: Math.min(LAST, from + length) }));
const all = Array.from({ length: LAST }, (_, index) => index + 1);

describe('ranges', () => {
  it('hold what was added and nothing else, in order, apart and not adjacent', () => {
    fc.assert(
      fc.property(fc.array(anyRange), (added) => {
        const ranges = added.reduce<Range[]>(withRange, []);
        for (const seq of all)
          expect(rangeAt(ranges, seq) !== undefined).toBe(
            added.some(({ from, to }) => from <= seq && seq <= to),
          );
        ranges.slice(1).forEach((range, index) => {
          expect(range.from).toBeGreaterThan((ranges[index]?.to ?? LAST) + 1);
        });
      }),
    );
  });

  it('cover a stretch if each of its seqs is held', () => {
    fc.assert(
      fc.property(fc.array(anyRange), anyRange, (added, { from, to }) => {
        const ranges = added.reduce<Range[]>(withRange, []);
        const each = all.filter((seq) => from < seq && seq <= to).every((seq) => rangeAt(ranges, seq));
        expect(covers(ranges, from, to)).toBe(each);
      }),
    );
  });

  it('do not change with an empty one', () => {
    expect(withRange([{ from: 3, to: 4 }], { from: 5, to: 4 })).toEqual([{ from: 3, to: 4 }]);
  });
});
