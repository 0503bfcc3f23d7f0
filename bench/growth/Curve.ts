/** What something costs at several sizes of what it depends on. */
export type Curve = {
  /** What is done, and what of it grows. */
  name: string;
  /** What the sizes are of. */
  of: string;
  unit: string;
  points: { size: number; cost: number }[];
};

/** How often as much something costs each time its size is ten times as large: 1 is flat, 10 is linear. */
export function growthOf({ points }: Curve): number {
  const [first, last] = [points.at(0), points.at(-1)];
  if (!first || !last || first.size === last.size) return Number.NaN;
  return (last.cost / first.cost) ** (1 / Math.log10(last.size / first.size));
}
