import { v4 as uuid } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { healthSchema, sessionSchema } from '../../../src/shared/protocol/http.ts';
import { soon } from '../../support/soon.ts';
import { createTestSpace } from '../../support/space/createTestSpace.ts';
import { openSocket, post, type RawClient } from '../../support/space/RawClient.ts';

let space: Awaited<ReturnType<typeof createTestSpace>>;
beforeEach(async () => {
  space = await createTestSpace();
});
afterEach(() => space.dispose());

const refresh = async (refreshToken: string) => {
  const { status, text } = await post(space.server.url, '/api/auth/refresh', { refreshToken });
  return status === 200 ? sessionSchema.parse(JSON.parse(text)) : status;
};
const mustRefresh = async (refreshToken: string) => {
  const session = await refresh(refreshToken);
  if (typeof session === 'number') throw new Error(`Refreshing gave ${session}.`);
  return session;
};
const gone = (client: RawClient) =>
  new Promise<string>((resolve) => client.socket.once('disconnect', resolve));
const until = async (isTrue: () => boolean) => {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 2));
};

describe('a session', () => {
  it('goes on by its refresh token, whose predecessor is good until a successor is used', async () => {
    const ann = await space.enter('ann');
    const { refreshToken } = ann.session;
    const [lost, kept] = [await mustRefresh(refreshToken), await mustRefresh(refreshToken)];
    expect(kept.user).toEqual(ann.session.user);
    expect(kept.refreshToken).not.toBe(lost.refreshToken);
    const socket = await openSocket(space.server.url, { token: kept.accessToken, protocol: 1 });
    socket.close();
    await mustRefresh(kept.refreshToken);
  });

  it('ends everywhere at once when a spent token comes back, live sockets included', async () => {
    const ann = await space.enter('ann');
    const { refreshToken, accessToken } = ann.session;
    const next = await mustRefresh(refreshToken);
    const last = await mustRefresh(next.refreshToken);
    const ended = gone(ann);
    expect(await refresh(refreshToken)).toBe(401);
    expect(await ended).toBe('io server disconnect');
    expect(await refresh(last.refreshToken)).toBe(401);
    await expect(openSocket(space.server.url, { token: accessToken, protocol: 1 })).rejects.toThrow(
      'unauthorized',
    );
  });

  it('ends by signing out, and leaves the person’s other session alone', async () => {
    const ann = await space.enter('ann');
    const login = { username: 'ann', password: 'correct horse' };
    const other = sessionSchema.parse(
      JSON.parse((await post(space.server.url, '/api/auth/login', login)).text),
    );
    const socket = await openSocket(space.server.url, { token: other.accessToken, protocol: 1 });
    const ended = gone(ann);
    const { refreshToken } = ann.session;
    expect(await post(space.server.url, '/api/auth/logout', { refreshToken })).toEqual({
      status: 204,
      text: '',
    });
    await ended;
    expect(socket.connected).toBe(true);
    expect(await refresh(refreshToken)).toBe(401);
    socket.close();
  });
});

describe('sockets', () => {
  it('S8: reach a client that never asked for anything, and its person’s own events', async () => {
    const [ann, bob] = [await space.enter('ann'), await space.enter('bob')];
    const payload = { kind: 'direct' as const, memberIds: [bob.userId], clientId: uuid() as never };
    const { conversation } = await ann.ask('conversation:create', payload);
    const send = { conversationId: conversation.id, clientId: uuid() as never, text: 'Hello' };
    const { message } = await ann.ask('message:send', send);
    await until(() => bob.events.some(({ type }) => type === 'message.created'));
    expect(bob.events.filter(({ stream }) => stream === `conversation:${conversation.id}`)).toMatchObject([
      { seq: 1, type: 'conversation.created' },
      { seq: 2, type: 'member.joined' },
      { seq: 3, type: 'member.joined' },
      { seq: 4, type: 'message.created', actorId: ann.userId, data: { message } },
    ]);
    expect(ann.events.at(-1)).toEqual(bob.events.at(-1));
  });

  it('bring typing to the others, and presence to everyone', async () => {
    const [ann, bob] = [await space.enter('ann'), await space.enter('bob')];
    const signals: { type: string }[] = [];
    ann.socket.on('signals', (gathered) => signals.push(...gathered));
    bob.socket.emit('typing:set', { conversationId: await bob.general(), typing: true });
    const conversationId = await ann.general();
    await until(() => signals.some(({ type }) => type === 'typing.changed'));
    expect(signals).toContainEqual({
      type: 'typing.changed',
      conversationId,
      userId: bob.userId,
      typing: true,
    });
    // Who comes and goes before it was told that they came is not told of at all.
    const isHere = { type: 'presence.changed', userId: bob.userId, presence: 'online' };
    await soon(() => expect(signals).toContainEqual(isHere));
    bob.close();
    await until(() => signals.some((signal) => 'presence' in signal && signal.presence === 'offline'));
    expect(signals).toContainEqual({
      type: 'presence.changed',
      userId: bob.userId,
      presence: 'offline',
      lastSeenAt: expect.any(Number),
    });
  });

  it('are counted by /health, which says whose space it is', async () => {
    await space.enter('ann');
    const health = healthSchema.parse(await (await fetch(`${space.server.url}/health`)).json());
    expect(health).toMatchObject({ spaceId: space.server.spaceId, connections: 1 });
    expect((await fetch(`${space.server.url}/nothing`)).status).toBe(404);
  });
});

it('closing finishes what was accepted, refuses the rest, and gives up port and folder', async () => {
  const ann = await space.enter('ann');
  const general = await ann.general();
  const send = () => ann.send('message:send', { conversationId: general, clientId: uuid(), text: 'Hi' });
  const accepted = Array.from({ length: 20 }, send);
  await accepted[0];
  const ended = gone(ann);
  const closed = space.server.close();
  const answers = await Promise.all(accepted);
  expect(answers.every(({ ok }) => ok)).toBe(true);
  expect(await ended).toBe('transport close');
  await closed;
  const again = await space.start();
  await ann.connect(again.url);
  const { messages } = await ann.ask('history', { conversationId: general, limit: 200 });
  expect(messages).toHaveLength(20);
  ann.close();
  await again.close();
});
