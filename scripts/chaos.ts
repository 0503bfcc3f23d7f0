import { parseArgs } from 'node:util';
import { runChaos } from '../test/support/chaos/runChaos.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string' },
    clients: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
  },
});
const number = (name: string, text: string, least: number): number => {
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
const seed = number('seed', values.seed ?? String(Math.floor(Math.random() * 2 ** 31)), 0);
const again = `npm run chaos -- --minutes ${minutes} --seed ${seed} --clients ${clients}${only && ` --only "${only}"`}`;

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => interruption.abort());

say(`Chaos with seed ${seed}. To run it again: ${again}`);
try {
  const { violations, acts, accepted, faults } = await runChaos({
    ...{ minutes, clients, seed, only, say },
    signal: interruption.signal,
  });
  const count = [...faults.values()].reduce((sum, times) => sum + times, 0);
  say(`${acts} acts, ${accepted} messages written, ${count} faults:`);
  for (const [name, times] of [...faults].sort()) say(`  ${times} × ${name}`);
  for (const violation of violations) say(`BROKEN: ${violation}`);
  const isEndedEarly = interruption.signal.aborted;
  if (violations.length > 0) sayBroken();
  else say(isEndedEarly ? 'Ended early: nothing was checked.' : `Nothing was broken (seed ${seed}).`);
  process.exitCode = violations.length > 0 || isEndedEarly ? 1 : 0;
} catch (error) {
  say(`BROKEN: ${error instanceof Error ? error.stack : error}`);
  sayBroken();
  process.exitCode = 1;
}

function sayBroken(): void {
  say(`Broken with seed ${seed}. Again: ${again}`);
}
