import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { damageFile } from '../damage/damageFile.ts';
import { oddValues, scribbleRows } from '../damage/scribbleRows.ts';
import type { Random } from '../fakeApi/random.ts';
import type { Mark } from './Ledger.ts';
import { calm, type Weather } from './Weather.ts';
import type { Player, World } from './World.ts';

/** Something that goes wrong for a while, and is over when it resolves. */
export type Fault<T> = { name: string; weight: number; needsDisk?: boolean; happen(on: T): Promise<void> };

type Backup = { path: string; mark: Mark };

const DAY_MS = 24 * 60 * 60 * 1000;
/** How far clocks are moved, at most, either way: sessions live longer. */
const DAYS = 10;
/** Of which ways what is under way is lost where a connection is cut. */
const WAYS_LOST: Weather['stopped'][] = [[], ['up'], ['down'], ['up', 'down']];

const shift = (random: Random): number => Math.round((random.next() * 2 - 1) * DAYS * DAY_MS);

/** What is done to the server. */
export function serverFaults(world: World): Fault<World>[] {
  const { server, serverDisk, ledger, random } = world;
  const backups: Backup[] = [];
  const some = (ms: number) => wait(ms * random.next());

  async function backUp(): Promise<void> {
    const mark = ledger.mark();
    backups.push({ path: await server.backUp(), mark });
    if (backups.length > 3) rmSync(backups.shift()?.path ?? '');
  }

  /** Puts a stopped server back to a backup; what it says until then is of a past that will have been. */
  async function restore(backup: Backup | undefined, meanwhile: () => Promise<void>): Promise<void> {
    if (backup === undefined) throw new Error('there is no backup');
    ledger.beginRestore(backup.mark);
    const before = server.epoch;
    await meanwhile();
    await server.restore(backup.path);
    await server.start();
    if (server.epoch !== undefined) ledger.endRestore(server.epoch);
    world.restoredFrom(before);
  }

  return [
    {
      name: 'the server is killed',
      weight: 6,
      async happen() {
        await server.stop('SIGKILL');
        await some(2_000);
        await server.start();
      },
    },
    {
      name: 'the server is stopped as an operator does',
      weight: 2,
      async happen() {
        await server.stop('SIGTERM');
        await some(1_000);
        await server.start();
      },
    },
    {
      name: 'the server is paused',
      weight: 4,
      async happen() {
        server.pause(true);
        await some(5_000);
        server.pause(false);
      },
    },
    {
      name: "the server's clock is moved",
      weight: 3,
      async happen() {
        server.shiftClock(shift(random));
        await some(3_000);
        if (random.next() < 0.5) server.shiftClock(0);
      },
    },
    {
      name: "the server's disk is full",
      weight: 3,
      needsDisk: true,
      async happen() {
        server.lacksRoom();
        serverDisk?.fill();
        await some(3_000);
        // It may not even start like this; whoever runs it makes room first.
        const isKilled = random.next() < 0.3;
        if (isKilled) await server.stop('SIGKILL');
        serverDisk?.free();
        if (isKilled) await server.start();
      },
    },
    { name: 'the space is backed up', weight: 4, happen: backUp },
    {
      name: 'the space is restored from an older backup',
      weight: 2,
      async happen() {
        if (backups.length === 0) return;
        const backup = random.pick(backups);
        await server.stop(random.next() < 0.5 ? 'SIGKILL' : 'SIGTERM');
        await restore(backup, async () => {});
      },
    },
    {
      name: "the server's data is damaged, and restored from its newest backup",
      weight: 2,
      async happen() {
        if (backups.length === 0) await backUp();
        await server.stop('SIGTERM');
        await restore(backups.at(-1), async () => {
          server.damage(random);
          await server.startDamaged();
          await server.stop(random.next() < 0.5 ? 'SIGKILL' : 'SIGTERM');
        });
      },
    },
  ];
}

