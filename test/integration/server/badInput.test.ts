import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import jwt from 'jsonwebtoken';
import { v4 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversationId, MessageId } from '../../../src/shared/model/ids.ts';
import { refusedSchema } from '../../../src/shared/protocol/refused.ts';
import { createTestSpace } from '../../support/space/createTestSpace.ts';
import { openSocket, post, RawClient } from '../../support/space/RawClient.ts';

let space: Awaited<ReturnType<typeof createTestSpace>>;
let ann: RawClient;
let bob: RawClient;
let general: ConversationId;

beforeAll(async () => {
  space = await createTestSpace();
  ann = await space.enter('ann');
  bob = await space.enter('bob');
  general = await ann.general();
});
afterAll(() => space.dispose());

const message = (more: object = {}) => ({ conversationId: general, clientId: uuid(), text: 'Hi', ...more });
const stored = async () => (await ann.ask('history', { conversationId: general, limit: 200 })).messages;
/** What a refusal must not change: the heads of all streams, and that the server answers. */
const heads = async () =>
  (await ann.ask('sync', { cursors: {} })).streams.map(({ stream, head }) => `${stream} ${head}`);

describe('S16: payloads that are not what a request takes', () => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a string', 'text'],
    ['an array', [1, 2]],
    ['an empty object', {}],
    ['a missing field', { conversationId: uuid(), text: 'Hi' }],
    ['a field of the wrong type', { conversationId: uuid(), clientId: uuid(), text: 1 }],
    ['an id that is none', { conversationId: 'general', clientId: uuid(), text: 'Hi' }],
    ['an unknown field', { conversationId: uuid(), clientId: uuid(), text: 'Hi', bold: true }],
    ['a polluting field', JSON.parse('{"__proto__":{"x":1},"constructor":1}')],
    ['binary', { conversationId: uuid(), clientId: uuid(), text: Buffer.from('Hi') }],
  ])('%s is invalid', async (_, payload) => {
    const before = await heads();
    expect(await ann.codeOf('message:send', payload)).toBe('invalid');
    expect(await heads()).toEqual(before);
  });

  it('several values instead of one are invalid', async () => {
    const answer = await ann.socket.timeout(60_000).emitWithAck('message:send', message(), message());
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid' } });
  });

  it.each(['nonsense', '', '__proto__', 'constructor', 'toString', 'valueOf', 'error', 'message:send '])(
    'a request called %j is unknown',
    async (name) => {
      expect(await ann.send(name, {})).toMatchObject({
        ok: false,
        error: { code: 'invalid', message: expect.stringContaining('is not a request of this protocol') },
      });
    },
  );

  it('a request called by a number is unknown', async () => {
    const answer = await ann.socket.timeout(60_000).emitWithAck(5 as unknown as string, {});
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid' } });
    ann.socket.emit(5 as unknown as string);
    expect(await ann.codeOf('message:send', message())).toBe('granted');
  });

  it('limits of pages and bounds that exclude each other are invalid', async () => {
    for (const limit of [0, 201, 1.5, -1])
      expect(await ann.codeOf('history', { conversationId: general, limit })).toBe('invalid');
    const both = { conversationId: general, limit: 10, beforeSeq: 1, afterSeq: 1 };
    expect(await ann.codeOf('history', both)).toBe('invalid');
  });
});

describe('texts', () => {
  it.each([
    ['of 20,001 characters', 'x'.repeat(20_001)],
    ['that is empty', ''],
    ['of white space', ' \n\t '],
    ['with a control character', 'bell \u0007'],
    ['with a null', 'null \u0000'],
    ['with a C1 control', 'next line \u0085'],
    ['with a lone high surrogate', 'half \ud83d'],
    ['with a lone low surrogate', 'half \ude00'],
  ])('%s are invalid, in a message and in an edit', async (_, text) => {
    const { message: own } = await ann.ask('message:send', message());
    const before = await stored();
    const sent = await ann.send('message:send', message({ text }));
    expect(sent).toMatchObject({ ok: false, error: { code: 'invalid', retryable: false } });
    expect(sent.ok ? '' : sent.error.message).toMatch(/^text: /);
    expect(await ann.codeOf('message:edit', { messageId: own.id, text })).toBe('invalid');
    expect(await stored()).toEqual(before);
  });

  it('of 20,000 characters, tabs, line ends and pairs of surrogates are kept as they are', async () => {
    for (const text of ['x'.repeat(20_000), ' a\r\n\tb 👩‍👩‍👧 \u202e  '])
      expect((await ann.ask('message:send', message({ text }))).message.text).toBe(text);
  });
});

