import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../../test/support/space/createManualClock.ts';
import type { BackupsState } from '../../shared/model/backup.ts';
import { spaceIdSchema } from '../../shared/model/ids.ts';
import { silentLog } from '../log.ts';
import { createBackups } from './createBackups.ts';

const HOUR = 3_600_000;
const spaceId = spaceIdSchema.parse('01900000-0000-7000-8000-000000000001');

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'parley-backups-')), 'made');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

/** A server that backs up daily and keeps three. */
function run(clock = createManualClock()) {
  const told: number[] = [];
  const states: BackupsState[] = [];
  const failures: string[] = [];
  const state = { fails: false, hasAccounts: true };
  const backups = createBackups({
    settings: { folder, everyMs: 24 * HOUR, keep: 3 },
    spaceId,
    clock: clock.clock,
    log: { ...silentLog, error: (_fields: object, message: string) => failures.push(message) },
    onChange(state) {
      states.push(state);
      const { newest } = state;
      if (newest !== null && newest.madeAt !== told.at(-1)) told.push(newest.madeAt);
    },
    hasAccounts: async () => state.hasAccounts,
    async backUp(path) {
      if (state.fails) throw Object.assign(new Error('the disk is full'), { code: 'ENOSPC' });
      writeFileSync(path, 'a space', { flag: 'wx' });
    },
  });
  return { backups, clock, told, states, failures, state };
}
/** One that has looked for the first time. */
async function begun(clock?: ReturnType<typeof createManualClock>) {
  const server = run(clock);
  server.backups.begin();
  await server.backups.settled();
  return server;
}
const made = () => (existsSync(folder) ? readdirSync(folder).sort() : []);
/** Time goes on in steps, as timers see it. */
async function pass({ clock, backups }: ReturnType<typeof run>, hours: number) {
  for (let hour = 0; hour < hours; hour++) {
    await backups.settled();
    clock.advance(HOUR);
  }
  await backups.settled();
}

