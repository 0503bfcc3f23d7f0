import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../fakeApi/random.ts';
import { OrderError } from './Actor.ts';
import type { Act } from './actor/talk.ts';
import { checkWorld } from './checkWorld.ts';
import { clientFaults, type Fault, serverFaults } from './faults.ts';
import { whyNotMeasured } from './holdings/readHoldings.ts';
import { tellGrowth } from './holdings/Watch.ts';
import { mayFail, type Troubles } from './mayFail.ts';
import { calm } from './Weather.ts';
import { type Player, World } from './World.ts';

export type ChaosOptions = {
  minutes: number;
  seed: number;
  clients: number;
  /** Only faults whose names hold this happen; all where it is empty. */
  only: string;
  /** Ends it early, unchecked, with nothing left behind. */
  signal: AbortSignal;
  say(line: string): void;
};
export type ChaosResult = {
  violations: string[];
  acts: number;
  faults: Map<string, number>;
  accepted: number;
};

/** How often each thing is done, against the others. */
const ACTS: { weight: number; act: Act }[] = [
  { weight: 40, act: 'send' },
  { weight: 8, act: 'reply' },
  { weight: 8, act: 'edit' },
  { weight: 4, act: 'delete' },
  { weight: 4, act: 'editPending' },
  { weight: 2, act: 'deletePending' },
  { weight: 8, act: 'react' },
  { weight: 10, act: 'read' },
  { weight: 4, act: 'markUnread' },
  { weight: 4, act: 'history' },
  { weight: 1, act: 'createChannel' },
  { weight: 1, act: 'createGroup' },
  { weight: 1, act: 'createDirect' },
  { weight: 3, act: 'join' },
  { weight: 3, act: 'leave' },
  { weight: 4, act: 'add' },
  { weight: 2, act: 'remove' },
  { weight: 2, act: 'pin' },
  { weight: 1, act: 'mute' },
  { weight: 4, act: 'draft' },
  { weight: 1, act: 'rename' },
  { weight: 4, act: 'schedule' },
  { weight: 1, act: 'unschedule' },
  { weight: 2, act: 'giveRole' },
  { weight: 2, act: 'shutOut' },
];
/** Between two acts of one person, and between two faults, at most, in milliseconds. */
const ACT_EVERY_MS = 200;
const FAULT_EVERY_MS = 1_500;
/** How many of the faults are the server's; the others are of one client each. */
const SHARE_OF_SERVER = 0.3;
/** How long nothing goes wrong at first. */
const WARM_UP_MS = 4_000;
/** What a person has asked and not been answered; more wait. */
const MAX_UNANSWERED = 20;

/** Lets people talk while things go wrong, puts everything right, and looks whether all is as it was promised. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { minutes, seed, clients, only, signal, say } = options;
  const world = new World(seed);
  const faults = new Map<string, number>();
  let acts = 0;
  try {
    await world.begin(clients);
    if (world.noDisks !== undefined) say(`Disks are not filled: ${world.noDisks}.`);
    const until = performance.now() + minutes * 60_000;
    const goesOn = () => performance.now() < until && world.violations.length === 0 && !signal.aborted;
    const people = world.players.map((player) => live(world, player, goesOn, () => ++acts));
    await wait(WARM_UP_MS);
    await breakThings(world, { goesOn, only, counts: faults });
    await Promise.all(people);
    await putRight(world);
    await checkWorld(world, { signal, say });
    for (const [what, times] of world.reports) say(`  ${times} × ${what}`);
    if (whyNotMeasured !== undefined) say(`Memory and descriptors are not measured: ${whyNotMeasured}.`);
    say(tellGrowth('Servers', world.grown.server));
    say(tellGrowth('Clients', world.grown.client));
    const { atStart, later } = world.server.foundDamage;
    say(
      `The server found damaged data ${atStart} times at its start, and ${later} times when it had looked.`,
    );
    say(
      `${world.counts.restored} restores, ${world.counts.rebuilt} rebuilt caches and ${world.counts.mended} mended outboxes were told of; damage touched ${world.ledger.touched.size} rows of outboxes.`,
    );
  } finally {
    await world.close();
  }
  return { violations: world.violations, acts, faults, accepted: world.ledger.accepted.size };
}

/** One person's day: one act after another, whatever becomes of them. */
async function live(world: World, player: Player, goesOn: () => boolean, count: () => void) {
  const { random } = world;
  const { actor } = player;
  let unanswered = 0;
  while (goesOn()) {
    await wait(ACT_EVERY_MS * random.next());
    if (!actor.isRunning || unanswered > MAX_UNANSWERED) continue;
    const order = { kind: 'act', act: choose(random, ACTS).act, what: random.below(10_000) } as const;
    const isMending = random.next() < 0.01;
    const before = { ...player };
    unanswered += 1;
    count();
    actor
      .ask(isMending ? { kind: 'mend' } : order)
      .catch((error: unknown) => {
        // What was done to its files before it was asked may show after it was put right.
        const troubles = [player, before];
        if (!troubles.some((one) => isExpected(one, error)))
          world.violated(`an act failed: ${JSON.stringify(order)}: ${error}`);
      })
      .finally(() => {
        unanswered -= 1;
      });
  }
}

