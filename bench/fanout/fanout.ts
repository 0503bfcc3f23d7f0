import { randomBytes } from 'node:crypto';
import { runLoad, type ServerProcess, startProcess } from '../processes.ts';
import type { Figure, Suite } from '../Suite.ts';
import { median } from '../statistics.ts';
import { type Plan, type Result, resultSchema } from './plan.ts';
import { limitRooms, parleyRooms, type Rooms, type Shape, tutorialRooms } from './prepare.ts';

type Row = { name: string; shape: Shape; goal: number; floor: number };

/** The sending rows of DESIGN §8. `floor` is what is asked of public interfaces alone. */
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

/** Durable sends into rooms, against the tutorial's server and the limit, in turns. */
export const fanout: Suite = async ({ quick, print }) => {
  const rounds = quick ? 1 : 5;
  const [warmUpMs, measureMs] = quick ? [500, 1000] : [1000, 3000];
  const figures: Figure[] = [];
  for (const row of rows) {
    const secret = randomBytes(16).toString('hex');
    const ours = await startProcess('parleyServer.ts');
    const theirs = await startProcess('reference/tutorialServer.ts', secret);
    const limit = await startProcess('reference/limitServer.ts');
    try {
      const sides: Side[] = [
        { target: 'tutorial', server: theirs, rooms: tutorialRooms(row.shape, secret), results: [] },
        { target: 'parley', server: ours, rooms: await parleyRooms(row.shape, ours), results: [] },
        { target: 'limit', server: limit, rooms: limitRooms(row.shape), results: [] },
      ];
      for (let round = 0; round < rounds; round += 1)
        for (const side of sides)
          side.results.push(await measure(side, { inFlight: row.shape.inFlight, warmUpMs, measureMs }));
      print(`\n${row.name}`);
      figures.push(...report(row, sides, print));
    } finally {
      await Promise.all([ours, theirs, limit].map((server) => server.stop()));
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
  const [tutorial, parley, limit] = sides.map(({ target, results }) => summarise(target, results, print));
  if (!tutorial || !parley || !limit) return [];
  const ratio = parley.rate / tutorial.rate;
  const ofLimit = limit.rate / tutorial.rate;
  const lateness = parley.p99 / tutorial.p99;
  print(
    `  ratio ${ratio.toFixed(2)} (at least ${row.floor}, goal ${row.goal}; the limit's ${ofLimit.toFixed(2)}); ` +
      `by processor time ${(tutorial.time / parley.time).toFixed(2)} ` +
      `(the limit's ${(tutorial.time / limit.time).toFixed(2)}); p99 ratio ${lateness.toFixed(2)}`,
  );
  return [
    { name: `${row.name}: rate`, value: ratio, unit: '× tutorial', goal: row.goal, floor: row.floor },
    { name: `${row.name}: the limit's rate`, value: ofLimit, unit: '× tutorial' },
    { name: `${row.name}: acknowledgement p99`, value: lateness, unit: '× tutorial' },
    { name: `${row.name}: messages a second`, value: parley.rate, unit: '1/s' },
    { name: `${row.name}: processor time`, value: parley.time, unit: 'µs a message' },
  ];
}

/** The medians of a side's rounds, printed. */
function summarise(target: Plan['target'], results: Result[], print: (line: string) => void) {
  const of = (pick: (result: Result) => number) => median(results.map(pick));
  const [rate, p50, p99, cpu] = [of((r) => r.rate), of((r) => r.p50), of((r) => r.p99), of((r) => r.cpu)];
  const time = of((r) => r.serverTime ?? Number.NaN);
  print(
    `  ${target.padEnd(9)} ${rate.toFixed(0).padStart(6)} messages/s of ${time.toFixed(0).padStart(4)} µs, ` +
      `acknowledged in ${p50.toFixed(1)} ms (p99 ${p99.toFixed(1)}), generator at ${(cpu * 100).toFixed(0)} % of its core`,
  );
  return { rate, p99, time };
}
