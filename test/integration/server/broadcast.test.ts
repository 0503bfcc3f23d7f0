import { io, type Socket } from 'socket.io-client';
import { v4 as uuid } from 'uuid';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Message } from '../../../src/shared/model/message.ts';
import type { Envelope } from '../../../src/shared/protocol/events.ts';
import { replySchema } from '../../../src/shared/protocol/requests.ts';
import { createTestSpace } from '../../support/space/createTestSpace.ts';

/** Every way in which a client may be connected: which one decides how a packet for its room is written. */
const transports = [['websocket'], ['polling'], ['polling', 'websocket']];
/** Lengths on both sides of where a WebSocket frame's header grows, the last of them after gathering. */
const texts = [
  'short',
  'é'.repeat(200),
  ...Array.from({ length: 8 }, (_, n) => `${n}${'好'.repeat(19_000)}`),
];

let space: Awaited<ReturnType<typeof createTestSpace>>;
const sockets: Socket[] = [];
beforeEach(async () => {
  space = await createTestSpace();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  await space.dispose();
});

/** Connects and, where there is anything to upgrade to, waits for that. */
async function connect(names: string[], token: string): Promise<Socket> {
  const auth = { token, protocol: 1 };
  const socket = io(space.server.url, { auth, transports: names, forceNew: true });
  sockets.push(socket);
  await new Promise((resolve) => socket.once('connect', () => resolve(undefined)));
  if (names.length > 1 && socket.io.engine.transport.name !== 'websocket')
    await new Promise((resolve) => socket.io.engine.once('upgrade', resolve));
  return socket;
}

async function listen(names: string[], token: string): Promise<Envelope[]> {
  const socket = await connect(names, token);
  const received: Envelope[] = [];
  socket.on('events', (events: Envelope[]) => received.push(...events));
  return received;
}

it('S9: a room’s events reach every kind of connection whole and in one order', async () => {
  const ann = await space.enter('ann');
  const listeners = await Promise.all(transports.map((names) => listen(names, ann.session.accessToken)));
  const { conversation } = await ann.ask('conversation:create', {
    kind: 'channel',
    name: 'wide',
    clientId: uuid(),
  });
  const send = (text: string) =>
    ann.ask('message:send', { conversationId: conversation.id, clientId: uuid(), text });
  const sent = await Promise.all(texts.map(send));
  const expected = sent.map(({ message }) => message);
  for (const received of listeners) {
    const messages = () => received.filter(({ type }) => type === 'message.created');
    await expect.poll(() => messages().length).toBe(texts.length);
    expect(messages().map(({ data }) => data)).toEqual(expected.map((message) => ({ message })));
  }
});

it('S13: who is removed from a channel hears nothing of it from there on, on any of their sockets', async () => {
  const [ann, bob] = [await space.enter('ann'), await space.enter('bob')];
  const listeners = await Promise.all(transports.map((names) => listen(names, bob.session.accessToken)));
  const userId = bob.session.user.id;
  const { conversation } = await ann.ask('conversation:create', {
    kind: 'channel',
    name: 'cats',
    private: true,
    memberIds: [userId],
    clientId: uuid(),
  });
  const conversationId = conversation.id;
  const send = (text: string) => ann.ask('message:send', { conversationId, clientId: uuid(), text });
  // All in one turn, so that one commit may hold what comes before and what comes after.
  await Promise.all([send('before'), ann.ask('member:remove', { conversationId, userId }), send('after')]);
  await ann.ask('member:add', { conversationId, userIds: [userId] });
  await send('again');
  for (const received of listeners) {
    const told = () =>
      received
        .filter(({ stream }) => stream === `conversation:${conversationId}`)
        .map(({ type, data }) => (data as { message?: { text: string } }).message?.text || type);
    await expect.poll(() => told().at(-1)).toBe('again');
    expect(told()).toEqual([
      'conversation.created',
      'member.joined',
      'member.joined',
      'before',
      'member.joined',
      'message.created',
      'again',
    ]);
    expect(received.filter(({ type }) => type === 'conversation.left')).toHaveLength(1);
  }
});

it.each(transports.map((names) => [names]))(
  'over %j each request gets its own answer, after the event it made',
  async (names) => {
    const ann = await space.enter('ann');
    const socket = await connect(names, ann.session.accessToken);
    const channel = { kind: 'channel', name: 'wide', clientId: uuid() } as const;
    const { conversation } = await ann.ask('conversation:create', channel);
    const conversationId = conversation.id;
    const seen: string[] = [];
    socket.on('events', (events: Envelope[]) => {
      for (const { message } of events.map(({ data }) => data as { message?: Message }))
        if (message && message.notice === undefined) seen.push(`event ${message.text}`);
    });
    // Asked at once: what is committed together is answered together. One asks for nothing that is written.
    const refused = socket.emitWithAck('message:send', { conversationId, text: 'no client id' });
    const answers = await Promise.all(
      texts.map(async (text) => {
        const answer = await socket.emitWithAck('message:send', { conversationId, clientId: uuid(), text });
        seen.push(`answer ${text}`);
        return replySchema('message:send').parse(answer.data).message.text;
      }),
    );
    expect(answers).toEqual(texts);
    expect(await refused).toMatchObject({ ok: false, error: { code: 'invalid' } });
    for (const text of texts)
      expect(seen.indexOf(`event ${text}`)).toBeLessThan(seen.indexOf(`answer ${text}`));
    expect(seen.filter((line) => line.startsWith('event '))).toEqual(texts.map((text) => `event ${text}`));
    expect(socket.connected).toBe(true);
  },
);

it('a packet that asks by number and names no request harms nobody', async () => {
  const ann = await space.enter('ann');
  const socket = await connect(['websocket'], ann.session.accessToken);
  // An event with a number and nothing else, as Socket.IO's own client never makes one.
  socket.io.engine.write('27');
  expect(await socket.emitWithAck('message:send', {})).toMatchObject({ ok: false });
});
