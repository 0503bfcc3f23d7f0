import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import jwt from 'jsonwebtoken';
import { v4 as uuid } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseEntry } from '../../../src/shared/model/entry.ts';
import type { Notification } from '../../../src/shared/model/notification.ts';
import { createTestSpace } from '../../support/space/createTestSpace.ts';
import type { RawClient } from '../../support/space/RawClient.ts';

type TestSpace = Awaited<ReturnType<typeof createTestSpace>>;

let space: TestSpace;
let ann: RawClient;
let bob: RawClient;
let token: string;
let tokenId: string;

beforeEach(async () => {
  space = await createTestSpace();
  [ann, bob] = [await space.enter('ann'), await space.enter('bob')];
  const made = await ann.ask('token:create', { name: 'Build server' });
  ({ token } = made);
  tokenId = made.serviceToken.id;
});
afterEach(() => space.dispose());

/** What a program does: nothing but `fetch`. */
async function say(path: string, body: unknown, bearer: string | undefined = token) {
  const response = await fetch(`${space.server.url}${path}`, {
    method: 'POST',
    headers: bearer === '' ? {} : { Authorization: `Bearer ${bearer}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}
const codeOf = async (...args: Parameters<typeof say>) => {
  const { status, body } = await say(...args);
  return [status, (body as { error?: { code: string } }).error?.code];
};
const toldOf = async (client: RawClient): Promise<Notification[]> => {
  const { streams } = await client.ask('sync', { cursors: {} });
  return streams.flatMap(({ snapshot }) =>
    snapshot?.kind === 'user'
      ? snapshot.entries.flatMap(({ kind, value }) =>
          kind === 'notification' ? [parseEntry('notification', value) as Notification] : [],
        )
      : [],
  );
};
const built = { title: 'Build 7', body: 'All green.', url: 'https://ci.example.org/7' };
const acts = async () => {
  const { records } = await ann.ask('audit:list', { limit: 50 });
  return records.map(({ act, actor, userId, conversationId, detail }) => ({
    ...{ act, actor, detail },
    ...(userId && { userId }),
    ...(conversationId && { conversationId }),
  }));
};

describe('notifying over HTTP', () => {
  it('tells one person, live and by sync, and is in the audit log', async () => {
    const { status, body } = await say(`/api/notify/${bob.userId}`, built);
    expect([status, body]).toEqual([201, { notified: 1 }]);
    const about = { type: 'external', ...built, source: 'Build server' };
    expect(await toldOf(bob)).toEqual([{ about, at: expect.any(Number), readAt: null }]);
    expect(bob.events.at(-1)).toMatchObject({
      type: 'entry.changed',
      actorId: null,
      data: { entry: { kind: 'notification', value: { about } } },
    });
    expect(await toldOf(ann)).toEqual([]);
    const [record] = await acts();
    expect(record).toEqual({
      act: 'notification.sent',
      actor: { kind: 'service', tokenId },
      userId: bob.userId,
      detail: { people: 1 },
    });
  });

  it('tells several, each once, and all or none', async () => {
    const userIds = [bob.userId, ann.userId, bob.userId];
    expect((await say('/api/notify', { ...built, userIds })).body).toEqual({ notified: 2 });
    expect([(await toldOf(ann)).length, (await toldOf(bob)).length]).toEqual([1, 1]);
    const stranger = [bob.userId, uuid()];
    expect(await codeOf('/api/notify', { ...built, userIds: stranger })).toEqual([404, 'not_found']);
    expect(await toldOf(bob)).toHaveLength(1);
  });

  it('tells all who are in a conversation, and where it is about', async () => {
    const cleo = await space.enter('cleo');
    const clientId = uuid() as never;
    const { conversation } = await ann.ask('conversation:create', {
      ...{ kind: 'channel', name: 'deploys', private: true, memberIds: [bob.userId], clientId },
    });
    const conversationId = conversation.id;
    expect((await say('/api/notify', { ...built, conversationId })).body).toEqual({ notified: 2 });
    expect(await toldOf(bob)).toContainEqual(
      expect.objectContaining({ about: expect.objectContaining({ type: 'external', conversationId }) }),
    );
    expect(await toldOf(cleo)).toEqual([]);
    expect((await acts())[0]).toMatchObject({ act: 'notification.sent', conversationId });
  });

  it('announces to everyone, by a token or by an admin, to whom it is no news', async () => {
    expect((await say('/api/announce', { title: 'Down at noon', body: '' })).body).toEqual({ notified: 2 });
    const { accessToken } = ann.session;
    expect((await say('/api/announce', built, accessToken)).body).toEqual({ notified: 2 });
    const said = { title: 'Cake', body: 'In the kitchen', clientId: uuid() as never };
    expect(await ann.ask('space:announce', said)).toEqual({ notified: 2 });
    expect(await ann.ask('space:announce', said)).toEqual({ notified: 2 });
    const bobs = await toldOf(bob);
    expect(bobs.map(({ about }) => about.type === 'announcement' && [about.title, about.actorId])).toEqual([
      ['Down at noon', null],
      ['Build 7', ann.userId],
      ['Cake', ann.userId],
    ]);
    expect((await toldOf(ann)).map(({ readAt }) => readAt === null)).toEqual([true, false, false]);
    expect((await acts()).map(({ act }) => act).slice(0, 3)).toEqual(Array(3).fill('announcement.made'));
    expect(await bob.codeOf('space:announce', { ...said, clientId: uuid() })).toBe('forbidden');
  });

  it('S5: with the sender’s id tells nobody a second time, whatever else comes with it', async () => {
    const id = uuid();
    const first = await say('/api/notify', { ...built, id, userIds: [ann.userId, bob.userId] });
    const again = await say(`/api/notify/${bob.userId}`, { title: 'Other', body: '', id });
    expect([first.body, again.body]).toEqual([{ notified: 2 }, { notified: 2 }]);
    expect(await toldOf(bob)).toHaveLength(1);
    // Ids are each sender's own.
    await say(`/api/notify/${bob.userId}`, { ...built, id }, ann.session.accessToken);
    expect(await toldOf(bob)).toHaveLength(2);
  });
});

describe('the door of notifying', () => {
  const path = () => `/api/notify/${bob.userId}`;

  it('is open to admins and to tokens that were not revoked', async () => {
    expect((await say(path(), built, ann.session.accessToken)).status).toBe(201);
    expect(await codeOf(path(), built, bob.session.accessToken)).toEqual([403, 'forbidden']);
    await ann.ask('token:revoke', { tokenId: tokenId as never });
    expect(await codeOf(path(), built)).toEqual([401, 'unauthorized']);
    expect(await toldOf(bob)).toHaveLength(1);
  });

  it('is shut to no token, garbage, an expired one and one whose session has ended', async () => {
    expect(await codeOf(path(), built, '')).toEqual([401, 'unauthorized']);
    for (const bad of ['garbage', 'parley_garbage', `${token}x`, token.toUpperCase()])
      expect(await codeOf(path(), built, bad)).toEqual([401, 'unauthorized']);
    const key = Buffer.from(readFileSync(join(space.dataFolder, 'token.key')));
    const { accessToken, user } = ann.session;
    const claims = jwt.decode(accessToken) as { sid: string };
    const sign = (expiresIn: number) =>
      jwt.sign({ sid: claims.sid }, key, { algorithm: 'HS256', subject: user.id, expiresIn });
    expect((await say(path(), built, sign(60))).status).toBe(201);
    expect(await codeOf(path(), built, sign(-60))).toEqual([401, 'unauthorized']);
    const { refreshToken } = ann.session;
    await fetch(`${space.server.url}/api/auth/logout`, {
      method: 'POST',
      body: JSON.stringify({ refreshToken }),
    });
    expect(await codeOf(path(), built, accessToken)).toEqual([401, 'unauthorized']);
  });

  it('is shut to the tokens of another space', async () => {
    const other = await createTestSpace();
    try {
      const mallory = await other.enter('ann');
      const foreign = await mallory.ask('token:create', { name: 'Foreign' });
      expect(await codeOf(path(), built, foreign.token)).toEqual([401, 'unauthorized']);
      expect(await codeOf(path(), built, mallory.session.accessToken)).toEqual([401, 'unauthorized']);
    } finally {
      await other.dispose();
    }
    expect(await toldOf(bob)).toEqual([]);
  });

  it('tells a program no more than whoever made its token knows', async () => {
    const clientId = uuid() as never;
    const hidden = { kind: 'channel' as const, name: 'secret', private: true, clientId };
    const { conversation } = await bob.ask('conversation:create', hidden);
    const where = { ...built, conversationId: conversation.id };
    const nowhere = { ...built, conversationId: uuid() };
    expect(await say('/api/notify', where)).toEqual(await say('/api/notify', nowhere));
    expect(await codeOf('/api/notify', where)).toEqual([404, 'not_found']);
    // Who is shut out is to a program as nobody.
    await ann.ask('user:state', { userId: bob.userId, state: 'deactivated' });
    const answerTo = async (id: string) =>
      JSON.stringify(await say(`/api/notify/${id}`, built)).replaceAll(id, 'somebody');
    expect(await answerTo(bob.userId)).toBe(await answerTo(uuid()));
    expect(await codeOf('/api/notify/nobody', built)).toEqual([404, 'not_found']);
  });

  it('takes only what is sound, says what is not, and looks at nothing before it knows who asks', async () => {
    const refused = async (body: unknown) => {
      const { status, body: answer } = await say('/api/notify', body);
      return [status, (answer as { error: { message: string } }).error.message];
    };
    expect(await refused('{')).toEqual([400, 'The body is not JSON.']);
    expect(await refused({ ...built, userIds: [bob.userId], title: '' })).toEqual([
      400,
      expect.stringMatching(/^title: /),
    ]);
    expect(await refused({ ...built, url: 'javascript:alert(1)', userIds: [bob.userId] })).toEqual([
      400,
      expect.stringMatching(/^url: /),
    ]);
    expect(await refused({ ...built, userIds: [bob.userId], colour: 'red' })).toEqual([
      400,
      'colour: is not a known field',
    ]);
    expect(await refused(built)).toEqual([400, 'either userIds or conversationId must be given']);
    expect(await codeOf('/api/notify', '{', 'garbage')).toEqual([401, 'unauthorized']);
    expect(await codeOf('/api/notify', { ...built, body: 'x'.repeat(70_000) })).toEqual([400, 'invalid']);
    expect(await toldOf(bob)).toEqual([]);
  });
});

it('a program that notifies too much is asked to wait, and no other', async () => {
  const strict = await createTestSpace({ limits: { notify: { perSecond: 0.1, burst: 2 } } });
  try {
    const owner = await strict.enter('ann');
    const [one, two] = [
      await owner.ask('token:create', { name: 'one' }),
      await owner.ask('token:create', { name: 'two' }),
    ];
    const go = (bearer: string) =>
      fetch(`${strict.server.url}/api/announce`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${bearer}` },
        body: JSON.stringify(built),
      });
    expect([(await go(one.token)).status, (await go(one.token)).status]).toEqual([201, 201]);
    const late = await go(one.token);
    expect([late.status, Number(late.headers.get('Retry-After')) > 0]).toEqual([429, true]);
    expect((await go(two.token)).status).toBe(201);
    const guesses = [];
    for (let n = 0; n < 3; n++) guesses.push((await go(`parley_${n}`)).status);
    expect(guesses).toEqual([401, 401, 429]);
  } finally {
    await strict.dispose();
  }
});
