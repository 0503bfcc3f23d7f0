import { writeFileSync } from 'node:fs';
import { measure } from '../fanout/fanout.ts';
import { parleyRooms, parleyTokens } from '../fanout/prepare.ts';
import { holdLoad, type ServerProcess, startProcess } from '../processes.ts';
import { residentMemory } from '../residentMemory.ts';
import type { Suite } from '../Suite.ts';
import { type Curve, pointOf } from './Curve.ts';
import { report } from './costOf.ts';
import { drawCurves } from './drawCurves.ts';

/** Members of the room that is written to while the space around it grows. */
const FEW_MEMBERS = 25;
const IN_FLIGHT = 8;

type Rounds = { rounds: number; warmUpMs: number; measureMs: number };

/** What the server pays, sockets and all, while a room has ten and a hundred times the members, and the space the connections. */
export const serverGrowth: Suite = async ({ quick, print, svg }) => {
  const members = quick ? [10, 100] : [10, 100, 1000];
  const connections = quick ? [25, 250] : [25, 250, 2500];
  const rounds = quick
    ? { rounds: 1, warmUpMs: 500, measureMs: 1000 }
    : { rounds: 5, warmUpMs: 1000, measureMs: 3000 };
  const curves = [await byMembers(members, rounds), ...(await byConnections(connections, rounds))];
  if (svg !== undefined) writeFileSync(svg, drawCurves(curves));
  return curves.flatMap((curve) => report(curve, print));
};

/** A delivery holds its share of storing the message, which many members share. */
async function byMembers(sizes: number[], rounds: Rounds): Promise<Curve> {
  const curve: Curve = { name: 'a delivery', of: 'members', unit: 'µs', points: [] };
  for (const size of sizes)
    await withServer(async (server) => {
      const costs = await costOfSending(server, size, rounds);
      const each = costs.map((cost) => cost / size);
      curve.points.push(pointOf(size, each));
    });
  return curve;
}

async function byConnections(sizes: number[], rounds: Rounds): Promise<Curve[]> {
  const sending: Curve = {
    ...{ name: `sending to ${FEW_MEMBERS}`, of: 'connections', unit: 'µs', points: [] },
  };
  const memory: Curve = { name: 'memory', of: 'connections', unit: 'KiB', points: [] };
  for (const size of sizes)
    await withServer(async (server) => {
      const tokens = await parleyTokens(size - FEW_MEMBERS, server);
      const idle = await holdLoad('connections/holder.ts', { port: server.port, tokens });
      const costs = await costOfSending(server, FEW_MEMBERS, rounds);
      sending.points.push(pointOf(size, costs));
      await server.settle();
      memory.points.push(pointOf(size, [residentMemory(server.pid)]));
      await idle.stop();
    });
  return [sending, memory];
}

/** Processor time of a message to so many members, in microseconds, one sender keeping the room busy: of each round. */
async function costOfSending(
  server: ServerProcess,
  members: number,
  { rounds, ...load }: Rounds,
): Promise<number[]> {
  const rooms = await parleyRooms({ rooms: 1, members, senders: 1, inFlight: IN_FLIGHT }, server);
  const costs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const side = { target: 'parley' as const, server, rooms, results: [] };
    const { serverTime } = await measure(side, { inFlight: IN_FLIGHT, ...load });
    costs.push(serverTime ?? Number.NaN);
  }
  return costs;
}

async function withServer(run: (server: ServerProcess) => Promise<void>): Promise<void> {
  const server = await startProcess('parleyServer.ts');
  try {
    await run(server);
  } finally {
    await server.stop();
  }
}
