/** What several measurements of one thing come to: the middle one, and how far they lie apart. */
export type Spread = { value: number; low: number; high: number };

/** The middle of some numbers: the mean of the two middle ones of an even count. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/** The median of some rounds, with the least and the most. */
export const spread = (values: number[]): Spread => ({
  value: median(values),
  low: Math.min(...values),
  high: Math.max(...values),
});

/** The median of many single measurements, with the quartiles: the least and the most of many tell of the machine. */
export function quartiles(values: number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  return { value: median(values), low: at(0.25), high: at(0.75) };
}

/** The ratio of two medians, and how far the ratios of rounds in turn lie apart. */
export function ratioOf(ours: number[], theirs: number[], apart = spread): Spread {
  const ratios = ours.map((value, round) => value / (theirs[round] ?? Number.NaN));
  return { ...apart(ratios), value: median(ours) / median(theirs) };
}

/** As it is printed: the median, and in brackets how far apart. */
export const shown = ({ value, low, high }: Spread, digits = 2): string =>
  `${value.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
