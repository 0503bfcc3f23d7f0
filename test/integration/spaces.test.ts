import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNotifier } from '../../src/client/notifications/createNotifier.ts';
import type { Notice } from '../../src/client/notifications/wording.ts';
import { openOutbox } from '../../src/main/cache/outbox/openOutbox.ts';
import { systemClock } from '../../src/main/clock.ts';
import type { SpacesContext } from '../../src/main/spaces/SpacesContext.ts';
import type { SpaceId } from '../../src/shared/model/ids.ts';
import { openDatabase } from '../../src/sqlite/openDatabase.ts';
import { clientId } from '../contracts/builders.ts';
import { spoilLeaf } from '../support/damage/spoilLeaf.ts';
import { soon } from '../support/soon.ts';
import { builtFiles, writeWebClient } from '../support/space/builtWebClient.ts';
import {
  host as account,
  type Computer,
  createComputers,
  generalOf,
  guest,
  keychain,
  online,
  portOf,
} from '../support/space/createComputers.ts';

let computers: ReturnType<typeof createComputers>;
let folder = '';
let sockets: Server[] = [];
const start: typeof computers.start = (...args) => computers.start(...args);
const stop = (computer: Computer) => computers.stop(computer);
const host: typeof computers.host = (...args) => computers.host(...args);
beforeEach(() => {
  computers = createComputers();
  ({ folder } = computers);
});
afterEach(async () => {
  for (const socket of sockets) socket.close();
  sockets = [];
  await computers.dispose();
});

