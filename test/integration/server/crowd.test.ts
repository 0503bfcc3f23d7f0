import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { defaultConnectionLimits } from '../../../src/server/limits.ts';
import { soon } from '../../support/soon.ts';
import { RawClient } from '../../support/space/RawClient.ts';
import { ServerProcess } from '../../support/space/ServerProcess.ts';

const CONNECTIONS = 10_000;
/** So many are dialled at once: what a server keeps in its backlog. */
const WAVE = 400;

/** Dials once; resolves when it is known that somebody listens. */
async function dial(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  await Promise.race([once(socket, 'connect'), new Promise((resolve) => socket.once('close', resolve))]);
  return socket;
}

/** What a stranger is answered who comes from this address; `undefined` for who is hung up on. */
function health(port: number, localAddress: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const asked = request(
      { host: '127.0.0.1', port, localAddress, path: '/health', agent: false },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      },
    );
    asked.on('error', () => resolve(undefined));
    asked.end();
  });
}

it('ten thousand connections from one address are a thousand at most, and those who are in and others elsewhere notice nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-crowd-'));
  // Nobody is dropped for being silent while the others are still dialling.
  const limits = join(folder, 'limits.json');
  writeFileSync(limits, JSON.stringify({ headersTimeoutMs: 600_000, requestTimeoutMs: 600_000 }));
  const args = ['--data', join(folder, 'data'), '--registration', 'open', '--port', '0', '--limits', limits];
  const { server, url } = await ServerProcess.start(args);
  const port = Number(new URL(url).port);
  const all: Socket[] = [];
  const open = () => all.filter((socket) => !socket.destroyed).length;
  try {
    const ann = await RawClient.register(url, 'ann');
    await ann.connect(url);
    const conversationId = await ann.general();
    while (all.length < CONNECTIONS)
      all.push(...(await Promise.all(Array.from({ length: WAVE }, () => dial(port)))));

    const { unknownPerAddress } = defaultConnectionLimits;
    await soon(() => expect(open()).toBeLessThanOrEqual(unknownPerAddress));
    // What the ways in have left open behind them are strangers too, and leave room for another as they end.
    expect(open()).toBeGreaterThan(unknownPerAddress - 50);
    await soon(async () => {
      all.push(await dial(port));
      expect(await health(port, '127.0.0.1')).toBeUndefined();
    });
    expect(await ann.codeOf('history', { conversationId, limit: 1 })).toBe('granted');
    // All of 127.0.0.0/8 is this computer on Linux alone.
    if (process.platform === 'linux') expect(await health(port, '127.0.0.2')).toBe(200);

    for (const socket of all) socket.destroy();
    await soon(async () => expect(await health(port, '127.0.0.1')).toBe(200));
  } finally {
    for (const socket of all) socket.destroy();
    server.kill('SIGTERM');
    const { stderr } = await server.ended();
    rmSync(folder, { recursive: true, force: true });
    expect(stderr).not.toMatch(/error/i);
  }
});
