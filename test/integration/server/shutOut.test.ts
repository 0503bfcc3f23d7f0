import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v4 as uuid } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sessionSchema } from '../../../src/shared/protocol/http.ts';
import { soon } from '../../support/soon.ts';
import { createTestSpace } from '../../support/space/createTestSpace.ts';
import { LivePerson } from '../../support/space/LivePerson.ts';
import { openSocket, post, type RawClient } from '../../support/space/RawClient.ts';

let space: Awaited<ReturnType<typeof createTestSpace>>;
let ann: RawClient;
beforeEach(async () => {
  space = await createTestSpace();
  ann = await space.enter('ann');
});
afterEach(() => space.dispose());

const login = (username: string, password = 'correct horse') =>
  post(space.server.url, '/api/auth/login', { username, password });
const connectWith = (token: string) => openSocket(space.server.url, { token, protocol: 1 });
const gone = (socket: RawClient['socket']) =>
  new Promise<string>((resolve) => socket.once('disconnect', resolve));

describe.each([
  ['banned', 'banned'],
  ['deactivated', 'unauthorized'],
] as const)('who is %s', (state, code) => {
  it('is cut off everywhere at once: sockets of all sessions, access tokens, refresh tokens', async () => {
    const bob = await space.enter('bob');
    const other = sessionSchema.parse(JSON.parse((await login('bob')).text));
    const second = await connectWith(other.accessToken);
    const cut = [gone(bob.socket), gone(second)];
    await ann.ask('user:state', { userId: bob.userId, state, reason: 'He was told twice.' });
    expect(await Promise.all(cut)).toEqual(['io server disconnect', 'io server disconnect']);
    for (const { accessToken, refreshToken } of [bob.session, other]) {
      await expect(connectWith(accessToken)).rejects.toThrow(JSON.stringify({ code }));
      const refreshed = await post(space.server.url, '/api/auth/refresh', { refreshToken });
      expect(refreshed.status).toBe(401);
    }
  });

  it('is told so who knows the password, and nobody else is told anything', async () => {
    const bob = await space.enter('bob');
    const wrong = await login('bob', 'wrong password');
    await ann.ask('user:state', { userId: bob.userId, state });
    expect(await login('bob', 'wrong password')).toEqual(wrong);
    const { status, text } = await login('bob');
    const { error } = JSON.parse(text);
    expect([status, error.code]).toEqual([403, 'forbidden']);
    expect(error.message).toMatch(state === 'banned' ? /banned/ : /deactivated/);
    await ann.ask('user:state', { userId: bob.userId, state: 'active' });
    expect((await login('bob')).status).toBe(200);
  });

  it('gets nothing in of what is in flight', async () => {
    const bob = await space.enter('bob');
    const conversationId = await bob.general();
    const texts = async () => {
      const { messages } = await ann.ask('history', { conversationId, limit: 50 });
      return messages.map(({ text }) => text);
    };
    const acknowledged: string[] = [];
    for (let number = 0; number < 40; number += 1) {
      const sent = { conversationId, clientId: uuid(), text: `text ${number}` };
      bob.socket.emit('message:send', sent, ({ ok }: { ok: boolean }) => ok && acknowledged.push(sent.text));
    }
    await ann.ask('user:state', { userId: bob.userId, state });
    const before = await texts();
    expect(before).toEqual(expect.arrayContaining(acknowledged));
    await ann.ask('message:send', { conversationId, clientId: uuid() as never, text: 'Quiet at last' });
    await ann.ask('user:state', { userId: bob.userId, state: 'active' });
    expect(await texts()).toEqual([...before, 'Quiet at last']);
  });
});

it('what waits in an outbox stays there when its author is banned, and reaches nobody', async () => {
  await space.dispose();
  // Sending is slow here, so that much of what is written waits.
  space = await createTestSpace({ limits: { send: { perSecond: 2, burst: 2 } } });
  ann = await space.enter('ann');
  const folder = mkdtempSync(join(tmpdir(), 'parley-shut-out-'));
  const bob = await LivePerson.register(space.server.url, folder, 'bob');
  try {
    const conversationId = await soon(async () => {
      const general = await bob.general();
      if (general === undefined) throw new Error('#general is not here yet');
      return general;
    });
    for (let number = 1; number <= 12; number += 1)
      await bob.engine.sendMessage({ conversationId, text: `text ${number}` });
    await soon(() => expect(bob.delivered).toBeGreaterThan(0));
    await ann.ask('user:state', { userId: bob.userId, state: 'banned' });
    const { messages: before } = await ann.ask('history', { conversationId, limit: 50 });
    await soon(() => expect(bob.engine.connection()).toEqual({ status: 'stopped', reason: 'banned' }));
    await bob.engine.sendMessage({ conversationId, text: 'written after it' });
    await ann.ask('message:send', { conversationId, clientId: uuid() as never, text: 'Quiet at last' });
    const { messages } = await ann.ask('history', { conversationId, limit: 50 });
    expect(messages.slice(0, -1)).toEqual(before);
    const { outbox } = await bob.engine.content();
    expect(before.length + outbox.length).toBe(13);
    expect(outbox.every(({ state }) => state !== 'refused')).toBe(true);
  } finally {
    await bob.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

it('a session that is ended, by oneself or by an admin, is cut off at once', async () => {
  const bob = await space.enter('bob');
  const other = sessionSchema.parse(JSON.parse((await login('bob')).text));
  const second = await connectWith(other.accessToken);
  const { sessions } = await bob.ask('session:list', {});
  const [there] = sessions.filter(({ current }) => !current);
  if (there === undefined) throw new Error('the other session is not listed');
  const cut = gone(second);
  await bob.ask('session:end', { sessionId: there.id });
  await cut;
  expect(bob.socket.connected).toBe(true);
  const last = gone(bob.socket);
  expect(await ann.ask('session:endAll', { userId: bob.userId })).toEqual({ ended: 1 });
  expect(await last).toBe('io server disconnect');
});

it('a password is changed by who knows it, and reset by who governs its owner', async () => {
  const bob = await space.enter('bob');
  const wrong = { current: 'not this one', next: 'another horse' };
  expect(await bob.codeOf('password:change', wrong)).toBe('forbidden');
  await bob.ask('password:change', { current: 'correct horse', next: 'another horse' });
  expect([(await login('bob')).status, (await login('bob', 'another horse')).status]).toEqual([401, 200]);
  expect(bob.socket.connected).toBe(true);
  expect(await bob.codeOf('user:resetPassword', { userId: ann.userId })).toBe('forbidden');
  const cut = gone(bob.socket);
  const { password } = await ann.ask('user:resetPassword', { userId: bob.userId });
  await cut;
  expect([(await login('bob', 'another horse')).status, (await login('bob', password)).status]).toEqual([
    401, 200,
  ]);
});
