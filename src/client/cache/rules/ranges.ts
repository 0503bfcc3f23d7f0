import type { Seq } from '../../../shared/model/ids.ts';

/** Seqs from `from` to `to`, both inclusive. */
export type Range = { from: Seq; to: Seq };

/** Adds a range to others that are in order, apart and not adjacent; the result is so too. An empty one adds nothing. */
export function withRange(ranges: readonly Range[], added: Range): Range[] {
  if (added.from > added.to) return [...ranges];
  const apart = ranges.filter((range) => range.to < added.from - 1 || range.from > added.to + 1);
  const touching = ranges.filter((range) => !apart.includes(range));
  const from = Math.min(added.from, ...touching.map((range) => range.from));
  const to = Math.max(added.to, ...touching.map((range) => range.to));
  return [...apart, { from, to }].sort((a, b) => a.from - b.from);
}

/** The range that holds `seq`. */
export const rangeAt = (ranges: readonly Range[], seq: Seq): Range | undefined =>
  ranges.find((range) => range.from <= seq && seq <= range.to);

/** Whether every seq above `after` up to `through` is held; true of an empty stretch. */
export function covers(ranges: readonly Range[], after: Seq, through: Seq): boolean {
  if (after >= through) return true;
  const range = rangeAt(ranges, through);
  return range !== undefined && range.from <= after + 1;
}
