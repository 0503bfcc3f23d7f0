import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { bin, exitOnSignals, runNode } from './run.ts';

/**
 * `npm run fuzz -- [--cases N] [--seed S]`: hostile input of every kind, N cases altogether. The seed is printed first;
 * the same seed and number make the same cases.
 */
exitOnSignals();
const { values } = parseArgs({
  options: { cases: { type: 'string', default: '100000' }, seed: { type: 'string' } },
});
const cases = wholeNumber('--cases', values.cases);
const seed = values.seed === undefined ? randomInt(2 ** 31) : wholeNumber('--seed', values.seed);
process.stdout.write(`Fuzzing ${cases} cases: npm run fuzz -- --cases ${cases} --seed ${seed}\n`);
const env = { PARLEY_FUZZ_CASES: String(cases), PARLEY_FUZZ_SEED: String(seed) };
const { code } = await runNode([bin('vitest/vitest.mjs'), 'run', '--project', 'fuzz'], { env });
process.exitCode = code ?? 1;

function wholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`${name} takes a whole number, not ${text}.`);
  return Number(text);
}
