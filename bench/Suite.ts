import type { Spread } from './statistics.ts';

/**
 * One number that a suite found, and between what its rounds lay where there were several. `goal` is DESIGN §8's, `floor` what
 * must not be missed.
 */
export type Figure = { name: string; unit: string; goal?: number; floor?: number } & (
  | Spread
  | { value: number; low?: undefined; high?: undefined }
);

export type SuiteContext = {
  /** One short round instead of several: to see that it works, not to judge by. */
  quick: boolean;
  /** Where a suite that draws puts its plot. */
  svg: string | undefined;
  print(line: string): void;
};

/** Measures something, prints what it finds as it goes, and gives it back for machines. */
export type Suite = (context: SuiteContext) => Promise<Figure[]>;
