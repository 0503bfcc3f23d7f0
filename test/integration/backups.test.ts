import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SpacesContext } from '../../src/main/spaces/SpacesContext.ts';
import type { BackupsState } from '../../src/shared/model/backup.ts';
import type { SpaceId } from '../../src/shared/model/ids.ts';
import { lockFolder } from '../../src/sqlite/lockFolder.ts';
import { soon } from '../support/soon.ts';
import {
  type Computer,
  createComputers,
  generalOf,
  guest,
  online,
  portOf,
} from '../support/space/createComputers.ts';

let computers: ReturnType<typeof createComputers>;
let folder = '';
/** What the person at the desk chooses when a chooser is opened. */
let choice: string | null = null;
const choosing: Partial<SpacesContext> = { choosePath: async () => choice };

beforeEach(() => {
  computers = createComputers();
  ({ folder } = computers);
  choice = null;
});
afterEach(() => computers.dispose());

/** Another program that listens on a port, until it is ended. */
async function occupy(port: number): Promise<() => Promise<void>> {
  const program = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => program.listen(port, '0.0.0.0', resolve));
  return () => new Promise((resolve) => program.close(() => resolve()));
}

/** Stops the desk and damages the space that it hosts. Returns the space's folder. */
async function damage(desk: Computer): Promise<string> {
  await computers.stop(desk);
  const hosted = join(folder, 'desk/hosted');
  const data = join(hosted, readdirSync(hosted)[0] ?? '');
  for (const name of readdirSync(data)) if (name.startsWith('space.sqlite-')) rmSync(join(data, name));
  writeFileSync(join(data, 'space.sqlite'), 'rubbish '.repeat(2000));
  return data;
}

/** Hosts at the desk, with somebody else in the space. */
async function together() {
  const desk = await computers.start('desk', choosing);
  const { spaceId } = await computers.host(desk);
  await online(desk, spaceId);
  const { code } = await desk.spaces.invite({ spaceId });
  const laptop = await computers.start('laptop');
  const address = `127.0.0.1:${portOf(desk.view(spaceId))}`;
  await laptop.spaces.join({ address, account: { mode: 'register', invite: code, ...guest } });
  await online(laptop, spaceId);
  return { desk, laptop, spaceId };
}

const backupsOf = ({ view }: Computer, spaceId: SpaceId): BackupsState | null => {
  const { hosting } = view(spaceId);
  return hosting?.status === 'running' ? hosting.backups : null;
};
/** How its backups stand once there is one, or could be none, and nothing is under way: the first waits for an account. */
const settled = (desk: Computer, spaceId: SpaceId) =>
  soon(() => {
    const state = backupsOf(desk, spaceId);
    if (state === null || state.busy) throw new Error('one is being made');
    if (state.newest === null && state.failure === null) throw new Error('there is none yet');
    return state;
  });

async function say(computer: Computer, spaceId: SpaceId, text: string) {
  const { engine, conversationId, texts } = await generalOf(computer, spaceId);
  await engine.sendMessage({ conversationId, text });
  await soon(async () => expect(await texts()).toContain(text));
}
const reads = (computer: Computer, spaceId: SpaceId, texts: string[]) =>
  soon(async () => expect(await (await generalOf(computer, spaceId)).texts()).toEqual(texts));
/** Has a backup made, of another second than the one before: there is one of each at most. */
async function backUp(desk: Computer, spaceId: SpaceId) {
  const before = (await settled(desk, spaceId)).newest;
  await soon(() => expect(Date.now()).toBeGreaterThanOrEqual((before?.madeAt ?? 0) + 1000));
  await desk.spaces.backUp({ spaceId });
  return soon(() => {
    const state = backupsOf(desk, spaceId);
    if (!state?.newest || state.busy || state.newest.name === before?.name) throw new Error('not made yet');
    return state.newest;
  });
}