/** A client that is killed, or whose files are full or damaged, says so; anything else is a fault of ours. */
function isExpected(troubles: Troubles, error: unknown): boolean {
  if (!(error instanceof OrderError)) return false;
  const { message, of } = error;
  return of.name === 'killed' || mayFail(troubles, { message, code: of.code });
}

type Breaking = { goesOn(): boolean; only: string; counts: Map<string, number> };

async function breakThings(world: World, { goesOn, only, counts }: Breaking): Promise<void> {
  const { random } = world;
  const possible = <T>(faults: Fault<T>[]) =>
    faults.filter(
      ({ name, needsDisk }) => name.includes(only) && (needsDisk !== true || world.noDisks === undefined),
    );
  const ofServer = possible(serverFaults(world));
  const ofClients = possible(clientFaults(world));
  const underWay = new Set<Promise<void>>();

  function begin<T>(fault: Fault<T>, on: T, busy: (isBusy: boolean) => void): void {
    counts.set(fault.name, (counts.get(fault.name) ?? 0) + 1);
    busy(true);
    const happening = fault
      .happen(on)
      .catch((error: unknown) => world.violated(`${fault.name}: ${String(error)}`))
      .finally(() => {
        busy(false);
        underWay.delete(happening);
      });
    underWay.add(happening);
  }

  while (goesOn()) {
    await wait(FAULT_EVERY_MS * random.next());
    const player = random.pick(world.players);
    const isOfServer = ofServer.length > 0 && (ofClients.length === 0 || random.next() < SHARE_OF_SERVER);
    if (isOfServer && !world.isServerBusy) {
      begin(choose(random, ofServer), world, (isBusy) => {
        world.isServerBusy = isBusy;
      });
    } else if (!isOfServer && !player.isBusy) {
      begin(choose(random, ofClients), player, (isBusy) => {
        player.isBusy = isBusy;
      });
    }
  }
  await Promise.all(underWay);
}

/** Ends all that is wrong: from here on everything has to come right by itself. */
async function putRight({ server, serverDisk, players }: World): Promise<void> {
  serverDisk?.free();
  server.shiftClock(0);
  server.pause(false);
  await server.start();
  for (const { actor, network, disk } of players) {
    network.weather = calm;
    disk?.free();
    actor.shiftClock(0);
    actor.pause(false);
    await actor.start();
  }
}

/** One of them, by its weight. */
function choose<T extends { weight: number }>(random: Random, from: readonly T[]): T {
  let left = random.next() * from.reduce((sum, { weight }) => sum + weight, 0);
  for (const one of from) {
    left -= one.weight;
    if (left < 0) return one;
  }
  throw new Error('Nothing is called like this.');
}
