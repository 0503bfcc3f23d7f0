import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { v4 as uuid } from 'uuid';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import type { LinkEnd } from '../../../src/client/connection/Transport.ts';
import { createTransports } from '../../../src/main/trust/createTransports.ts';
import { conversationIdSchema } from '../../../src/shared/model/ids.ts';
import type { Downward } from '../../support/byHand/handNetwork.ts';
import {
  type Answering,
  conversationId,
  createVictim,
  me,
  otherId,
  spaceId,
  synced,
  userId,
} from '../../support/byHand/maliciousServer.ts';

type Victim = Awaited<ReturnType<typeof createVictim>>;
let victim: Victim;
const victims: Victim[] = [];
afterEach(async () => {
  for (const one of victims.splice(0)) await one.dispose();
});

const MINUTE = 60_000;
const ownStream = `user:${userId}`;
const conversation = {
  ...{ id: conversationId, kind: 'channel', name: 'garden', private: false, everyone: true },
  ...{ memberIds: [], createdBy: otherId, createdAt: 1 },
};
const read = { readSeq: 0, unread: 0, asOf: 1, userSeq: 1 };
const directory = {
  ...{ stream: 'directory', head: 1, events: [], more: false },
  snapshot: { kind: 'directory', space: { id: spaceId, name: 'Test' }, users: [me], conversations: [] },
};
const own = {
  ...{ stream: ownStream, head: 1, events: [], more: false },
  snapshot: { kind: 'user', memberships: [], entries: [] },
};
const sound = synced({ streams: [directory, own] });
/** What schemas hold their limits of length against, and cannot. */
const unmeasured = { length: { toString: 1, valueOf: 1 } };
const opaque = (stream: string, seq: number, data: unknown = {}) => ({
  ...{ stream, seq, type: 'made.up', at: 1, actorId: null, data },
});

async function start(answering: Answering): Promise<void> {
  victim = await createVictim(answering);
  victims.push(victim);
  await victim.device.start();
  await victim.deliver(40);
}

describe('a server that would keep a client busy', () => {
  it.each<[string, Answering]>([
    ['answers that all has to be forgotten', () => synced({ reset: true })],
    [
      'says that there is more, and brings nothing',
      () => synced({ streams: [{ ...directory, snapshot: undefined, head: 9, more: true }] }),
    ],
    [
      'wants to be asked again at once',
      () => ({ ok: false, error: { code: 'busy', message: '', retryable: true, retryAfterMs: 0 } }),
    ],
    [
      'wants to be asked again never',
      () => ({ ok: false, error: { code: 'busy', message: '', retryable: true, retryAfterMs: 1e15 } }),
    ],
    [
      'gives and takes a stream by turns',
      (_name, _payload, asked) =>
        synced({ streams: [asked % 2 ? own : { ...own, snapshot: undefined, gone: true, more: true }] }),
    ],
  ])('and %s is asked a few times a second at most', async (_, answering) => {
    await start(answering);
    const before = victim.asked();
    await victim.pass(MINUTE);
    expect(victim.asked() - before).toBeLessThan(5 * 60);
    expect(await victim.device.engine.content()).toBeDefined();
  });

  it('and names a conversation that one is in, again and again, is not asked for it again and again', async () => {
    await start(() => sound);
    const before = victim.asked();
    for (let seq = 2; seq < 500; seq++) {
      const data = { conversation: { ...conversation, id: uuid() }, read };
      victim.send({
        kind: 'events',
        events: [{ stream: ownStream, seq, type: 'conversation.joined', at: 1, actorId: null, data }],
      });
    }
    await victim.deliver(1_200);
    await victim.pass(5_000);
    expect(victim.asked() - before).toBeLessThan(500 * 2);
    expect(victim.device.engine.connection().status).toBeDefined();
  });
});

describe('a server that would fill a client', () => {
  it('with what is no event is reported a few times, and heeded no further', async () => {
    await start(() => sound);
    for (let n = 0; n < 20; n++)
      victim.send({ kind: 'events', events: Array.from({ length: 500 }, (_, at) => ({ at, broken: true })) });
    await victim.deliver(60);
    expect(victim.device.reports.filter((report) => report.includes('broken')).length).toBeLessThanOrEqual(
      100,
    );
  });

  it('with events faster than they can be kept is hung up on, and asked for pages later', async () => {
    await start(() => sound);
    const { cache } = victim.device;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { applyEvents } = cache;
    cache.applyEvents = async (...args) => {
      await held;
      return applyEvents.apply(cache, args);
    };
    let seq = 1;
    for (let n = 0; n < 60; n++) {
      const events = Array.from({ length: 1_000 }, () => opaque(ownStream, ++seq));
      victim.send({ kind: 'events', events });
    }
    await victim.deliver(90);
    expect(victim.device.reports.join()).toContain('faster than they can be kept');
    expect(victim.device.engine.connection().status).toBe('offline');
    release();
  });
});

