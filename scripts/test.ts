import { join } from 'node:path';
import { createBeside } from './createBeside.ts';
import { getChromium } from './getChromium.ts';
import { exitOnSignals, root } from './run.ts';
import { found, type Suite, suites, type Tally } from './suites.ts';

/**
 * `npm test` runs every suite, `npm run check` (the argument `check`) the quick ones. Each says at its end what it found and how
 * long it took. The last line of stdout is `N passed, N failed`, all runners together; the exit code is 0 only if nothing failed.
 */
exitOnSignals();
const checkOnly = process.argv[2] === 'check';
// Suites start hundreds of processes, servers above all: what Node makes of their modules is kept for the next.
process.env['NODE_COMPILE_CACHE'] ??= join(root, '.cache', 'compiled');
const total: Tally = { passed: 0, failed: 0 };

if (!checkOnly) {
  const chromium = await getChromium();
  if (chromium === undefined) total.failed += 1;
  else process.env['PARLEY_CHROMIUM'] = chromium;
}
type Ended = Tally & { ms: number };
const beside: { suite: Suite; ended: Promise<Ended>; end: () => void }[] = [];
for (const suite of suites) {
  if (checkOnly && !suite.inCheck) continue;
  process.stdout.write(`\n── ${suite.name}${suite.beside ? ' begins, beside what follows' : ''}\n`);
  const show = (text: string) => process.stdout.write(text);
  const { say, end } = suite.beside ? createBeside(suite.name) : { say: show, end: undefined };
  const ended = timed(suite.run(say).catch(failedToStart));
  if (end === undefined) count(suite, await ended);
  else beside.push({ suite, ended, end });
}
for (const { suite, ended, end } of beside) {
  const tally = await ended;
  end();
  count(suite, tally);
}
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

function count({ name }: Suite, { ms, ...tally }: Ended): void {
  total.passed += tally.passed;
  total.failed += tally.failed;
  process.stdout.write(`${name}: ${found(tally, ms)}\n`);
}

async function timed(tally: Promise<Tally>): Promise<Ended> {
  const start = performance.now();
  return { ...(await tally), ms: performance.now() - start };
}

function failedToStart(error: Error): Tally {
  process.stderr.write(`${error.message}\n`);
  return { passed: 0, failed: 1 };
}
