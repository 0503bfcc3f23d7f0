import type { Figure } from '../Suite.ts';
import { type Curve, growthOf } from './Curve.ts';

const ROUNDS = 7;

/** Processor time of one of `count` that `act` does at a time, in microseconds: several rounds, after one to warm up. */
export async function costOf(count: number, act: () => Promise<unknown>): Promise<number[]> {
  const costs: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const before = process.cpuUsage();
    await act();
    const { user, system } = process.cpuUsage(before);
    if (round > 0) costs.push((user + system) / count);
  }
  return costs;
}

export async function repeat(times: number, act: () => Promise<unknown>): Promise<void> {
  for (let done = 0; done < times; done += 1) await act();
}

/** Prints a curve, and gives how it grows and what it is made of. */
export function report(curve: Curve, print: (line: string) => void): Figure[] {
  const { name, of, unit, points } = curve;
  const costs = points.map(
    ({ size, cost, low, high }) => `${cost.toFixed(1)} (${low.toFixed(1)}–${high.toFixed(1)}) at ${size}`,
  );
  print(`  ${name}: ${costs.join(', ')} ${unit}; ${growthOf(curve).toFixed(2)} × for each ten ${of}`);
  return [
    { name: `${name}, by ${of}`, value: growthOf(curve), unit: `× per ten ${of}` },
    ...points.map(({ size, cost, low, high }) => ({
      name: `${name}, with ${size} ${of}`,
      ...{ value: cost, low, high },
      unit,
    })),
  ];
}
