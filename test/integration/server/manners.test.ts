import { pino } from 'pino';
import { io, type Socket } from 'socket.io-client';
import { v4 as uuid } from 'uuid';
import { afterEach, describe, expect, it } from 'vitest';
import type { ServerOptions } from '../../../src/server/startServer.ts';
import { figuresSchema } from '../../../src/shared/model/running.ts';
import { socketHealthSchema } from '../../../src/shared/protocol/http.ts';
import { createTestSpace } from '../../support/space/createTestSpace.ts';
import { openSocket, post, type RawClient } from '../../support/space/RawClient.ts';

let space: Awaited<ReturnType<typeof createTestSpace>>;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  await space.dispose();
});

async function open(options: Partial<ServerOptions> = {}) {
  space = await createTestSpace(options);
  return space.server.url;
}
const metric = async (line: RegExp) => {
  const text = await (await fetch(`${space.server.url}/metrics`)).text();
  return Number(line.exec(text)?.[1] ?? Number.NaN);
};
const say = (conversationId: string, text = 'good morning') => ({ conversationId, clientId: uuid(), text });

describe('a space tells how it does', () => {
  it('in /metrics: requests, how long they took, events, commits, pages of sync, refusals', async () => {
    await open({ limits: { send: { perSecond: 0.001, burst: 2 } } });
    const ann = await space.enter('ann');
    const general = await ann.general();
    await ann.send('message:send', say(general));
    await ann.send('message:send', say(general));
    expect(await ann.codeOf('message:send', say(general))).toBe('rate_limited');
    expect(await ann.codeOf('made:up', {})).toBe('invalid');
    expect(await metric(/^parley_connections (\d+)$/m)).toBe(1);
    expect(await metric(/^parley_requests_total\{request="message:send",outcome="ok"\} (\d+)$/m)).toBe(2);
    expect(await metric(/^parley_requests_total\{request="unknown",outcome="invalid"\} (\d+)$/m)).toBe(1);
    expect(await metric(/^parley_acknowledge_seconds_count\{request="message:send"\} (\d+)$/m)).toBe(3);
    expect(await metric(/^parley_events_total\{type="message\.created"\} (\d+)$/m)).toBe(2);
    expect(await metric(/^parley_commit_commands_sum (\d+)$/m)).toBeGreaterThanOrEqual(3);
    expect(await metric(/^parley_sync_pages_total (\d+)$/m)).toBe(1);
    expect(await metric(/^parley_rate_limited_total\{kind="send"\} (\d+)$/m)).toBe(1);
    expect(await metric(/^parley_errors_total (\d+)$/m)).toBe(0);
    expect(await metric(/^nodejs_eventloop_lag_p99_seconds ([\d.e-]+)$/m)).toBeGreaterThan(0);
  });

  it('in /api/socket/health: who is connected, and to how many streams', async () => {
    const url = await open();
    await space.enter('ann');
    const health = socketHealthSchema.parse(await (await fetch(`${url}/api/socket/health`)).json());
    // Directory, her own, #general.
    expect(health).toEqual({ status: 'ok', connections: 1, rooms: 3 });
  });
});

describe('/admin', () => {
  const watch = async (client: RawClient) => {
    const socket = await openSocket(`${space.server.url}/admin`, { token: client.session.accessToken });
    sockets.push(socket);
    return socket;
  };
  const gone = (socket: Socket) =>
    new Promise<string>((resolve) => socket.once('disconnect', (why) => resolve(why)));

  it('tells owners and admins what goes on, and nobody else', async () => {
    await open();
    const [ann, ben] = [await space.enter('ann'), await space.enter('ben')];
    const figures = new Promise((resolve) => {
      void watch(ann).then((socket) => socket.once('figures', resolve));
    });
    await expect(watch(ben)).rejects.toThrow('forbidden');
    await expect(openSocket(`${space.server.url}/admin`, { token: 'forged' })).rejects.toThrow(
      'unauthorized',
    );
    const told = figuresSchema.parse(await figures);
    expect(told).toMatchObject({ connections: 2, people: 2, rooms: 4 });
    expect(told.databaseBytes).toBeGreaterThan(4096);
    expect(told.memoryBytes).toBeGreaterThan(1_000_000);
  });

  it('cuts off who is an admin no more, and whose session ends', async () => {
    await open();
    const [ann, ben] = [await space.enter('ann'), await space.enter('ben')];
    await ann.ask('user:role', { userId: ben.userId, role: 'admin' });
    const demoted = gone(await watch(ben));
    await ann.ask('user:role', { userId: ben.userId, role: 'member' });
    expect(await demoted).toBe('io server disconnect');
    const signedOut = gone(await watch(ann));
    await post(space.server.url, '/api/auth/logout', { refreshToken: ann.session.refreshToken });
    expect(await signedOut).toBe('io server disconnect');
  });
});

