import { getChromium } from './getChromium.ts';
import { exitOnSignals } from './run.ts';
import { suites, type Tally } from './suites.ts';

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
for (const { name, inCheck, run } of suites) {
  if (checkOnly && !inCheck) continue;
  process.stdout.write(`\n── ${name}\n`);
  const { passed, failed } = await run().catch(failedToStart);
  total.passed += passed;
  total.failed += failed;
  if (failed > 0) process.stdout.write(`${name}: ${failed} failed\n`);
}
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

function failedToStart(error: Error): Tally {
  process.stderr.write(`${error.message}\n`);
  return { passed: 0, failed: 1 };
}
