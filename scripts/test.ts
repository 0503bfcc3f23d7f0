import { createBeside } from './createBeside.ts';
import { getChromium } from './getChromium.ts';
import { exitOnSignals } from './run.ts';
import { type Suite, suites, type Tally } from './suites.ts';

/**
 * `npm test` runs every suite, `npm run check` (the argument `check`) the quick ones. The last line of stdout is
 * `N passed, N failed`, all runners together; the exit code is 0 only if nothing failed.
 */
exitOnSignals();
const checkOnly = process.argv[2] === 'check';
const total: Tally = { passed: 0, failed: 0 };

if (!checkOnly) {
  const chromium = await getChromium();
  if (chromium === undefined) total.failed += 1;
  else process.env['PARLEY_CHROMIUM'] = chromium;
}
const beside: { suite: Suite; tally: Promise<Tally>; end: () => void }[] = [];
for (const suite of suites) {
  if (checkOnly && !suite.inCheck) continue;
  process.stdout.write(`\n── ${suite.name}${suite.beside ? ' begins, beside what follows' : ''}\n`);
  const show = (text: string) => process.stdout.write(text);
  const { say, end } = suite.beside ? createBeside(suite.name) : { say: show, end: undefined };
  const tally = suite.run(say).catch(failedToStart);
  if (end === undefined) count(suite, await tally);
  else beside.push({ suite, tally, end });
}
for (const { suite, tally, end } of beside) {
  const found = await tally;
  end();
  count(suite, found);
}
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

function count({ name }: Suite, { passed, failed }: Tally): void {
  total.passed += passed;
  total.failed += failed;
  if (failed > 0) process.stdout.write(`${name}: ${failed} failed\n`);
}

function failedToStart(error: Error): Tally {
  process.stderr.write(`${error.message}\n`);
  return { passed: 0, failed: 1 };
}
