import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { v4 as uuid } from 'uuid';
import { afterEach, describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import type { ServerOptions } from '../../../src/server/startServer.ts';
import { soon } from '../../support/soon.ts';
import { createTestSpace } from '../../support/space/createTestSpace.ts';
import { openSocket, type RawClient } from '../../support/space/RawClient.ts';

let space: Awaited<ReturnType<typeof createTestSpace>>;
const opened: { destroy?(): void; terminate?(): void }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) {
    one.destroy?.();
    one.terminate?.();
  }
  await space.dispose();
  vi.restoreAllMocks();
});

async function open(limits: ServerOptions['limits'] = {}): Promise<void> {
  space = await createTestSpace({ limits });
}

/** A connection on which nothing has been said; `gone` resolves when the server has ended it. */
async function dial() {
  const socket: Socket = connect(space.server.port, '127.0.0.1');
  opened.push(socket);
  let said = '';
  socket.on('data', (chunk) => {
    said += chunk;
  });
  socket.on('error', () => {});
  const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await Promise.race([once(socket, 'connect'), gone]);
  return { socket, gone, said: () => said };
}

/** A WebSocket of Engine.IO on which nobody has said who they are. */
async function dialSocket(options: WebSocket.ClientOptions = {}) {
  const address = `ws://127.0.0.1:${space.server.port}/socket.io/?EIO=4&transport=websocket`;
  const socket = new WebSocket(address, options);
  opened.push(socket);
  const said: string[] = [];
  socket.on('message', (data) => said.push(String(data)));
  socket.on('error', () => {});
  const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await Promise.race([once(socket, 'open'), gone]);
  return { socket, said, gone };
}

/** Resolves when the server has taken all that was sent before; it answers a ping after that. */
const taken = async (socket: WebSocket, gone: Promise<void>) => {
  socket.ping();
  await Promise.race([once(socket, 'pong'), gone]);
};
const admission = (client: RawClient) =>
  `40${JSON.stringify({ token: client.session.accessToken, protocol: 1 })}`;
const lives = async () => expect((await fetch(`${space.server.url}/health`)).status).toBe(200);

describe('a connection', () => {
  it('is one device, however often and fast somebody says on it who they are', async () => {
    await open();
    const mallory = await space.enter('mallory');
    const wire = connect(space.server.port, '127.0.0.1');
    const { socket, gone } = await dialSocket({ createConnection: () => wire });
    // All in one piece, so that the last is there before the first has been judged.
    wire.cork();
    for (let knock = 0; knock < 50; knock++) socket.send(admission(mallory));
    wire.uncork();
    await gone;
    await soon(() => expect(space.server.connections()).toBe(1));
    const other = await dialSocket();
    other.socket.send(admission(mallory));
    await soon(() => expect(other.said.some((text) => text.startsWith('40'))).toBe(true));
    expect(space.server.connections()).toBe(2);
  });

  it('that speaks nonsense ends without a word in the log', async () => {
    await open();
    const mallory = await space.enter('mallory');
    const complain = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { socket, gone, said } = await dialSocket();
    socket.send(admission(mallory));
    await soon(() => expect(said.some((text) => text.startsWith('40'))).toBe(true));
    socket.send('4nonsense');
    await gone;
    expect(complain).not.toHaveBeenCalled();
    await lives();
  });

  it('on which nothing is said is ended: before the head of a request, within it, within its body, and as a socket', async () => {
    await open({ headersTimeoutMs: 200, requestTimeoutMs: 400, connectTimeoutMs: 200 });
    const silent = await dial();
    const slow = await dial();
    slow.socket.write('GET /health HTTP/1.1\r\nHost: x\r\nX-A: ');
    const half = await dial();
    half.socket.write('POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{"user');
    const idle = await dialSocket();
    await Promise.all([silent.gone, slow.gone, half.gone, idle.gone]);
    expect(slow.said()).toMatch(/^(HTTP\/1\.1 408|$)/);
    // Whoever is slow by accident may be cut off too, on a computer that has much to do.
    await soon(lives);
  });

  it('that drips a byte now and then is ended all the same', async () => {
    await open({ headersTimeoutMs: 300, requestTimeoutMs: 600_000 });
    const { socket, gone } = await dial();
    socket.write('GET /health HTTP/1.1\r\nHost: x\r\nX-A: ');
    const drip = setInterval(() => socket.write('a'), 20);
    await gone;
    clearInterval(drip);
    // Whoever is slow by accident may be cut off too, on a computer that has much to do.
    await soon(lives);
  });
});

describe('a request that breaks off', () => {
  it.each([
    ['within a body of known length', 'Content-Length: 50\r\n\r\n{"user'],
    ['within a body in chunks', 'Transfer-Encoding: chunked\r\n\r\n6\r\n{"user'],
    ['in a body that is too long', `Transfer-Encoding: chunked\r\n\r\n20000\r\n${'x'.repeat(0x20000)}`],
  ])('%s is no fault of the server’s', async (_, rest) => {
    await open();
    const { socket, gone } = await dial();
    socket.end(`POST /api/auth/login HTTP/1.1\r\nHost: x\r\n${rest}`);
    await gone;
    await lives();
    const metrics = await (await fetch(`${space.server.url}/metrics`)).text();
    expect(metrics).toMatch(/^parley_errors_total 0$/m);
  });
});

