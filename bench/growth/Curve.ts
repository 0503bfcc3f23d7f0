import { type Spread, spread } from '../statistics.ts';

/** What something costs at several sizes of what it depends on. */
export type Curve = {
  /** What is done, and what of it grows. */
  name: string;
  /** What the sizes are of. */
  of: string;
  unit: string;
  /** The median of several rounds, and between what they lay. */
  points: ({ size: number; cost: number } & Pick<Spread, 'low' | 'high'>)[];
};

/** What rounds at one size came to. */
export function pointOf(size: number, costs: number[]): Curve['points'][number] {
  const { value: cost, low, high } = spread(costs);
  return { size, cost, low, high };
}

/** How often as much something costs each time its size is ten times as large: 1 is flat, 10 is linear. */
export function growthOf({ points }: { points: { size: number; cost: number }[] }): number {
  const [first, last] = [points.at(0), points.at(-1)];
  if (!first || !last || first.size === last.size) return Number.NaN;
  return (last.cost / first.cost) ** (1 / Math.log10(last.size / first.size));
}
