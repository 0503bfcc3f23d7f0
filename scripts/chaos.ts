import { parseArgs } from 'node:util';
import { knownSeeds } from '../test/support/chaos/knownSeeds.ts';
import { type ChaosOptions, runChaos } from '../test/support/chaos/runChaos.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    seed: { type: 'string' },
    clients: { type: 'string' },
    only: { type: 'string', default: '' },
    known: { type: 'boolean', default: false },
  },
});
if (values.known && values.seed !== undefined)
  throw new Error('--known has seeds of its own: leave out --seed.');
const number = (name: string, text: string | undefined, least: number): number | undefined => {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isFinite(value) && value >= least) return value;
  throw new Error(`--${name} is a number from ${least} on, not "${text}".`);
};

// Whoever listened may be gone before the disks are unmounted.
process.stdout.on('error', () => {});
const say = (line: string) => process.stdout.write(`${line}\n`);
const { only } = values;
const minutes = number('minutes', values.minutes, 0.1);
const clients = number('clients', values.clients, 1);
const seed = number('seed', values.seed, 0) ?? Math.floor(Math.random() * 2 ** 31);

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => interruption.abort());

type Run = Pick<ChaosOptions, 'minutes' | 'seed' | 'clients'>;

const broken: number[] = [];
if (values.known) {
  let played = 0;
  for (const { why, ...known } of knownSeeds) {
    if (interruption.signal.aborted) break;
    say(`Known, because ${why}:`);
    await play({ ...known, minutes: minutes ?? known.minutes, clients: clients ?? known.clients });
    if (!interruption.signal.aborted) played += 1;
  }
  const which = broken.length > 0 ? broken.join(', ') : 'none';
  say(`${played} of ${knownSeeds.length} known seeds were played to their end; broken: ${which}.`);
} else await play({ minutes: minutes ?? 1, seed, clients: clients ?? 3 });
process.exitCode = broken.length > 0 || interruption.signal.aborted ? 1 : 0;

async function play(run: Run): Promise<void> {
  const again = `npm run chaos -- --minutes ${run.minutes} --seed ${run.seed} --clients ${run.clients}${only && ` --only "${only}"`}`;
  say(`Chaos with seed ${run.seed}. To run it again: ${again}`);
  try {
    const { violations, acts, accepted, faults } = await runChaos({
      ...{ ...run, only, say },
      signal: interruption.signal,
    });
    const count = [...faults.values()].reduce((sum, times) => sum + times, 0);
    say(`${acts} acts, ${accepted} messages written, ${count} faults:`);
    for (const [name, times] of [...faults].sort()) say(`  ${times} × ${name}`);
    for (const violation of violations) say(`BROKEN: ${violation}`);
    if (violations.length > 0) broken.push(run.seed);
    else if (interruption.signal.aborted) say('Ended early: nothing was checked.');
    else say(`Nothing was broken (seed ${run.seed}).`);
  } catch (error) {
    say(`BROKEN: ${error instanceof Error ? error.stack : error}`);
    broken.push(run.seed);
  }
  if (broken.includes(run.seed)) say(`Broken with seed ${run.seed}. Again: ${again}`);
}
