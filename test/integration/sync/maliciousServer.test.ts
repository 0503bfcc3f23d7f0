import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { v4 as uuid } from 'uuid';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import type { LinkEnd } from '../../../src/client/connection/Transport.ts';
import { createTransports } from '../../../src/main/trust/createTransports.ts';
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