describe('connections from one address', () => {
  it('are hung up on beyond what one may have, and those who have signed in stay', async () => {
    await open({ unknownPerAddress: 20 });
    const ann = await space.enter('ann');
    const all = await Promise.all(Array.from({ length: 300 }, dial));
    // An end that is answered has been taken in: what is open then is what was let in.
    await soon(() => expect(all.filter(({ socket }) => !socket.destroyed).length).toBeLessThanOrEqual(20));
    expect(await ann.codeOf('history', { conversationId: await ann.general(), limit: 1 })).toBe('granted');
    for (const { socket } of all) socket.destroy();
    await soon(lives);
  });

  it('of people who have signed in are bounded too', async () => {
    await open({ connectionsPerAddress: 12, unknownPerAddress: 6 });
    const ann = await space.enter('ann');
    const { accessToken: token } = ann.session;
    const results: string[] = [];
    for (let n = 0; n < 15; n++)
      results.push(
        await openSocket(space.server.url, { token, protocol: 1 }).then(
          (socket) => {
            opened.push({ destroy: () => socket.close() });
            return 'in';
          },
          () => 'out',
        ),
      );
    expect(results.filter((result) => result === 'in').length).toBeLessThanOrEqual(11);
    expect(results.filter((result) => result === 'in').length).toBeGreaterThan(6);
  });
});

describe('bombs', () => {
  it('of compression do not go off: nothing that comes in is unpacked', async () => {
    await open();
    const packed = gzipSync(Buffer.alloc(10_000_000, ' '));
    const headers = { 'content-encoding': 'gzip' };
    const answer = await fetch(`${space.server.url}/api/auth/login`, {
      method: 'POST',
      body: packed,
      headers,
    });
    expect(answer.status).toBe(400);
    const { socket } = await dialSocket({ perMessageDeflate: true });
    expect(socket.extensions).toBe('');
    // The first bit after FIN says that a frame is compressed (RFC 7692 §6), which was not agreed on.
    const bare = await dial();
    bare.socket.write(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n',
    );
    await soon(() => expect(bare.said()).toContain('101 Switching'));
    expect(bare.said()).not.toMatch(/sec-websocket-extensions/i);
    bare.socket.write(Buffer.from([0xc1, 0x81, 0, 0, 0, 0, 0x34]));
    await bare.gone;
    await lives();
  });

  it('of depth are refused, as text and with binary in it', async () => {
    await open();
    const mallory = await space.enter('mallory');
    const deep = '['.repeat(400_000) + ']'.repeat(400_000);
    const { socket, said, gone } = await dialSocket();
    socket.send(admission(mallory));
    await soon(() => expect(said.some((text) => text.startsWith('40'))).toBe(true));
    socket.send(`420["message:send",${deep}]`);
    await soon(() =>
      expect(said.some((text) => text.startsWith('430') && text.includes('invalid'))).toBe(true),
    );
    // What has binary in it is put together by walking it: this ends the connection, and nothing else.
    socket.send(`451-1["message:send",${deep}]`);
    socket.send(Buffer.from('x'));
    await gone;
    await lives();
    const body = await fetch(`${space.server.url}/api/auth/login`, {
      method: 'POST',
      body: '['.repeat(30_000) + ']'.repeat(30_000),
    });
    expect(body.status).toBe(400);
  });

  it('of a length that is none are refused, as requests, as bodies and at the door', async () => {
    await open();
    const mallory = await space.enter('mallory');
    const conversationId = await mallory.general();
    const none = { length: { toString: 1, valueOf: 1 } };
    const { codeOf } = mallory as { codeOf(name: string, payload: unknown): Promise<string> };
    const code = (name: string, payload: unknown) => codeOf.call(mallory, name, payload);
    expect(await code('message:send', { conversationId, clientId: uuid(), text: none })).toBe('invalid');
    expect(await code('member:add', { conversationId, userIds: none })).toBe('invalid');
    const body = JSON.stringify({ username: 'ann', password: none });
    const answer = await fetch(`${space.server.url}/api/auth/login`, { method: 'POST', body });
    expect(answer.status).toBe(400);
    const knocking = openSocket(space.server.url, { token: none, protocol: none });
    await expect(knocking).rejects.toThrow('unauthorized');
    const metrics = await (await fetch(`${space.server.url}/metrics`)).text();
    expect(metrics).toMatch(/^parley_errors_total 0$/m);
  });

  it('of length are refused and stored nowhere', async () => {
    await open();
    const mallory = await space.enter('mallory');
    const conversationId = await mallory.general();
    const text = 'x'.repeat(900_000);
    const before = await mallory.ask('history', { conversationId, limit: 10 });
    expect(await mallory.codeOf('message:send', { conversationId, clientId: uuid(), text })).toBe('invalid');
    expect(
      await mallory.codeOf('draft:save', { conversationId, clientId: uuid(), text, baseRevision: 0 }),
    ).toBe('invalid');
    expect(await mallory.ask('history', { conversationId, limit: 10 })).toEqual(before);
  });

  it('of binary that never comes hold up nobody but who announced it', async () => {
    await open();
    const mallory = await space.enter('mallory');
    const { socket, said, gone } = await dialSocket();
    socket.send(admission(mallory));
    await soon(() => expect(said.some((text) => text.startsWith('40'))).toBe(true));
    socket.send('4510-1["message:send",{"_placeholder":true,"num":0}]');
    await taken(socket, gone);
    expect(await mallory.codeOf('conversation:counts', {})).toBe('granted');
    socket.send('421["conversation:counts",{}]');
    await gone;
    await lives();
  });
});
