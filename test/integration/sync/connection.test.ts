import { copyFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConversationId, epochSchema, spaceIdSchema } from '../../../src/shared/model/ids.ts';
import type { HandDevice } from '../../support/byHand/handDevice.ts';
import { World } from '../../support/byHand/world.ts';

let world: World;
let ada: HandDevice;
let ben: HandDevice;
let general: ConversationId;

beforeEach(async () => {
  world = await World.create('ada', 'ben');
  ada = await world.addDevice(0);
  ben = await world.addDevice(1);
  await world.run(100);
  const found = (await ada.engine.content()).conversations.find((one) => one.everyone);
  if (found === undefined) throw new Error('no #general');
  general = found.id;
});
afterEach(() => world.close());

const say = (device: HandDevice, text: string) =>
  device.engine.sendMessage({ conversationId: general, text });
const texts = async (device: HandDevice) =>
  (await device.cache.page(general, undefined, 100)).messages.map(({ text }) => text);

describe('a server that comes and goes', () => {
  it('S2: what was acknowledged survives the death of the server', async () => {
    await say(ada, 'kept');
    await world.deliverAll();
    world.killServer();
    world.startServer();
    await world.run(5_000);
    expect(await texts(ben)).toEqual(['kept']);
  });

  it('S19: waking connects at once instead of waiting for the next try', async () => {
    world.killServer();
    await world.run(100_000);
    expect(ada.engine.connection()).toMatchObject({ status: 'offline' });
    world.startServer();
    ada.engine.reconnect();
    await world.deliverAll();
    expect(ada.engine.connection()).toEqual({ status: 'online' });
  });

  it('S19: waking finds out a link that died in its sleep', async () => {
    // Half open: the server has forgotten this socket, and nothing has told the device.
    ada.wire?.cutServer();
    expect(ada.engine.connection()).toEqual({ status: 'online' });
    ada.engine.reconnect();
    await world.run(4_500);
    expect(ada.engine.connection()).toEqual({ status: 'online' });
    expect(ada.wire?.alive).toBe(true);
  });

  it('goes on trying for ever, ever more slowly', async () => {
    world.killServer();
    await world.run(3_600_000);
    const { status } = ada.engine.connection();
    expect(status).toBe('offline');
    world.startServer();
    await world.run(31_000);
    expect(ada.engine.connection()).toEqual({ status: 'online' });
  });
});

describe('S11: a server with another past', () => {
  it('put back behind its back is noticed by its incarnation: the cache starts over, the outbox is sent again', async () => {
    await say(ada, 'before');
    await world.run(100);
    world.killServer();
    const backup = `${world.databasePath}.backup`;
    copyFileSync(world.databasePath, backup);
    world.startServer();
    await world.run(5_000);
    await say(ada, 'after the copy');
    await world.run(100);
    expect(await texts(ben)).toEqual(['before', 'after the copy']);

    world.killServer();
    await say(ben, 'written meanwhile');
    copyFileSync(backup, world.databasePath);
    world.startServer();
    await world.run(60_000);
    expect(await texts(ada)).toEqual(['before', 'written meanwhile']);
    expect(await texts(ben)).toEqual(['before', 'written meanwhile']);
    expect(ada.deltas.filter(({ type }) => type === 'space.reset').length).toBeGreaterThan(1);
    expect(ada.arrivals.flatMap(({ messages }) => messages.map(({ text }) => text))).not.toContain('before');
  });

  it('of a new epoch makes the cache start over', async () => {
    await say(ada, 'hello');
    await world.run(100);
    const epoch = epochSchema.parse('00000000-0000-4000-8000-000000000000');
    const incarnation = (await ada.cache.load()).identity?.incarnation;
    if (incarnation === undefined) throw new Error('never synced');
    await ada.cache.setIdentity({ epoch, incarnation });
    await ada.restart();
    await world.run(2_000);
    expect((await ada.cache.load()).identity?.epoch).toBe(world.startServer().identity.epoch);
    expect(await texts(ada)).toEqual(['hello']);
    expect(ada.restored, 'and the person is told').toBe(1);
  });

  it('that is another space stops everything before a credential is sent, and touches no data', async () => {
    await say(ada, 'mine');
    await world.run(100);
    const asked: string[] = [];
    ada.intercept = {
      health: { spaceId: spaceIdSchema.parse('00000000-0000-4000-8000-000000000001') },
      onCredential: (what) => asked.push(what),
    };
    ada.wire?.cutBoth();
    await say(ada, 'for my own space');
    await world.run(120_000, [ada]);
    expect(ada.engine.connection()).toEqual({ status: 'stopped', reason: 'different_space' });
    expect(asked).toEqual([]);
    expect(await texts(ada)).toEqual(['mine']);
    expect(await ada.outbox.rows()).toHaveLength(1);
  });
});