/** What is done to one client, or to what lies between it and the server. */
export function clientFaults(world: World): Fault<Player>[] {
  const { random } = world;
  const some = (ms: number) => wait(ms * random.next());
  const weather = (name: string, weight: number, make: () => Partial<Weather>): Fault<Player> => ({
    name,
    weight,
    async happen({ network }) {
      network.weather = { ...calm, ...make() };
      await some(5_000);
      network.weather = calm;
      if (random.next() < 0.5) network.cut();
    },
  });
  const down = async (player: Player, meanwhile: () => void): Promise<void> => {
    const { actor } = player;
    await actor.kill();
    world.wasKilled(player);
    await some(500);
    meanwhile();
    await restart(player);
  };
  /** What is written meanwhile waits in the outbox. */
  async function pileUp({ network }: Player): Promise<void> {
    network.weather = { ...calm, refuses: true };
    network.cut();
    await some(3_000);
    network.weather = calm;
  }
  const spoil = (player: Player, how: () => void) =>
    down(player, () => {
      world.damages(player);
      how();
    });
  return [
    {
      name: 'connections are cut',
      weight: 6,
      async happen({ network }) {
        // What is under way is lost, of one way or both: requests that never arrived, and answers to some that did.
        network.weather = { ...calm, stopped: random.pick(WAYS_LOST) };
        await some(300);
        network.cut();
        network.weather = calm;
      },
    },
    { name: 'half of a connection is gone', weight: 4, happen: async ({ network }) => network.orphan() },
    weather('a connection is slow', 4, () => ({ delayMs: 50 + random.below(1_500) })),
    weather('a connection is narrow', 4, () => ({ bytesPerSecond: 500 + random.below(20_000) })),
    weather('connections overtake each other', 3, () => ({ reorderMs: 1_500 })),
    weather('nothing comes down', 2, () => ({ stopped: ['down'] })),
    weather('nothing goes up', 2, () => ({ stopped: ['up'] })),
    weather('connections are taken, and nothing is said', 2, () => ({ stopped: ['up', 'down'] })),
    weather('connections are refused', 2, () => ({ refuses: true })),
    { name: 'a client is killed', weight: 5, happen: (player) => down(player, () => {}) },
    {
      name: 'a client is paused',
      weight: 3,
      async happen({ actor }) {
        actor.pause(true);
        await some(5_000);
        actor.pause(false);
      },
    },
    {
      name: "a client's clock is moved",
      weight: 3,
      async happen({ actor }) {
        actor.shiftClock(shift(random));
        await some(3_000);
        if (random.next() < 0.5) actor.shiftClock(0);
      },
    },
    {
      name: "a client's disk is full",
      weight: 2,
      needsDisk: true,
      async happen(player) {
        const { actor, disk } = player;
        player.lacksRoom = true;
        world.damages(player);
        disk?.fill();
        await some(3_000);
        disk?.free();
        // What could not be opened meanwhile, or had to be given up, is begun anew by whoever made room.
        if (random.next() < 0.5) await actor.kill();
        world.damages(player);
        await restart(player);
      },
    },
    {
      name: 'a cache is damaged by a crash',
      weight: 2,
      happen: (player) =>
        spoil(player, () => damage(join(player.actor.setup.folder, 'cache.sqlite'), random)),
    },
    {
      name: 'a cache is damaged at rest',
      weight: 2,
      async happen(player) {
        const { actor } = player;
        world.damages(player);
        // All of it is in the one file then, and nothing tells the next start to look.
        await quit(player);
        // What was done to it before may have been found meanwhile, and this comes on top of it.
        world.damages(player);
        damage(join(actor.setup.folder, 'cache.sqlite'), random);
        await restart(player);
      },
    },
    {
      name: 'an outbox is damaged by a crash',
      weight: 2,
      async happen(player) {
        await pileUp(player);
        await down(player, () => world.damagesOutbox(player, (path) => damage(path, random)));
      },
    },
    {
      name: 'rows of an outbox are scribbled over',
      weight: 2,
      async happen(player) {
        await pileUp(player);
        await quit(player);
        const scribbles = Array.from({ length: 1 + random.below(3) }, () => ({
          ...{ at: random.below(100), row: random.below(20) },
          value: random.pick(oddValues),
        }));
        world.damagesOutbox(player, (path) => scribbleRows(path, scribbles));
        await restart(player);
      },
    },
    {
      name: 'a cache is lost',
      weight: 1,
      happen: (player) =>
        spoil(player, () => {
          for (const part of ['', '-wal', '-shm'])
            rmSync(join(player.actor.setup.folder, `cache.sqlite${part}`), { force: true });
        }),
    },
  ];
}

/** Ends a client as people end it. */
async function quit(player: Player): Promise<void> {
  player.isQuitting = true;
  await player.actor.quit();
  player.isQuitting = false;
}

/** Starts a client on a disk that has room. */
async function restart(player: Player): Promise<void> {
  // One that was not ended may still have files that could not be opened before.
  if (!player.actor.isRunning) player.lacksRoom = false;
  await player.actor.start();
}

/** Damages a database, or its log. */
function damage(path: string, random: Random): void {
  damageFile(random.next() < 0.3 ? `${path}-wal` : path, random);
}