describe('pages of other origins', () => {
  const from = (origin: string) => ({ headers: { origin } });
  const knock = (url: string, origin: string) => {
    const socket = io(url, { auth: {}, transports: ['websocket'], extraHeaders: { origin }, forceNew: true });
    sockets.push(socket);
    return new Promise<string>((resolve) => {
      socket.once('connect_error', (error) => resolve(error.message));
    });
  };
  const LET_IN = 'A valid access token is needed.';

  it('are kept out of both doors unless they are listed', async () => {
    const url = await open({ origins: ['https://chat.example.org'] });
    const allowed = async (origin: string) =>
      (await fetch(`${url}/health`, from(origin))).headers.get('access-control-allow-origin');
    expect(await allowed('https://chat.example.org')).toBe('https://chat.example.org');
    expect(await allowed('https://evil.example.org')).toBeNull();
    expect(await knock(url, 'https://chat.example.org')).toBe(LET_IN);
    expect(await knock(url, 'https://evil.example.org')).not.toBe(LET_IN);
    expect(await knock(url, 'null')).not.toBe(LET_IN);
  });

  it('make no account by a post that they do not see the answer of', async () => {
    const url = await open();
    const body = JSON.stringify({ username: 'eve', displayName: 'Eve', password: 'correct horse' });
    const register = (origin: string) =>
      fetch(`${url}/api/auth/register`, { method: 'POST', body, ...from(origin) });
    expect((await register('https://evil.example.org')).status).toBe(403);
    expect((await register(url)).status).toBe(201);
  });

  it('are told nothing where none is listed, and its own page is let in', async () => {
    const url = await open();
    const { headers } = await fetch(`${url}/health`, from('https://chat.example.org'));
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(await knock(url, 'https://chat.example.org')).not.toBe(LET_IN);
    expect(await knock(url, url)).toBe(LET_IN);
  });
});

describe('logs', () => {
  it('are of one shape, say what happened, and hold neither secrets nor what was said', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
    const url = await open({ log });
    const ann = await space.enter('ann');
    const secret = 'the combination is 4711';
    await ann.send('message:send', say(await ann.general(), secret));
    await ann.codeOf('message:send', { text: secret });
    const login = { username: 'ann', password: 'correct horse' };
    expect((await post(url, '/api/auth/login', { ...login, password: 'wrong horse' })).status).toBe(401);
    const { text } = await post(url, '/api/auth/login', login);
    await post(url, '/api/auth/refresh', { refreshToken: ann.session.refreshToken });
    await post(url, '/api/auth/login', `{"password": "${secret}"`);
    await fetch(`${url}/api/nothing?token=${secret}`);
    await space.dispose();
    const all = lines.join('');
    const { accessToken, refreshToken } = JSON.parse(text) as Record<string, string>;
    const secrets = [secret, 'correct horse', 'wrong horse', accessToken, refreshToken];
    for (const word of [
      ...secrets,
      ...Object.values(ann.session).filter((value) => typeof value === 'string'),
    ])
      expect(all).not.toContain(word);
    const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    for (const line of told)
      expect(line).toMatchObject({ level: expect.any(Number), msg: expect.any(String) });
    expect(told).toContainEqual(expect.objectContaining({ msg: 'Connected.', userId: ann.userId }));
    expect(told).toContainEqual(
      expect.objectContaining({ method: 'POST', path: '/api/auth/login', status: 401 }),
    );
  });
});