describe('a server that goes on telling of a conversation that one is no longer in', () => {
  const garden = { stream: `conversation:${conversationId}`, head: 1, events: [], more: false };
  const meadow = { ...conversation, id: conversationIdSchema.parse(uuid()), name: 'meadow' };
  const inBoth = { kind: 'user', entries: [], memberships: [conversation, meadow].map(memberOf) };
  const inMeadow = { ...inBoth, memberships: [memberOf(meadow)] };
  const event = (seq: number, type: string, data: unknown) => {
    return { stream: ownStream, seq, type, at: 1, actorId: null, data };
  };
  const strange = `conversation:${uuid()}`;
  const left = (seq: number) => event(seq, 'conversation.left', { conversationId });
  const events = (...told: unknown[]): Downward => ({ kind: 'events', events: told });

  function memberOf(of: typeof conversation) {
    return { conversation: of, read };
  }

  function snapshotOf(of: typeof conversation) {
    const state = { conversation: of, memberIds: [userId], messages: [], fromSeq: 1, read, entries: [] };
    return { ...garden, stream: `conversation:${of.id}`, snapshot: { kind: 'conversation', ...state } };
  }

  /** Answers the first question with everything, and those that follow with what a test says. */
  const after = (answers: object[]): Answering => {
    const all = {
      streams: [directory, { ...own, snapshot: inBoth }, ...[conversation, meadow].map(snapshotOf)],
    };
    return (_name, _payload, asked) => synced(asked === 1 ? all : { streams: answers });
  };

  it.each<[string, object[], Downward[], string[]]>([
    [
      'in the packet that says so, before it and after',
      [],
      [events(event(2, 'made.up', {}), opaque(garden.stream, 2), left(3), opaque(garden.stream, 3))],
      ['meadow'],
    ],
    [
      'which a picture of what one is in leaves out',
      [{ ...own, head: 9, snapshot: inMeadow }],
      [events(opaque(ownStream, 7)), events(opaque(garden.stream, 2))],
      ['meadow'],
    ],
    [
      'with all that one is in',
      [{ ...own, snapshot: undefined, gone: true }],
      [events(opaque(ownStream, 7)), events(opaque(garden.stream, 2))],
      [],
    ],
    [
      'and never was in, and shows another one in its place',
      [{ ...snapshotOf(meadow), stream: strange }],
      [events(opaque(ownStream, 7)), events(opaque(strange, 2))],
      ['garden', 'meadow'],
    ],
    [
      'and never was in, from its first event on',
      [{ ...garden, stream: strange, events: [opaque(strange, 1)] }],
      [events(opaque(ownStream, 7))],
      ['garden', 'meadow'],
    ],
  ])('%s, is not heeded, and nothing else is lost', async (_, answers, packets, names) => {
    await start(after(answers));
    for (const packet of packets) {
      victim.send(packet);
      await victim.deliver();
      await victim.pass(1_000);
    }
    expect(victim.device.reports.filter((report) => report.includes('the cache failed'))).toEqual([]);
    const { conversations } = await victim.device.engine.content();
    const joined = conversations.filter((one) => one.joined).map(({ name }) => name);
    expect(joined.sort()).toEqual(names);
  });
});

describe('a packet', () => {
  /** What a server sees of the app's own socket, and what the app makes of what comes over it. */
  async function meet(packet: string) {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: true });
    await once(server, 'listening');
    const extensions = new Promise<string>((resolve) => {
      server.once('connection', (socket, request) => {
        resolve(String(request.headers['sec-websocket-extensions'] ?? ''));
        socket.on('error', () => {});
        socket.send(
          '0{"sid":"x","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}',
        );
        socket.send(packet);
      });
    });
    const { port } = server.address() as AddressInfo;
    const ended = new Promise<LinkEnd>((resolve) => {
      const nothing = { onOpen() {}, onEvents() {}, onSignals() {} };
      createTransports()(null).open(`http://127.0.0.1:${port}`, 'token', { ...nothing, onEnd: resolve });
    });
    const met = { extensions: await extensions, end: await ended };
    for (const socket of server.clients) socket.terminate();
    server.close();
    return met;
  }

  it('without an end ends the connection, and none is unpacked', async () => {
    const { extensions, end } = await meet(`42["events",["${'x'.repeat(65 * 1024 * 1024)}"]]`);
    expect(extensions).toBe('');
    expect(end.kind).toBe('lost');
  });
});

describe('a server that says what cannot be', () => {
  it.each<[string, unknown[]]>([
    [
      'seqs that are absurd',
      [
        opaque(ownStream, Number.MAX_SAFE_INTEGER),
        opaque(ownStream, 1e308),
        opaque(ownStream, -1),
        opaque(ownStream, 0.5),
      ],
    ],
    ['seqs that go back', [opaque(ownStream, 3), opaque(ownStream, 2), opaque(ownStream, 1)]],
    [
      'streams that reach into objects',
      [opaque('__proto__', 1), opaque('constructor', 1), opaque('user:__proto__', 1)],
    ],
    [
      'types that reach into objects',
      [
        { ...opaque(ownStream, 2), type: '__proto__' },
        { ...opaque(ownStream, 3), type: 'constructor' },
      ],
    ],
    ['data that reaches into objects', [opaque(ownStream, 2, JSON.parse('{"__proto__":{"isAdmin":true}}'))]],
    [
      'texts and lists of a length that is none',
      [
        {
          ...opaque(ownStream, 2),
          type: 'conversation.joined',
          data: { conversation: { ...conversation, name: unmeasured }, read },
        },
        { ...opaque(ownStream, 3), type: unmeasured },
        {
          ...opaque(ownStream, 3),
          type: 'entry.changed',
          data: { entry: { kind: 'draft', key: conversationId, value: { text: unmeasured } } },
        },
      ],
    ],
    ['no events at all', [null, 7, 'text', [], [[]], { stream: ownStream }]],
    [
      'messages of what is not',
      [
        {
          stream: ownStream,
          seq: 2,
          type: 'message.created',
          at: 1,
          actorId: null,
          data: { message: { id: 'x' } },
        },
      ],
    ],
  ])('as %s is passed over', async (_, events) => {
    await start(() => sound);
    victim.send({ kind: 'events', events });
    await victim.deliver();
    await victim.pass(1_000);
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
    expect((await victim.device.engine.content()).conversations).toEqual([]);
    expect(victim.device.engine.connection().status).toBe('online');
  });
});
