import { randomBytes } from 'node:crypto';
import { parleyTokens, tutorialRooms } from '../fanout/prepare.ts';
import { holdLoad, type ServerProcess, startProcess } from '../processes.ts';
import { residentMemory } from '../residentMemory.ts';
import type { Figure, Suite } from '../Suite.ts';
import { shown, spread } from '../statistics.ts';

/** What DESIGN §8 asks of the slope from the first to the last of these, in KiB a connection. */
const GOAL_KIB = 25;

/** Memory of a server while people are connected and do nothing, ours and the tutorial's: by slope, since a process costs something by itself. */
export const connections: Suite = async ({ quick, print }) => {
  const [few, many] = quick ? [200, 400] : [1000, 2000];
  const secret = randomBytes(16).toString('hex');
  const shape = { rooms: 1, members: many, senders: 0, inFlight: 0 };
  const figures: Figure[] = [];
  const found = { tutorial: [] as Found[], parley: [] as Found[] };
  for (let round = 0; round < (quick ? 1 : 3); round += 1) {
    const tutorial = await startProcess('reference/tutorialServer.ts', secret);
    try {
      const tokens = tutorialRooms(shape, secret)[0]?.tokens ?? [];
      found.tutorial.push(await slope('tutorial', tutorial, tokens, few, print));
    } finally {
      await tutorial.stop();
    }
    const ours = await startProcess('parleyServer.ts');
    try {
      found.parley.push(await slope('parley', ours, await parleyTokens(many, ours), few, print));
    } finally {
      await ours.stop();
    }
  }
  for (const [name, rounds] of Object.entries(found)) {
    const each = spread(rounds.map((round) => round.each));
    const goal = name === 'parley' ? { goal: GOAL_KIB } : {};
    print(`  ${name.padEnd(9)} ${shown(each, 1)} KiB for each further one`);
    figures.push(
      { name: `${name}: memory of an idle connection`, ...each, unit: 'KiB', ...goal },
      {
        name: `${name}: memory with ${many} connections`,
        ...spread(rounds.map(({ withMany }) => withMany)),
        unit: 'KiB',
      },
    );
  }
  return figures;
};

/** In KiB. */
type Found = { each: number; withMany: number };

async function slope(
  name: string,
  server: ServerProcess,
  tokens: string[],
  few: number,
  print: (line: string) => void,
): Promise<Found> {
  const before = await settled(server);
  const first = await holdLoad('connections/holder.ts', { port: server.port, tokens: tokens.slice(0, few) });
  const withFew = await settled(server);
  const second = await holdLoad('connections/holder.ts', { port: server.port, tokens: tokens.slice(few) });
  const withMany = await settled(server);
  await Promise.all([first.stop(), second.stop()]);
  const each = (withMany - withFew) / (tokens.length - few);
  print(
    `  ${name.padEnd(9)} ${before.toFixed(0)} KiB alone, ${withFew.toFixed(0)} with ${few}, ` +
      `${withMany.toFixed(0)} with ${tokens.length}: ${each.toFixed(1)} KiB for each further one`,
  );
  return { each, withMany };
}

/** What a server takes once it is at rest and has thrown away what it does not need, in KiB. */
async function settled(server: ServerProcess): Promise<number> {
  await server.settle();
  return residentMemory(server.pid);
}