it('a hosted space is backed up by itself, and goes back to a backup with everyone, who are told', async () => {
  const { desk, laptop, spaceId } = await together();
  const { newest, folder: own, failure } = await settled(desk, spaceId);
  expect(own.startsWith(join(folder, 'desk/backups'))).toBe(true);
  expect(failure).toBeNull();
  expect(readdirSync(own)).toEqual([newest?.name]);

  await say(laptop, spaceId, 'kept');
  const made = await backUp(desk, spaceId);
  await say(laptop, spaceId, 'lost');
  await reads(desk, spaceId, ['kept', 'lost']);
  const { kept, isOwn } = await desk.spaces.backups({ spaceId });
  expect(isOwn).toBe(true);
  expect(kept?.map(({ name }) => name)).toEqual([made.name, newest?.name]);

  const port = portOf(desk.view(spaceId));
  const restored = await desk.spaces.restore({ spaceId, name: made.name });
  expect(Math.floor(restored.madeAt / 1000) * 1000).toBe(made.madeAt);
  expect(readdirSync(join(restored.setAside ?? '', '..'))).toContain(restored.setAside?.split('/').at(-1));
  expect(portOf(desk.view(spaceId))).toBe(port);
  for (const computer of [desk, laptop]) {
    await reads(computer, spaceId, ['kept']);
    const told = { type: 'notice.raised', code: 'space_restored', spaceId };
    expect(computer.deltas.filter((delta) => delta.type === 'notice.raised')).toEqual([told]);
  }
  await online(laptop, spaceId);
  await say(laptop, spaceId, 'and on it goes');
  await reads(desk, spaceId, ['kept', 'and on it goes']);
});

it('a damaged space is not written over: it says so, and goes back to a backup when its host wants it', async () => {
  const { desk, laptop, spaceId } = await together();
  await say(laptop, spaceId, 'kept');
  const made = await backUp(desk, spaceId);
  const data = await damage(desk);

  const again = await computers.start('desk', choosing);
  const failed = { status: 'failed', code: 'damaged' };
  await soon(() => expect(again.view(spaceId).hosting).toMatchObject(failed));
  expect(readdirSync(data).filter((name) => name.includes('before'))).toEqual([]);
  await expect(again.spaces.backUp({ spaceId })).rejects.toMatchObject({ code: 'offline' });
  const { kept } = await again.spaces.backups({ spaceId });
  expect(kept?.[0]).toEqual(made);

  const { setAside } = await again.spaces.restore({ spaceId, name: made.name });
  expect(setAside).toContain('space.sqlite.before-');
  for (const computer of [again, laptop]) {
    await online(computer, spaceId);
    await reads(computer, spaceId, ['kept']);
  }
});

it('a damaged space whose port another program took says that, is left alone, and comes back on another port', async () => {
  const { desk, spaceId } = await together();
  const port = portOf(desk.view(spaceId));
  const { name } = await backUp(desk, spaceId);
  const data = await damage(desk);
  const freePort = await occupy(port);
  try {
    const again = await computers.start('desk', choosing);
    const taken = { status: 'failed', code: 'port_taken', port };
    await soon(() => expect(again.view(spaceId).hosting).toMatchObject(taken));
    const before = readdirSync(data).sort();
    await expect(again.spaces.restore({ spaceId, name })).rejects.toMatchObject({ code: 'port_taken' });
    expect(readdirSync(data).sort()).toEqual(before);

    await expect(again.spaces.startHosting({ spaceId, port: null })).rejects.toThrow();
    expect(again.view(spaceId).hosting).toMatchObject({ status: 'failed', code: 'damaged' });
    await again.spaces.restore({ spaceId, name });
    await online(again, spaceId);
    expect(portOf(again.view(spaceId))).not.toBe(port);
  } finally {
    await freePort();
  }
});

it('a space that another Parley runs is not put back, and it is said why', async () => {
  const { desk, spaceId } = await together();
  const { newest } = await settled(desk, spaceId);
  const data = await damage(desk);
  const other = lockFolder(data);
  try {
    const again = await computers.start('desk', choosing);
    const locked = { status: 'failed', code: 'folder_locked' };
    await soon(() => expect(again.view(spaceId).hosting).toMatchObject(locked));
    const restoring = again.spaces.restore({ spaceId, name: newest?.name ?? '' });
    await expect(restoring).rejects.toMatchObject({ code: 'folder_locked' });
    expect(again.view(spaceId).hosting).toMatchObject(locked);
  } finally {
    other.release();
  }
});

