/** One number that a suite found. `goal` is DESIGN §8's, `floor` what must not be missed. */
export type Figure = { name: string; value: number; unit: string; goal?: number; floor?: number };

export type SuiteContext = {
  /** One short round instead of several: to see that it works, not to judge by. */
  quick: boolean;
  /** Where a suite that draws puts its plot. */
  svg: string | undefined;
  print(line: string): void;
};

/** Measures something, prints what it finds as it goes, and gives it back for machines. */
export type Suite = (context: SuiteContext) => Promise<Figure[]>;