describe('signing in', () => {
  it('an expired token is refreshed without a word, and nothing is lost', async () => {
    await world.run(20 * 60_000);
    ada.wire?.cutBoth();
    await say(ada, 'after the token expired');
    await world.run(5_000);
    expect(ada.engine.connection()).toEqual({ status: 'online' });
    expect(await texts(ben)).toEqual(['after the token expired']);
  });

  it('a session that has ended stops the connection and keeps what was written', async () => {
    ada.intercept = { refuseRefresh: true };
    await ada.restart();
    await say(ada, 'unsent');
    await world.run(5_000);
    expect(ada.engine.connection()).toEqual({ status: 'stopped', reason: 'signed_out' });
    expect(await ada.outbox.rows()).toHaveLength(1);
    ada.intercept = {};
    ada.engine.signedIn();
    await world.run(1_000);
    expect(await texts(ben)).toEqual(['unsent']);
  });

  it('signing out forgets what was cached and keeps what was not sent', async () => {
    await say(ada, 'said');
    await world.run(100);
    ada.plugged = false;
    ada.wire?.cutBoth();
    await say(ada, 'unsent');
    await ada.engine.signOut();
    expect((await ada.engine.content()).conversations).toEqual([]);
    expect(await texts(ada)).toEqual([]);
    expect(await ada.outbox.rows()).toHaveLength(1);
    expect(ada.engine.connection()).toEqual({ status: 'stopped', reason: 'signed_out' });
  });
});

describe('what has ended stays ended', () => {
  it('an engine that was stopped right after waking', async () => {
    ada.wire?.cutServer();
    ada.engine.reconnect();
    await ada.engine.stop();
    await world.run(10_000);
    expect(ada.engine.connection()).toEqual({ status: 'offline', retryAt: null });
  });

  it('an engine whose cache fails while it is being stopped', async () => {
    ada.cache.applyEvents = () => Promise.reject(new Error('disk I/O error'));
    await say(ben, 'hello');
    await world.deliverAll();
    await ada.engine.stop();
    await world.run(10_000);
    expect(ada.engine.connection()).toEqual({ status: 'offline', retryAt: null });
  });

  it('a session that was signed out, though its access token is still good', async () => {
    await ada.engine.signOut();
    const asked: string[] = [];
    ada.intercept = { onCredential: (what) => asked.push(what) };
    ada.vault.token = null;
    ada.engine.reconnect();
    await world.run(10_000);
    expect(asked).toEqual([]);
    expect(ada.engine.connection()).toEqual({ status: 'stopped', reason: 'signed_out' });
  });

  it('a session that was signed out while its token was being renewed', async () => {
    await world.run(20 * 60_000);
    let answer = () => {};
    ada.intercept = { holdRefresh: new Promise<void>((resolve) => (answer = resolve)) };
    ada.wire?.cutBoth();
    await world.run(1_000);
    await ada.engine.signOut();
    answer();
    await world.run(5_000);
    expect(ada.vault.token).toBeNull();
    expect(ada.engine.connection()).toEqual({ status: 'stopped', reason: 'signed_out' });
  });
});

it('a cache that fails is read anew, and the engine goes on', async () => {
  const { applyEvents } = ben.cache;
  let broken = true;
  ben.cache.applyEvents = (stream, events) => {
    if (!broken) return applyEvents.call(ben.cache, stream, events);
    broken = false;
    return Promise.reject(new Error('disk I/O error'));
  };
  await say(ada, 'one');
  await world.deliverAll();
  await say(ada, 'two');
  await world.run(5_000);
  expect(await texts(ben)).toEqual(['one', 'two']);
  expect(ben.reports).toContainEqual(expect.stringContaining('the cache failed'));
});

it('storage without room stops it instead of asking again and again, and it goes on once there is some', async () => {
  const { applyEvents } = ben.cache;
  let isFull = true;
  let tries = 0;
  ben.cache.applyEvents = (stream, events) => {
    if (!isFull) return applyEvents.call(ben.cache, stream, events);
    tries += 1;
    return Promise.reject(Object.assign(new Error('no room left'), { code: 'full' }));
  };
  await say(ada, 'one');
  await world.run(600_000);
  expect(ben.engine.connection()).toEqual({ status: 'stopped', reason: 'storage_full' });
  expect(tries).toBe(1);
  isFull = false;
  await say(ada, 'two');
  ben.engine.reconnect();
  await world.run(5_000);
  expect(ben.engine.connection()).toEqual({ status: 'online' });
  expect(await texts(ben)).toEqual(['one', 'two']);
});
