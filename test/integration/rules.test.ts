import { v7 } from 'uuid';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashCode } from '../../src/server/auth/secrets.ts';
import { systemClock } from '../../src/server/clock.ts';
import { openFolder } from '../../src/server/openFolder.ts';
import type { RunningServer } from '../../src/server/startServer.ts';
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

it('S3: a guest learns nothing from the directory', async () => {
  const owner = await space.enter('ann');
  const general = await owner.general();
  owner.close();
  await space.server.close();
  const folder = openFolder(space.dataFolder, { clock: systemClock });
  const invite = {
    codeHash: hashCode('GUEST'),
    role: 'guest' as const,
    expiresAt: Date.now() + 1e6,
    uses: 1,
  };
  await folder.store.createInvite(null, invite);
  await folder.close();
  const again: RunningServer = await space.start();
  try {
    const account = { username: 'gil', displayName: 'Gil', password: 'correct horse', invite: 'guest' };
    const { text } = await post(again.url, '/api/auth/register', account);
    const guest = new RawClient(again.url, sessionSchema.parse(JSON.parse(text)));
    await guest.connect();
    expect(guest.session.user.role).toBe('guest');
    const { streams } = await guest.ask('sync', { cursors: {} });
    expect(streams.map(({ stream }) => stream)).toEqual([`user:${guest.userId}`, `conversation:${general}`]);
    const late = await RawClient.register(again.url, 'lou');
    await late.connect();
    await late.ask('message:send', { conversationId: general, clientId: clientId(), text: 'Hello' });
    await guest.ask('sync', { cursors: {} });
    expect(guest.events.filter(({ stream }) => stream === 'directory')).toEqual([]);
    expect(guest.events.at(-1)).toMatchObject({
      type: 'message.created',
      data: { message: { text: 'Hello' } },
    });
    late.close();
    guest.close();
  } finally {
    await again.close();
  }
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
