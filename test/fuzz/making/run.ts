import fc from 'fast-check';

/** How many cases all suites try together, and what they begin from: given by `npm run fuzz`, or by the configuration. */
const total = Number(process.env['PARLEY_FUZZ_CASES'] ?? 5_000);
export const seed = Number(process.env['PARLEY_FUZZ_SEED'] ?? 1);

/** A part of the cases that are to be tried, by how much of all of them it should be. */
export const shareOf = (part: number): number => Math.max(1, Math.round(total * part));

/**
 * Tries a property on so many cases. What it fails on is made smaller and printed, with what it takes to run it again:
 * `npm run fuzz -- --seed S --cases N`.
 */
export async function tryAll<T>(
  cases: number,
  made: fc.Arbitrary<T>,
  holds: (value: T) => Promise<void> | void,
  salt = 0,
): Promise<void> {
  const property = fc.asyncProperty(made, async (value) => {
    await holds(value);
  });
  await fc.assert(property, { numRuns: cases, seed: seed + salt });
}
