import { randomBytes } from 'node:crypto';
import { loadOf, measure, type Side } from '../fanout/fanout.ts';
import type { Result } from '../fanout/plan.ts';
import { parleyRooms, tutorialRooms } from '../fanout/prepare.ts';
import { startProcess } from '../processes.ts';
import type { Figure, Suite } from '../Suite.ts';
import { shown, spread } from '../statistics.ts';

/** Messages a second into a room of 100: a quiet team, a busy one, and near what the tutorial's server can do at all. */
const RATES = [20, 200, 600];
const shape = { rooms: 1, members: 100, senders: 20, inFlight: 0 };

/** How late messages are acknowledged that come at their own pace, against the tutorial's server, in turns. */
export const latency: Suite = async ({ quick, print }) => {
  const rounds = quick ? 1 : 5;
  const times = quick ? { warmUpMs: 500, measureMs: 1500 } : { warmUpMs: 1000, measureMs: 5000 };
  const secret = randomBytes(16).toString('hex');
  const ours = await startProcess('parleyServer.ts');
  const theirs = await startProcess('reference/tutorialServer.ts', secret);
  const figures: Figure[] = [];
  try {
    const sides: Omit<Side, 'results'>[] = [
      { target: 'tutorial', server: theirs, rooms: tutorialRooms(shape, secret) },
      { target: 'parley', server: ours, rooms: await parleyRooms(shape, ours) },
    ];
    for (const perSecond of RATES) {
      const results = sides.map((): Result[] => []);
      for (let round = 0; round < rounds; round += 1)
        for (const [index, side] of sides.entries())
          results[index]?.push(await measure({ ...side, results: [] }, { inFlight: 0, perSecond, ...times }));
      print(`\n${perSecond} messages a second into a room of 100`);
      for (const [index, { target }] of sides.entries()) {
        const all = results[index] ?? [];
        const of = (pick: (result: Result) => number) => spread(all.map(pick));
        const found = { p50: of((r) => r.p50), p99: of((r) => r.p99), p999: of((r) => r.p999) };
        print(
          `  ${target.padEnd(9)} acknowledged after ${shown(found.p50, 1)} ms, ` +
            `p99 ${shown(found.p99, 1)}, p99.9 ${shown(found.p999, 1)}; ${loadOf(all)}`,
        );
        for (const [name, value] of Object.entries(found))
          figures.push({ name: `${perSecond}/s: ${target} ${name}`, ...value, unit: 'ms' });
      }
    }
  } finally {
    await Promise.all([ours.stop(), theirs.stop()]);
  }
  return figures;
};
