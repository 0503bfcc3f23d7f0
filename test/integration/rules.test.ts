import { v7 } from 'uuid';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { clientIdSchema } from '../../src/shared/model/ids.ts';
import { sessionSchema } from '../../src/shared/protocol/http.ts';
import { createTestSpace } from '../support/space/createTestSpace.ts';
import { post, RawClient } from '../support/space/RawClient.ts';

let space: Awaited<ReturnType<typeof createTestSpace>>;
beforeEach(async () => {
  space = await createTestSpace();
});
afterEach(() => space.dispose());

/** A client's id born at a time of its choosing. */
const idBornAt = (msecs: number) => clientIdSchema.parse(v7({ msecs }));
const clientId = () => idBornAt(Date.now());

it('S3: all members read the same events, from the beginning, and nobody else reads any', async () => {
  const [ann, bob, eve] = [await space.enter('ann'), await space.enter('bob'), await space.enter('eve')];
  const { conversation } = await ann.ask('conversation:create', {
    kind: 'channel',
    name: 'shed',
    clientId: clientId(),
  });
  const conversationId = conversation.id;
  const stream = `conversation:${conversationId}`;
  for (const text of ['one', 'two'])
    await ann.ask('message:send', { conversationId, clientId: clientId(), text });
  await bob.ask('conversation:join', { conversationId, clientId: clientId() });
  await ann.ask('message:send', { conversationId, clientId: clientId(), text: 'three' });

  const cursors = { [stream]: 0 };
  const readBy = async (client: RawClient) =>
    (await client.ask('sync', { cursors })).streams.find((one) => one.stream === stream);
  const [forAnn, forBob, forEve] = [await readBy(ann), await readBy(bob), await readBy(eve)];
  expect(forBob?.events).toHaveLength(7);
  expect(forBob).toEqual(forAnn);
  expect(forEve).toMatchObject({ gone: true, events: [] });
  expect(eve.events.filter((event) => event.stream === stream)).toEqual([]);
  // What is one person's business goes to their own stream, and to nobody else's.
  expect(ann.events.filter((event) => event.stream === `user:${bob.userId}`)).toEqual([]);
});

it('S3: a guest learns nothing from the directory, and of others when they meet', async () => {
  const ann = await space.enter('ann');
  const visitors = { kind: 'channel' as const, name: 'visitors', clientId: clientId() };
  const { conversation } = await ann.ask('conversation:create', visitors);
  const conversationId = conversation.id;
  const invite = { role: 'guest' as const, conversationIds: [conversationId] };
  const { code } = await ann.ask('invite:create', invite);
  const account = { username: 'gil', displayName: 'Gil', password: 'correct horse', invite: code };
  const { text } = await post(space.server.url, '/api/auth/register', account);
  const guest = new RawClient(space.server.url, sessionSchema.parse(JSON.parse(text)));
  await guest.connect();
  expect(guest.session.user.role).toBe('guest');
  const { streams } = await guest.ask('sync', { cursors: {} });
  const own = `user:${guest.userId}`;
  expect(streams.map(({ stream }) => stream)).toEqual([own, `conversation:${conversationId}`]);
  expect(streams[0]?.snapshot).toMatchObject({ kind: 'user', space: { name: 'Parley' } });
  const snapshot = streams[0]?.snapshot;
  const known = snapshot?.kind === 'user' ? snapshot.users?.map(({ username }) => username) : [];
  expect(known?.sort()).toEqual(['ann', 'gil']);

  const lou = await space.enter('lou');
  const general = await lou.general();
  await lou.ask('message:send', { conversationId: general, clientId: clientId(), text: 'Not for guests' });
  await ann.ask('member:add', { conversationId, userIds: [lou.userId], clientId: clientId() });
  await lou.ask('message:send', { conversationId, clientId: clientId(), text: 'Hello' });
  await guest.ask('sync', { cursors: {} });
  const heard = guest.events.map(({ stream, type }) => [stream.split(':')[0], type]);
  expect(heard).toEqual([
    ['user', 'user.changed'],
    ['conversation', 'member.joined'],
    ['conversation', 'message.created'],
    ['conversation', 'message.created'],
  ]);
  expect(guest.events[0]).toMatchObject({ stream: own, data: { user: { id: lou.userId, username: 'lou' } } });
  guest.close();
});

it('S7: order is by seq and times are the server’s, whatever a client’s clock says', async () => {
  const [ann, bob] = [await space.enter('ann'), await space.enter('bob')];
  const conversationId = await ann.general();
  const startedAt = Date.now();
  const [year, now] = [365 * 24 * 60 * 60 * 1000, startedAt];
  const sent = [];
  // The first is written by a clock that is years ahead, the last by one that is years behind.
  for (const [at, client] of [
    [now + 9 * year, ann],
    [now, bob],
    [now - 9 * year, ann],
  ] as const)
    sent.push(await client.ask('message:send', { conversationId, clientId: idBornAt(at), text: `at ${at}` }));
  const { messages } = await bob.ask('history', { conversationId, limit: 10 });
  expect(messages).toEqual(sent.map(({ message }) => message));
  const seqs = messages.map(({ seq }) => seq);
  expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  for (const { createdAt } of messages) {
    expect(createdAt).toBeGreaterThanOrEqual(startedAt);
    expect(createdAt).toBeLessThanOrEqual(Date.now());
  }
});
