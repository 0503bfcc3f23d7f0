import { setTimeout as wait } from 'node:timers/promises';
import { loadOf, measure } from '../fanout/fanout.ts';
import { parleyRooms, parleyTokens, type Rooms } from '../fanout/prepare.ts';
import { holdLoad, SETTLE_MS, type ServerProcess, startProcess } from '../processes.ts';
import { forgetHighest, highestMemory, residentMemory } from '../residentMemory.ts';
import type { Figure, Suite } from '../Suite.ts';

const WATCH_MS = 200;
const TEXT_LENGTH = 2_000;

/** What may wait for one socket (`maxBacklogBytes` in `src/server/limits.ts`), once queued and once handed on, in bytes. */
const MOST_WAITING = 2 * 4_000_000;

type Trial = {
  name: string;
  /** Goes on while the memory is watched; resolves when it is over and everybody has left. */
  run(server: ServerProcess): Promise<void>;
  /** How many do not read. */
  deaf: number;
};

/**
 * What our server's process has in RAM before, at the most and after: many people who do nothing, a flood in a large room, the same
 * with some in it who never read. Each has a server of its own.
 */
export const memory: Suite = async ({ quick, print }) => {
  const size = quick ? { idle: 200, room: 50, deaf: 5 } : { idle: 2_000, room: 500, deaf: 50 };
  const load = { inFlight: 8, warmUpMs: 1_000, measureMs: quick ? 2_000 : 20_000, textLength: TEXT_LENGTH };
  const shape = { rooms: 1, members: size.room, senders: 8, inFlight: load.inFlight };
  const figures: Figure[] = [];
  const trials: ((server: ServerProcess) => Promise<Trial>)[] = [
    async (server) => {
      const tokens = await parleyTokens(size.idle, server);
      const run = async () => {
        const people = await holdLoad('connections/holder.ts', { port: server.port, tokens });
        await wait(SETTLE_MS);
        await people.stop();
      };
      return { name: `${size.idle} idle connections`, run, deaf: 0 };
    },
    async (server) => {
      const rooms = await parleyRooms(shape, server);
      const name = `a flood in a room of ${size.room}`;
      return { name, run: () => flood(server, rooms), deaf: 0 };
    },
    async (server) => {
      const rooms = await parleyRooms(shape, server);
      const name = `the same, and ${size.deaf} devices that never read`;
      return { name, run: () => floodTheDeaf(server, rooms), deaf: size.deaf };
    },
  ];
  for (const prepare of trials) {
    const server = await startProcess('parleyServer.ts');
    try {
      figures.push(...(await watch(server, await prepare(server), print)));
    } finally {
      await server.stop();
    }
  }
  return figures;

  async function flood(server: ServerProcess, rooms: Rooms): Promise<void> {
    const result = await measure({ target: 'parley', server, rooms, results: [] }, load);
    print(`  ${result.rate.toFixed(0)} messages/s of ${TEXT_LENGTH} bytes: ${loadOf([result])}`);
  }

  async function floodTheDeaf(server: ServerProcess, rooms: Rooms): Promise<void> {
    const tokens = rooms.flatMap((room) => room.tokens).slice(-size.deaf);
    const deaf = await holdLoad('connections/holder.ts', { port: server.port, tokens, deaf: true });
    await flood(server, rooms);
    await deaf.stop();
  }
};

async function watch(
  server: ServerProcess,
  { name, run, deaf }: Trial,
  print: (line: string) => void,
): Promise<Figure[]> {
  await server.settle();
  const before = residentMemory(server.pid);
  forgetHighest(server.pid);
  let [waiting, isOver] = [0, false];
  const watching = (async () => {
    while (!isOver) {
      waiting = Math.max(waiting, await metric(server, 'parley_backlog_bytes'));
      await wait(WATCH_MS);
    }
  })();
  await run(server).finally(() => {
    isOver = true;
  });
  await watching;
  const highest = highestMemory(server.pid);
  const cutOff = await metric(server, 'parley_slow_readers_total');
  await server.settle();
  const after = residentMemory(server.pid);
  const left = await metric(server, 'parley_backlog_bytes');
  print(`${name}: ${mib(before)} MiB before, ${mib(highest)} at the most, ${mib(after)} after`);
  print(
    `  waiting at the most ${mib(waiting / 1024)} MiB, ${left} bytes after; of ${deaf} that do not read ${cutOff} were cut off, ` +
      'the others ended as they answered no ping',
  );
  if (waiting > Math.max(deaf, 1) * MOST_WAITING || left > 0)
    throw new Error(`More waited than may: ${waiting} bytes, and ${left} after.`);
  const figure = (what: string, value: number): Figure => ({ name: `${name}: ${what}`, value, unit: 'KiB' });
  return [
    figure('memory before', before),
    figure('memory at the most', highest),
    figure('memory after', after),
    figure('waiting at the most', waiting / 1024),
    { name: `${name}: cut off`, value: cutOff, unit: 'devices' },
  ];
}

async function metric({ port }: ServerProcess, name: string): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
}

const mib = (kib: number): string => (kib / 1024).toFixed(0);