it('what is no backup of this space is refused, and the space goes on as it was', async () => {
  const { desk, laptop, spaceId } = await together();
  const other = await laptop.spaces.host({ spaceName: 'Kitchen', ...guest });
  const kitchen = await settled(laptop, other.spaceId);
  await say(laptop, spaceId, 'here');
  const { folder: own } = await settled(desk, spaceId);
  const refusals: [string, string][] = [
    ['different_space', join(kitchen.folder, kitchen.newest?.name ?? '')],
    ['not_a_backup', join(folder, 'noise.sqlite')],
    ['not_found', join(folder, 'nothing.sqlite')],
  ];
  writeFileSync(join(folder, 'noise.sqlite'), 'noise '.repeat(2000));
  for (const [code, path] of refusals) {
    choice = path;
    await expect(desk.spaces.chooseBackup({ spaceId })).rejects.toMatchObject({ code });
  }
  // A file may be another one by the time it is put back, and a kept one may be damaged.
  writeFileSync(join(own, 'noise.sqlite'), 'noise '.repeat(2000));
  const name = 'noise.sqlite';
  await expect(desk.spaces.restore({ spaceId, name })).rejects.toMatchObject({ code: 'not_a_backup' });
  for (const name of ['../../spaces.json', null])
    await expect(desk.spaces.restore({ spaceId, name })).rejects.toMatchObject({ code: 'not_found' });
  for (const computer of [desk, laptop]) {
    await online(computer, spaceId);
    await reads(computer, spaceId, ['here']);
  }
});

it('another file is chosen and looked into before anything is put back', async () => {
  const { desk, laptop, spaceId } = await together();
  await say(laptop, spaceId, 'kept');
  const made = await backUp(desk, spaceId);
  const { folder: own } = await settled(desk, spaceId);
  await say(laptop, spaceId, 'lost');
  expect(await desk.spaces.chooseBackup({ spaceId })).toEqual({ backup: null });
  choice = join(own, made.name);
  const { backup } = await desk.spaces.chooseBackup({ spaceId });
  expect(backup).toMatchObject({ name: made.name, bytes: made.bytes });
  await desk.spaces.restore({ spaceId, name: null });
  await reads(laptop, spaceId, ['kept']);
});

it('a folder is chosen for backups, kept over a restart, and said to fail when it cannot be written', async () => {
  const { desk, spaceId } = await together();
  await settled(desk, spaceId);
  expect(await desk.spaces.chooseBackupFolder({ spaceId, own: false })).toEqual({ chosen: false });
  choice = join(folder, 'another disk');
  expect(await desk.spaces.chooseBackupFolder({ spaceId, own: false })).toEqual({ chosen: true });
  await soon(() => {
    const state = backupsOf(desk, spaceId);
    expect(state).toMatchObject({ folder: choice, newest: expect.anything(), busy: false });
    expect(readdirSync(choice ?? '')).toEqual([state?.newest?.name]);
  });

  await computers.stop(desk);
  const again = await computers.start('desk', choosing);
  await soon(() => expect(backupsOf(again, spaceId)?.folder).toBe(choice));
  // A file stands where the folder is to be.
  choice = join(folder, 'in the way');
  writeFileSync(choice, '');
  await again.spaces.chooseBackupFolder({ spaceId, own: false });
  const failure = { reason: 'unwritable' };
  await soon(() => expect(backupsOf(again, spaceId)).toMatchObject({ folder: choice, failure }));
  // The way back to the own folder is shown where this is known, whatever the folder holds.
  expect(await again.spaces.backups({ spaceId })).toEqual({ folder: choice, isOwn: false, kept: null });
  await again.spaces.chooseBackupFolder({ spaceId, own: true });
  await soon(() => expect(backupsOf(again, spaceId)).toMatchObject({ failure: null }));
  expect((await again.spaces.backups({ spaceId })).isOwn).toBe(true);
});

it('a folder that is gone, as of a disk that was unplugged, holds no backups', async () => {
  const { desk, spaceId } = await together();
  const { folder: own } = await settled(desk, spaceId);
  rmSync(own, { recursive: true });
  expect((await desk.spaces.backups({ spaceId })).kept).toEqual([]);
  mkdirSync(own);
});