/** A port that another program has taken. */
async function takenPort(port = 0): Promise<number> {
  const server = createServer();
  sockets.push(server);
  await new Promise<void>((resolve) => server.listen(port, '0.0.0.0', resolve));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Hosts on the first computer and brings the second into the space. */
async function together(laptopChanges: Partial<SpacesContext> = {}) {
  const desk = await start('desk');
  const { spaceId } = await host(desk);
  await online(desk, spaceId);
  const { code } = await desk.spaces.invite({ spaceId });
  const laptop = await start('laptop', laptopChanges);
  const address = `127.0.0.1:${portOf(desk.view(spaceId))}`;
  await laptop.spaces.join({ address, account: { mode: 'register', invite: code, ...guest } });
  await online(laptop, spaceId);
  return { desk, laptop, spaceId, address };
}

/** A laptop that has a message of its own in its cache and is switched off: where its files are. */
async function laptopAtRest() {
  const { desk, laptop, spaceId } = await together();
  const atLaptop = await generalOf(laptop, spaceId);
  await atLaptop.engine.sendMessage({ conversationId: atLaptop.conversationId, text: 'not lost' });
  await soon(async () => expect(await atLaptop.texts()).toEqual(['not lost']));
  await stop(laptop);
  const space = join(folder, 'laptop/spaces', spaceId);
  return { desk, spaceId, space, cachePath: join(space, 'cache.sqlite') };
}
const holdsAgain = (laptop: Computer, spaceId: SpaceId) =>
  soon(async () => expect(await (await generalOf(laptop, spaceId)).texts()).toEqual(['not lost']));

const HELD_CHECK = join(import.meta.dirname, '../support/space/heldCheck.worker.ts');

/** Leaves a cache as a crash does, and damaged where nothing reads it at the start. */
function crashed(cachePath: string): void {
  const database = openDatabase(cachePath, { synchronous: 'FULL' });
  const page = Number(
    database.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'message_id'").pluck().get(),
  );
  database.close();
  const file = openSync(cachePath, 'r+');
  writeSync(file, Buffer.alloc(4096, 0xff), 0, 4096, (page - 1) * 4096);
  closeSync(file);
  writeFileSync(`${cachePath}-wal`, '');
}

/** A clock by which no check of a cache begins by itself, and the checks that wait. */
function heldChecks() {
  const checks: (() => void)[] = [];
  const after = (ms: number, callback: () => void) => {
    if (ms !== 5_000) return systemClock.after(ms, callback);
    checks.push(callback);
    return () => undefined;
  };
  return { checks, clock: { ...systemClock, after } };
}

/** What this process has open now, as Linux says. */
const openFiles = (): string[] =>
  readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`);
    } catch {
      // The one that lists them is closed by now.
      return [];
    }
  });

describe('the spaces of an app', () => {
  it('host and join, and talk over loopback like everyone', async () => {
    const { desk, laptop, spaceId } = await together();
    expect(desk.view(spaceId)).toMatchObject({
      name: 'Garden',
      username: 'ada',
      hosting: { status: 'running' },
    });
    expect(laptop.view(spaceId)).toMatchObject({ name: 'Garden', username: 'bob', hosting: null });
    const [atDesk, atLaptop] = [await generalOf(desk, spaceId), await generalOf(laptop, spaceId)];
    await atLaptop.engine.sendMessage({ conversationId: atLaptop.conversationId, text: 'hello @ada' });
    await soon(async () => expect(await atDesk.texts()).toEqual(['hello @ada']));
    await soon(() => expect(desk.view(spaceId)).toMatchObject({ unread: 1, addressed: 1 }));
    expect(desk.spaces.unread()).toBe(1);
    await soon(() => expect(desk.arrivals).toHaveLength(1));
  });

  it('that are hosted here serve the web client, from the thread they run in', async () => {
    writeWebClient(join(folder, 'web'));
    const desk = await start('desk');
    const { spaceId } = await host(desk);
    const page = await fetch(`http://127.0.0.1:${portOf(desk.view(spaceId))}/join/some-invite`);
    expect([page.status, await page.text()]).toEqual([200, builtFiles['index.html']]);
  });

  it('do not tell someone who is away of what calls those who are here', async () => {
    const told: string[] = [];
    const show = ({ body }: Notice) => told.push(body);
    const notifier = createNotifier({ isInFront: () => false, isSystemQuiet: async () => false, show });
    const { desk, laptop, spaceId } = await together({ notifier });
    const { engine, conversationId } = await generalOf(desk, spaceId);
    const say = (text: string) => engine.sendMessage({ conversationId, text });
    laptop.spaces.setAway(true);
    await say('@here tea?');
    await say('@everyone the frost comes');
    await soon(() => expect(told).toEqual(['@everyone the frost comes']));
    laptop.spaces.setAway(false);
    await say('@here cake?');
    await soon(() => expect(told).toEqual(['@everyone the frost comes', '@here cake?']));
  });

  it('are there again after a restart: signed in, on the same port, readable before the server answers', async () => {
    const { desk, laptop, spaceId } = await together();
    const atLaptop = await generalOf(laptop, spaceId);
    await atLaptop.engine.sendMessage({ conversationId: atLaptop.conversationId, text: 'kept' });
    await soon(async () => expect(await atLaptop.texts()).toEqual(['kept']));
    await soon(async () => expect(await (await generalOf(desk, spaceId)).texts()).toEqual(['kept']));
    const port = portOf(desk.view(spaceId));
    await stop(laptop);
    await stop(desk);

    const away = await start('laptop');
    expect(away.spaces.views()).toHaveLength(1);
    expect(await (await generalOf(away, spaceId)).texts()).toEqual(['kept']);
    const offline = await generalOf(away, spaceId);
    await offline.engine.sendMessage({ conversationId: offline.conversationId, text: 'written while away' });

    const back = await start('desk');
    await online(back, spaceId);
    expect(portOf(back.view(spaceId))).toBe(port);
    away.spaces.reconnect();
    await online(away, spaceId);
    await soon(async () =>
      expect(await (await generalOf(back, spaceId)).texts()).toEqual(['kept', 'written while away']),
    );
  });

  it('are renamed for everyone in them, at once and for good', async () => {
    const { desk, laptop, spaceId, address } = await together();
    const { engine } = await generalOf(desk, spaceId);
    const answering = async () => (await fetch(`http://${address}/health`)).json();
    const name = 'Yard';
    await engine.ask({ question: { name: 'space:rename', payload: { name } } });
    expect(await answering()).toMatchObject({ name });
    await soon(() => expect([desk, laptop].map((at) => at.view(spaceId).name)).toEqual([name, name]));
    await stop(desk);
    const again = await start('desk');
    expect(again.view(spaceId).name).toBe(name);
    await online(again, spaceId);
    expect(await answering()).toMatchObject({ name });
  });

  it('keep their port: taken by another program, it is said, and another one is chosen', async () => {
    const desk = await start('desk');
    const { spaceId } = await host(desk);
    const port = portOf(desk.view(spaceId));
    await stop(desk);
    await takenPort(port);

    const again = await start('desk');
    await soon(() =>
      expect(again.view(spaceId).hosting).toMatchObject({ status: 'failed', code: 'port_taken', port }),
    );
    await expect(again.spaces.startHosting({ spaceId })).rejects.toMatchObject({ code: 'port_taken' });
    await again.spaces.startHosting({ spaceId, port: null });
    await online(again, spaceId);
    const moved = portOf(again.view(spaceId));
    expect(moved).not.toBe(port);
    expect(again.view(spaceId).address).toBe(`http://127.0.0.1:${moved}`);
    await stop(again);
    const third = await start('desk');
    await online(third, spaceId);
    expect(portOf(third.view(spaceId))).toBe(moved);
  });

  it('refuse to host on a taken port, and leave nothing behind', async () => {
    const desk = await start('desk');
    await expect(host(desk, await takenPort())).rejects.toMatchObject({ code: 'port_taken' });
    expect(desk.spaces.views()).toEqual([]);
    const hosted = join(folder, 'desk/hosted');
    expect(existsSync(hosted) ? readdirSync(hosted) : []).toEqual([]);
  });

  it('are entered once: by another address it is the same space', async () => {
    const { laptop, address } = await together();
    const again = {
      address: `http://localhost:${address.split(':')[1]}`,
      account: { mode: 'login' as const, ...guest },
    };
    await expect(laptop.spaces.join(again)).rejects.toMatchObject({ code: 'already_joined' });
  });

  it('are followed to another address, with what was not sent, once their person signs in there', async () => {
    const { desk, laptop, spaceId } = await together();
    const there = await generalOf(laptop, spaceId);
    const port = portOf(desk.view(spaceId));
    await stop(desk);
    await takenPort(port);
    await there.engine.sendMessage({ conversationId: there.conversationId, text: 'Where are you?' });
    const again = await start('desk');
    await soon(() => expect(again.view(spaceId).hosting?.status).toBe('failed'));
    await again.spaces.startHosting({ spaceId, port: null });
    await online(again, spaceId);
    await soon(() => expect(laptop.view(spaceId).connection.status).not.toBe('online'));

    const address = `127.0.0.1:${portOf(again.view(spaceId))}`;
    const { username, password } = guest;
    await laptop.spaces.join({ address, account: { mode: 'login', username, password } });
    await online(laptop, spaceId);
    const here = await generalOf(again, spaceId);
    await soon(async () => expect(await here.texts()).toContain('Where are you?'));
    expect(laptop.view(spaceId).address).toBe(`http://${address}`);
  });

  it('are several at once: one hosted here, another one joined, each with its own people and messages', async () => {
    const { desk, laptop, spaceId } = await together();
    const own = await laptop.spaces.host({ spaceName: 'Kitchen', ...account });
    await online(laptop, own.spaceId);
    expect(laptop.spaces.views().map(({ name, hosting }) => [name, hosting?.status ?? null])).toEqual([
      ['Garden', null],
      ['Kitchen', 'running'],
    ]);
    const garden = await generalOf(laptop, spaceId);
    const kitchen = await generalOf(laptop, own.spaceId);
    await garden.engine.sendMessage({ conversationId: garden.conversationId, text: 'to the garden' });
    await kitchen.engine.sendMessage({ conversationId: kitchen.conversationId, text: 'to the kitchen' });
    const elsewhere = await generalOf(desk, spaceId);
    await soon(async () => expect(await elsewhere.texts()).toEqual(['to the garden']));
    await soon(async () => expect(await kitchen.texts()).toEqual(['to the kitchen']));
  });

  it('let nobody else become the owner, and nobody in without an invite', async () => {
    const desk = await start('desk');
    const { spaceId } = await host(desk);
    const laptop = await start('laptop');
    const address = `127.0.0.1:${portOf(desk.view(spaceId))}`;
    const join = laptop.spaces.join({ address, account: { mode: 'register', ...guest } });
    await expect(join).rejects.toMatchObject({ code: 'forbidden' });
    expect(laptop.spaces.views()).toEqual([]);
  });

  it('say what is wrong with an address', async () => {
    const { spaces } = await start('laptop');
    await expect(spaces.probe({ address: 'not an address' })).rejects.toMatchObject({ code: 'invalid' });
    const port = await takenPort();
    sockets.pop()?.close();
    await expect(spaces.probe({ address: `127.0.0.1:${port}` })).rejects.toMatchObject({
      code: 'unreachable',
    });
  });

  it('S11: send nothing to another space at the same address', async () => {
    const { desk, laptop, spaceId } = await together();
    const port = portOf(desk.view(spaceId));
    await stop(desk);
    const stranger = await start('stranger');
    await host(stranger, port);
    laptop.spaces.reconnect();
    const stopped = { status: 'stopped', reason: 'different_space' };
    await soon(() => expect(laptop.view(spaceId).connection).toEqual(stopped));
    const signIn = laptop.spaces.signIn({ spaceId, password: guest.password });
    await expect(signIn).rejects.toMatchObject({ code: 'different_space' });
  });

  it('sign out and in again', async () => {
    const { laptop, spaceId } = await together();
    await laptop.spaces.signOut({ spaceId });
    expect(laptop.view(spaceId).connection).toEqual({ status: 'stopped', reason: 'signed_out' });
    await expect(laptop.spaces.signIn({ spaceId, password: 'wrong' })).rejects.toMatchObject({
      code: 'unauthorized',
    });
    await laptop.spaces.signIn({ spaceId, password: guest.password });
    await online(laptop, spaceId);
  });

  it('are forgotten with all that was kept of them, unless they are hosted here', async () => {
    const { desk, laptop, spaceId } = await together();
    await laptop.spaces.forget({ spaceId });
    expect(laptop.spaces.views()).toEqual([]);
    expect(readdirSync(join(folder, 'laptop/spaces'))).toEqual([]);
    expect(laptop.deltas.at(-1)).toEqual({ type: 'space.removed', spaceId });
    await expect(desk.spaces.forget({ spaceId })).rejects.toMatchObject({ code: 'hosting' });
  });

  it('last for the run where the keychain is not safe, and say so', async () => {
    const unsafe = { ...keychain, isSafe: () => false };
    const desk = await start('desk', { keychain: unsafe });
    const { spaceId } = await host(desk);
    await online(desk, spaceId);
    expect(desk.deltas).toContainEqual({ type: 'notice.raised', code: 'session_only', spaceId });
    expect(existsSync(join(folder, 'desk/spaces', spaceId, 'session'))).toBe(false);
    await stop(desk);
    const again = await start('desk', { keychain: unsafe });
    const signedOut = { status: 'stopped', reason: 'signed_out' };
    await soon(() => expect(again.view(spaceId).connection).toEqual(signedOut));
    // That is known without the server, which may still be starting here.
    await soon(() => expect(again.view(spaceId).hosting?.status).toBe('running'));
    await again.spaces.signIn({ spaceId, password: account.password });
    await online(again, spaceId);
  });

  it('rebuild a damaged cache by sync, with a notice', async () => {
    const { spaceId, space } = await laptopAtRest();
    for (const name of readdirSync(space)) if (/^cache\.sqlite-/.test(name)) rmSync(join(space, name));
    writeFileSync(join(space, 'cache.sqlite'), 'rubbish that is no database at all '.repeat(60));

    const again = await start('laptop');
    await online(again, spaceId);
    expect(again.deltas).toContainEqual({ type: 'notice.raised', code: 'cache_rebuilt', spaceId });
    await holdsAgain(again, spaceId);
    expect(readdirSync(space)).toContain('cache.sqlite.damaged-1');
  });

  it('rebuild a cache that holds what nobody can make sense of', async () => {
    const { spaceId, cachePath } = await laptopAtRest();
    const database = openDatabase(cachePath, { synchronous: 'FULL' });
    database.exec("UPDATE conversation SET member_ids = 'noise'");
    database.close();

    const again = await start('laptop');
    await online(again, spaceId);
    expect(again.deltas).toContainEqual({ type: 'notice.raised', code: 'cache_rebuilt', spaceId });
    await holdsAgain(again, spaceId);
    // Nobody holds what was set aside.
    if (process.platform === 'linux')
      expect(openFiles().filter((name) => name.includes('damaged'))).toEqual([]);
  });

  it('find, after a crash, a cache that is damaged where nothing has been read yet', async () => {
    const { spaceId, cachePath } = await laptopAtRest();
    crashed(cachePath);
    const { checks, clock } = heldChecks();
    const again = await start('laptop', { clock });
    await online(again, spaceId);
    expect(await (await generalOf(again, spaceId)).texts()).toEqual(['not lost']);
    for (const check of checks) check();
    const rebuilt = { type: 'notice.raised', code: 'cache_rebuilt', spaceId };
    await soon(() => expect(again.deltas).toContainEqual(rebuilt));
    await online(again, spaceId);
    await holdsAgain(again, spaceId);
  });

  it('look no more at a damaged cache when it is set aside', async () => {
    const { desk, spaceId, cachePath } = await laptopAtRest();
    const { engine, conversationId } = await generalOf(desk, spaceId);
    const [message] = (await engine.page({ conversationId, limit: 1 })).messages;
    crashed(cachePath);
    const { checks, clock } = heldChecks();
    const again = await start('laptop', { clock, checkWorkerPath: HELD_CHECK });
    await online(again, spaceId);
    for (const check of checks) check();
    await soon(() => expect(existsSync(`${cachePath}.begun`)).toBe(true));
    const messageIds = message ? [message.id] : [];
    await (await again.spaces.engine(spaceId)).messages({ messageIds }).catch(() => undefined);
    await soon(() => expect(existsSync(`${cachePath}.damaged-1`)).toBe(true));
    await online(again, spaceId);
    await holdsAgain(again, spaceId);
    if (process.platform === 'linux')
      expect(openFiles().filter((name) => name.includes('damaged'))).toEqual([]);
  });

  it('send what can be read of a damaged outbox, with a notice', async () => {
    const { desk, spaceId, space } = await laptopAtRest();
    const outboxPath = join(space, 'outbox.sqlite');
    const { conversationId, texts } = await generalOf(desk, spaceId);
    const written = Array.from({ length: 40 }, (_, at) => `${at}`.padEnd(300, '.'));
    const outbox = openOutbox(outboxPath);
    for (const [at, text] of written.entries())
      await outbox.add({
        ...{ clientId: clientId(at), conversationId, createdAt: at, attempted: false },
        action: { kind: 'send', text, replyTo: null },
        ...{ refusal: null, discarded: false },
      });
    await outbox.close();
    spoilLeaf(outboxPath, 'request', 2);

    const laptop = await start('laptop');
    await online(laptop, spaceId);
    expect(laptop.deltas).toContainEqual({ type: 'notice.raised', code: 'outbox_mended', spaceId });
    await soon(async () => expect((await texts()).at(-1)).toBe(written.at(-1)));
    const [, ...arrived] = await texts();
    expect(arrived).toEqual(written.filter((text) => arrived.includes(text)));
    expect(arrived[0]).toBe(written[0]);
    expect(written.length - arrived.length).toBeGreaterThan(0);
    expect(written.length - arrived.length).toBeLessThan(written.length / 3);
  });

  it('set a damaged list of spaces aside instead of losing it', async () => {
    const { laptop } = await together();
    await stop(laptop);
    const list = join(folder, 'laptop/spaces.json');
    const before = readFileSync(list, 'utf8');
    writeFileSync(list, before.slice(0, 40));
    const again = await start('laptop');
    expect(again.spaces.views()).toEqual([]);
    expect(readFileSync(`${list}.damaged-1`, 'utf8')).toBe(before.slice(0, 40));
  });
});