describe('what is not one’s own', () => {
  it('S13: a private conversation does not exist for others', async () => {
    const payload = { kind: 'channel' as const, name: 'secret', private: true, clientId: uuid() };
    const { conversation } = await ann.ask('conversation:create', payload);
    const conversationId = conversation.id;
    const { message: hidden } = await ann.ask('message:send', message({ conversationId }));
    for (const id of [conversationId, uuid()]) {
      const inside = { conversationId: id };
      expect(await bob.send('conversation:join', inside)).toEqual(
        await bob.send('conversation:join', inside),
      );
      expect(await bob.codeOf('conversation:join', inside)).toBe('not_found');
      expect(await bob.codeOf('message:send', message(inside))).toBe('not_found');
      expect(await bob.codeOf('history', { ...inside, limit: 1 })).toBe('not_found');
      expect(await bob.codeOf('read:advance', { ...inside, seq: 1 })).toBe('not_found');
    }
    expect(await bob.codeOf('message:edit', { messageId: hidden.id, text: 'x' })).toBe('not_found');
    expect(await bob.codeOf('message:delete', { messageId: hidden.id })).toBe('not_found');
    const cursors = { [`conversation:${conversationId}`]: 1 } as Record<
      `conversation:${ConversationId}`,
      number
    >;
    const { streams } = await bob.ask('sync', { cursors });
    expect(streams.find(({ stream }) => stream === `conversation:${conversationId}`)).toMatchObject({
      gone: true,
      events: [],
    });
  });

  it('a message of someone else is not edited, nor deleted but by an admin', async () => {
    const { message: hers } = await ann.ask('message:send', message());
    const { message: his } = await bob.ask('message:send', message());
    expect(await bob.codeOf('message:edit', { messageId: hers.id, text: 'x' })).toBe('forbidden');
    expect(await ann.codeOf('message:edit', { messageId: his.id, text: 'x' })).toBe('forbidden');
    expect(await bob.codeOf('message:delete', { messageId: hers.id })).toBe('forbidden');
    expect(await ann.codeOf('message:delete', { messageId: his.id })).toBe('granted');
    expect(await bob.codeOf('message:edit', { messageId: uuid() as MessageId, text: 'x' })).toBe('not_found');
  });

  it('a reply to a message of another conversation is invalid', async () => {
    const payload = { kind: 'channel' as const, name: `c ${uuid()}`, clientId: uuid() };
    const { conversation } = await ann.ask('conversation:create', payload);
    const { message: elsewhere } = await ann.ask(
      'message:send',
      message({ conversationId: conversation.id }),
    );
    for (const replyTo of [elsewhere.id, uuid()])
      expect(await ann.codeOf('message:send', message({ replyTo }))).toBe('invalid');
  });

  it('an invite is for owners and admins', async () => {
    expect(await bob.codeOf('invite:create', {})).toBe('forbidden');
    expect(await ann.codeOf('invite:create', {})).toBe('granted');
  });
});

describe('requests without an acknowledgement function', () => {
  it('are dropped, and told of at most once a second', async () => {
    const eve = await RawClient.register(space.server.url, 'eve');
    await eve.connect();
    const refusals: unknown[] = [];
    eve.socket.on('refused', (refusal) => refusals.push(refusal));
    const before = await stored();
    for (let n = 0; n < 200; n += 1) eve.socket.emit('message:send', message());
    // A later request is answered after all of them were taken.
    expect(await eve.codeOf('history', { conversationId: general, limit: 1 })).toBe('granted');
    expect(refusals.map((refusal) => refusedSchema.parse(refusal).dropped)).toEqual([1]);
    expect(await stored()).toEqual(before);
    const metrics = await (await fetch(`${space.server.url}/metrics`)).text();
    expect(metrics).toMatch(/parley_unacknowledged_total 20[01]/);
    eve.close();
  });
});

describe('1,000 requests a second', () => {
  it('are limited without a penalty, and harm nobody else', async () => {
    const eve = await RawClient.register(space.server.url, 'mallory');
    await eve.connect();
    const before = (await stored()).length;
    const answers = await Promise.all(
      Array.from({ length: 1000 }, () => eve.send('message:send', message())),
    );
    const granted = answers.filter((answer) => answer.ok).length;
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
    expect(granted).toBeGreaterThanOrEqual(20);
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['rate_limited']));
    expect(refused[0]).toMatchObject({ retryable: true, retryAfterMs: expect.any(Number) });
    expect((await stored()).length - before).toBe(Math.min(granted, 200 - before));
    expect(await ann.codeOf('message:send', message())).toBe('granted');
    eve.close();
  });
});

