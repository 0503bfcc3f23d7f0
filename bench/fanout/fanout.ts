import { randomBytes } from 'node:crypto';
import { runLoad, type ServerProcess, startProcess } from '../processes.ts';
import type { Figure, Suite } from '../Suite.ts';
import { ratioOf, shown, spread } from '../statistics.ts';
import { type Plan, type Result, resultSchema } from './plan.ts';
import { limitRooms, parleyRooms, type Rooms, type Shape, tutorialRooms } from './prepare.ts';

type Row = { name: string; shape: Shape; goal: number; floor: number };

/** The sending rows. `floor` is the least that each has to reach: what a server can come to by Socket.IO's public interfaces alone. */
const rows: Row[] = [
  {
    name: 'room of 100, 8 senders × 1 in flight',
    shape: { rooms: 1, members: 100, senders: 8, inFlight: 1 },
    goal: 3.5,
    floor: 2.2,
  },
  {
    name: 'room of 100, 8 senders × 8 in flight',
    shape: { rooms: 1, members: 100, senders: 8, inFlight: 8 },
    goal: 12,
    floor: 11.5,
  },
  {
    name: '20 rooms × 25, 20 senders × 8 in flight',
    shape: { rooms: 20, members: 25, senders: 1, inFlight: 8 },
    goal: 4,
    floor: 2.7,
  },
  {
    name: 'room of 100, one message in flight, alone',
    shape: { rooms: 1, members: 100, senders: 1, inFlight: 1 },
    goal: 0.8,
    floor: 0.56,
  },
];

const TEXT_LENGTH = 200;

export type Side = { target: Plan['target']; server: ServerProcess; rooms: Rooms; results: Result[] };

/** From this share of its core on, it may be the generator that is measured. */
const BUSY = 0.8;

/** Durable sends into rooms, against the tutorial's server, a plain loop over sockets and the limit, in turns. */
export const fanout: Suite = async ({ quick, print }) => {
  const rounds = quick ? 1 : 5;
  const [warmUpMs, measureMs] = quick ? [500, 1000] : [1000, 3000];
  const figures: Figure[] = [];
  for (const row of rows) {
    const secret = randomBytes(16).toString('hex');
    const ours = await startProcess('parleyServer.ts');
    const theirs = await startProcess('reference/tutorialServer.ts', secret);
    const plain = await startProcess('reference/wsServer.ts', secret);
    const limit = await startProcess('reference/limitServer.ts');
    try {
      const sides: Side[] = [
        { target: 'tutorial', server: theirs, rooms: tutorialRooms(row.shape, secret), results: [] },
        { target: 'parley', server: ours, rooms: await parleyRooms(row.shape, ours), results: [] },
        { target: 'ws', server: plain, rooms: tutorialRooms(row.shape, secret), results: [] },
        { target: 'limit', server: limit, rooms: limitRooms(row.shape), results: [] },
      ];
      for (let round = 0; round < rounds; round += 1)
        for (const side of sides)
          side.results.push(await measure(side, { inFlight: row.shape.inFlight, warmUpMs, measureMs }));
      print(`\n${row.name}`);
      figures.push(...report(row, sides, print));
    } finally {
      await Promise.all([ours, theirs, plain, limit].map((server) => server.stop()));
    }
  }
  return figures;
};

/** Runs the load once on one side; throws unless everything was delivered once and in order. */
export async function measure(
  { target, server, rooms }: Side,
  load: Pick<Plan, 'inFlight' | 'perSecond' | 'warmUpMs' | 'measureMs'> & Partial<Pick<Plan, 'textLength'>>,
): Promise<Result> {
  const plan: Plan = {
    ...{ target, port: server.port, serverPid: server.pid, rooms, textLength: TEXT_LENGTH },
    ...load,
  };
  const result = resultSchema.parse(await runLoad('fanout/generator.ts', plan));
  const { sent, acknowledged, delivered, expected, inOrder } = result;
  if (sent !== acknowledged || delivered !== expected || !inOrder)
    throw new Error(`${target} did not deliver everything once and in order: ${JSON.stringify(result)}`);
  return result;
}

function report(row: Row, sides: Side[], print: (line: string) => void): Figure[] {
  const of = (target: Plan['target'], pick: (result: Result) => number) =>
    sides.filter((side) => side.target === target).flatMap(({ results }) => results.map(pick));
  for (const { target, results } of sides) summarise(target, results, print);
  const rate = ({ rate }: Result) => rate;
  const time = ({ serverTime }: Result) => serverTime ?? Number.NaN;
  const against = (target: Plan['target'], pick: (result: Result) => number) =>
    ratioOf(of(target, pick), of('tutorial', pick));
  const ours = against('parley', rate);
  const lateness = against('parley', ({ p99 }) => p99);
  print(
    `  rate of the tutorial's: ${shown(ours)} (at least ${row.floor}, goal ${row.goal}); ws ${shown(against('ws', rate))}, ` +
      `the limit ${shown(against('limit', rate))}`,
  );
  print(
    `  messages for the same processor time: ${shown(ratioOf(of('tutorial', time), of('parley', time)))}, ` +
      `the limit ${shown(ratioOf(of('tutorial', time), of('limit', time)))}; acknowledgement p99 ${shown(lateness)}`,
  );
  const named = (what: string) => `${row.name}: ${what}`;
  return [
    { name: named('rate'), ...ours, unit: '× tutorial', goal: row.goal, floor: row.floor },
    { name: named("ws's rate"), ...against('ws', rate), unit: '× tutorial' },
    { name: named("the limit's rate"), ...against('limit', rate), unit: '× tutorial' },
    { name: named('acknowledgement p99'), ...lateness, unit: '× tutorial' },
    { name: named('messages a second'), ...spread(of('parley', rate)), unit: '1/s' },
    { name: named('processor time'), ...spread(of('parley', time)), unit: 'µs a message' },
    ...sides.map(({ target, results }) => ({
      name: named(`generator's core with ${target}`),
      ...spread(results.map(({ cpu }) => cpu * 100)),
      unit: '%',
    })),
  ];
}

/** A side's rounds, printed. */
function summarise(target: Plan['target'], results: Result[], print: (line: string) => void): void {
  const of = (pick: (result: Result) => number, digits: number) => shown(spread(results.map(pick)), digits);
  print(
    `  ${target.padEnd(9)} ${of((r) => r.rate, 0)} messages/s of ${of((r) => r.serverTime ?? Number.NaN, 0)} µs, ` +
      `acknowledged in ${of((r) => r.p50, 1)} ms, p99 ${of((r) => r.p99, 1)}`,
  );
  print(`  ${''.padEnd(9)} ${loadOf(results)}`);
}

/** What was checked of some runs, and how busy the generator was: where it was too busy, it says so. */
export function loadOf(results: Result[]): string {
  const sum = (pick: (result: Result) => number) => results.reduce((all, result) => all + pick(result), 0);
  const { value, low, high } = spread(results.map(({ cpu }) => cpu * 100));
  const warning = high / 100 >= BUSY ? ' — IT MAY BE THE GENERATOR THAT IS MEASURED' : '';
  return (
    `${sum((r) => r.sent)} sent = acknowledged, ${sum((r) => r.delivered)} deliveries = sent × members, in order; ` +
    `generator at ${shown({ value, low, high }, 0)} % of its core${warning}`
  );
}