describe('a space that is backed up by itself', () => {
  it('has a backup at once and another each day, of which the newest three are kept', async () => {
    const server = await begun();
    expect(made()).toEqual([`parley-${spaceId}-20260101T000000Z.sqlite`]);
    for (let day = 2; day <= 5; day++) {
      await pass(server, 24);
      expect(made().at(-1)).toContain(`2026010${day}T`);
    }
    expect(made()).toEqual(['03', '04', '05'].map((day) => `parley-${spaceId}-202601${day}T000000Z.sqlite`));
    expect(server.told.at(-1)).toBe(Date.UTC(2026, 0, 5));
    await server.backups.stop();
  });

  it('goes by the age of the newest over a restart, and takes none of the future for one', async () => {
    const server = await begun();
    const { clock, told } = server;
    await server.backups.stop();
    clock.advance(20 * HOUR);
    const again = await begun(clock);
    expect(again.told).toEqual(told);
    expect(made()).toHaveLength(1);
    await pass(again, 4);
    expect(made()).toHaveLength(2);
    await again.backups.stop();

    writeFileSync(join(folder, `parley-${spaceId}-20990101T000000Z.sqlite`), 'by a wrong clock');
    clock.advance(24 * HOUR);
    const third = await begun(clock);
    expect(third.told.at(-1)).toBe(clock.clock.now());
    // It takes nobody's place, and does not make a backup due at every look.
    await pass(third, 23);
    expect(made()).toHaveLength(4);
    await third.backups.stop();
  });

  it('removes the half of one that was killed while it made it', async () => {
    await (await begun()).backups.stop();
    const halves = ['', '-wal', '-journal'].map(
      (part) => `parley-${spaceId}-20260101T120000Z.sqlite.part${part}`,
    );
    for (const name of halves) writeFileSync(join(folder, name), 'half');
    await (await begun()).backups.stop();
    expect(made().filter((name) => name.includes('part'))).toEqual([]);
  });

  it('leaves other files alone, those of another space too', async () => {
    const server = await begun();
    const others = [
      'parley-01900000-0000-7000-8000-000000000002-20200101T000000Z.sqlite',
      `parley-${spaceId}-20200101T000000Z.sqlite.txt`,
      'notes.sqlite',
    ];
    for (const name of others) writeFileSync(join(folder, name), 'not ours');
    await pass(server, 5 * 24);
    expect(made()).toHaveLength(3 + others.length);
    for (const name of others) expect(made()).toContain(name);
    await server.backups.stop();
  });

  it('says that a backup failed, keeps what there is, and tries again soon', async () => {
    const server = await begun();
    const { backups, clock, failures, states, state } = server;
    state.fails = true;
    await pass(server, 24);
    expect(failures).toEqual(['The space could not be backed up.']);
    expect(made()).toHaveLength(1);
    const failure = { reason: 'full', at: clock.clock.now() };
    expect(states.at(-1)).toMatchObject({ newest: { madeAt: Date.UTC(2026, 0, 1) }, failure, busy: false });
    state.fails = false;
    clock.advance(10 * 60_000);
    await backups.settled();
    expect(made()).toHaveLength(2);
    expect(states.at(-1)).toMatchObject({ newest: { bytes: 'a space'.length }, failure: null, busy: false });
    await backups.stop();
  });

  it('has one made when somebody asks, once in a second, and counts the day from there', async () => {
    const server = await begun();
    await pass(server, 20);
    server.backups.backUpNow();
    server.backups.backUpNow();
    await server.backups.settled();
    expect(made()).toHaveLength(2);
    await pass(server, 23);
    expect(made()).toHaveLength(2);
    await pass(server, 1);
    // The one that was asked for has gone: the day has its first, and there is a newer one.
    expect(made().map((name) => name.slice(-20))).toEqual(
      ['01T000000Z', '02T200000Z'].map((at) => `202601${at}.sqlite`.slice(-20)),
    );
    expect(server.failures).toEqual([]);
    await server.backups.stop();
  });

  it('loses none of the days before, however often somebody asks', async () => {
    const server = await begun();
    await pass(server, 3 * 24);
    const days = made();
    expect(days).toHaveLength(3);
    for (let time = 0; time < 7; time++) {
      server.clock.advance(2_000);
      server.backups.backUpNow();
      await server.backups.settled();
    }
    expect(made()).toEqual([...days, expect.stringContaining('20260104T000014Z')]);
    await server.backups.stop();
  });

  it('tries again what was asked for and failed, though none is due', async () => {
    const server = await begun();
    const { backups, clock, state } = server;
    clock.advance(HOUR);
    state.fails = true;
    backups.backUpNow();
    await backups.settled();
    expect(made()).toHaveLength(1);
    state.fails = false;
    clock.advance(10 * 60_000);
    await backups.settled();
    expect(made()).toHaveLength(2);
    expect(server.states.at(-1)).toMatchObject({ failure: null });
    await backups.stop();
  });

  it('is not backed up before anybody has an account, unless somebody asks, and soon after', async () => {
    const server = run();
    const { backups, clock, state } = server;
    state.hasAccounts = false;
    backups.begin();
    await backups.settled();
    clock.advance(5_000);
    await backups.settled();
    expect(made()).toEqual([]);
    state.hasAccounts = true;
    clock.advance(5_000);
    await backups.settled();
    expect(made()).toHaveLength(1);
    await backups.stop();
  });

  it('passes over what only bears the name of a backup', async () => {
    const server = await begun();
    symlinkSync(join(folder, 'gone'), join(folder, `parley-${spaceId}-20251231T000000Z.sqlite`));
    await pass(server, 24);
    expect(server.failures).toEqual([]);
    expect(server.told.at(-1)).toBe(Date.UTC(2026, 0, 2));
    await server.backups.stop();
  });

  it('goes on in another folder, and leaves what is in the one before', async () => {
    const server = await begun();
    const before = folder;
    folder = join(before, '..', 'another disk');
    expect(made()).toEqual([]);
    server.backups.moveTo(folder);
    await server.backups.settled();
    expect(made()).toHaveLength(1);
    expect(readdirSync(before)).toHaveLength(1);
    expect(server.states.at(-1)).toMatchObject({ folder, newest: { name: made()[0] }, busy: false });
    await pass(server, 24);
    expect(made()).toHaveLength(2);
    expect(readdirSync(before)).toHaveLength(1);
    await server.backups.stop();
  });
});