describe('who is let in', () => {
  const codeOf = (auth: object, headers?: Record<string, string>) =>
    openSocket(space.server.url, auth, headers).then(
      (socket) => {
        socket.close();
        return 'granted';
      },
      (error: Error) => JSON.parse(error.message).code,
    );
  const claims = () => ({ sub: ann.userId, ...(jwt.decode(ann.session.accessToken) as object) });
  const key = () => readFileSync(join(space.dataFolder, 'token.key'));

  it('is told by the token, in auth or as a Bearer header', async () => {
    const { accessToken: token } = ann.session;
    expect(await codeOf({ token, protocol: 1 })).toBe('granted');
    expect(await codeOf({}, { authorization: `Bearer ${token}` })).toBe('granted');
    expect(await codeOf({ token, protocol: 0 })).toBe('client_too_old');
    expect(await codeOf({ token, protocol: 2 })).toBe('server_too_old');
  });

  it.each([
    ['none', () => ({}), 'unauthorized'],
    ['nonsense', () => ({ token: 'nonsense' }), 'unauthorized'],
    ['an object', () => ({ token: { sub: ann.userId } }), 'unauthorized'],
    ['one signed with another key', () => ({ token: jwt.sign(claims(), 'other') }), 'unauthorized'],
    [
      'one of algorithm none',
      () => ({ token: jwt.sign(claims(), '', { algorithm: 'none' }) }),
      'unauthorized',
    ],
    [
      'one of another algorithm',
      () => ({ token: jwt.sign(claims(), key(), { algorithm: 'HS512' }) }),
      'unauthorized',
    ],
    ['one without a session', () => ({ token: jwt.sign({ sub: ann.userId }, key()) }), 'unauthorized'],
    [
      'one of a session that is not',
      () => ({ token: jwt.sign({ ...claims(), sid: uuid() }, key()) }),
      'unauthorized',
    ],
    [
      'one for somebody else',
      () => ({ token: jwt.sign({ ...claims(), sub: bob.userId }, key()) }),
      'unauthorized',
    ],
    ['an expired one', () => ({ token: jwt.sign({ ...claims(), exp: 1_000_000 }, key()) }), 'token_expired'],
  ])('is refused with %s', async (_, auth, code) => {
    expect(await codeOf({ protocol: 1, ...auth() })).toBe(code);
  });
});

describe('signing in', () => {
  const login = (username: string, password: string) =>
    post(space.server.url, '/api/auth/login', { username, password });

  it('answers a wrong name and a wrong password alike, byte for byte', async () => {
    const wrong = await login('ann', 'not her password');
    expect(wrong).toEqual(await login('nobody', 'not her password'));
    expect(wrong).toEqual(await login('not even \u0000 a name', 'x'));
    expect(wrong.status).toBe(401);
    expect((await login('ANN', 'correct horse')).status).toBe(200);
  });

  it.each([
    ['no JSON', '{"username":', 400, 'invalid'],
    ['no object', '[]', 400, 'invalid'],
    ['an unknown field', { username: 'a', password: 'b', admin: true }, 400, 'invalid'],
    ['a body without end', { username: 'a', password: 'b'.repeat(100_000) }, 400, 'invalid'],
  ])('refuses %s', async (_, body, status, code) => {
    const answer = await post(space.server.url, '/api/auth/login', body);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code } });
  });

  it('refuses accounts that cannot be', async () => {
    const account = { username: 'dora', displayName: 'Dora', password: 'correct horse' };
    const register = async (more: object) =>
      (await post(space.server.url, '/api/auth/register', { ...account, ...more })).status;
    expect(await register({ username: 'Ann' })).toBe(409);
    expect(await register({ username: 'no spaces' })).toBe(400);
    expect(await register({ username: '__proto__' })).toBe(400);
    expect(await register({ password: 'short' })).toBe(400);
    expect(await register({ displayName: ' ' })).toBe(400);
    expect(await register({ role: 'owner' })).toBe(400);
  });

  it('is limited by name, without a penalty', async () => {
    const statuses = await Promise.all(Array.from({ length: 15 }, () => login('target', 'guess')));
    expect(statuses.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(4);
  });
});

describe('packets that are too large', () => {
  it('end the socket, and the server lives', async () => {
    const eve = await RawClient.register(space.server.url, 'trudy');
    await eve.connect();
    const gone = new Promise((resolve) => eve.socket.once('disconnect', resolve));
    eve.socket.emit('message:send', message({ text: 'x'.repeat(2_000_000) }), () => {});
    await gone;
    expect(await ann.codeOf('message:send', message())).toBe('granted');
  });
});
