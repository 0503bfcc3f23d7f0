import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConversationId, clientIdSchema } from '../../../src/shared/model/ids.ts';
import type { Session } from '../../../src/shared/protocol/http.ts';
import { createSluice } from '../../support/space/createSluice.ts';
import { RawClient } from '../../support/space/RawClient.ts';
import { ServerProcess } from '../../support/space/ServerProcess.ts';

const MB = 1_000_000;
/** How many devices do not read, and how often something is done before they must have been cut off. */
const DEAF = 20;
const ROUNDS = 100;
/** What may be queued for one socket here, and how much one packet may go over it. */
const MAX_BACKLOG = MB;
const LAST_PACKET = 700_000;
/** More devices of one person than this may have no more waiting together when they ask than so many. */
const FEW = 4;
/** What the server may come to need besides what waits: what it is just making, and garbage. */
const ROOM = 100 * MB;

let folder: string;
let server: ServerProcess;
let url: string;
let sluice: Awaited<ReturnType<typeof createSluice>>;
const clients = new Set<RawClient>();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-memory-'));
  const plenty = { perSecond: 1e6, burst: 1e6 };
  // Pings that stay unanswered must not be what ends a link here.
  const patient = { pingIntervalMs: 600_000, pingTimeoutMs: 600_000 };
  const limits = join(folder, 'limits.json');
  writeFileSync(
    limits,
    JSON.stringify({ send: plenty, read: plenty, maxBacklogBytes: MAX_BACKLOG, ...patient }),
  );
  const args = ['--port', '0', '--data', join(folder, 'data'), '--registration', 'open', '--web', 'off'];
  ({ server, url } = await ServerProcess.start([...args, '--limits', limits]));
  sluice = await createSluice(url);
});
afterEach(async () => {
  for (const client of clients) client.close();
  clients.clear();
  await sluice.close();
  server.kill('SIGTERM');
  await server.ended();
  rmSync(folder, { recursive: true, force: true });
});

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
}

/** What the server's process has in RAM, in bytes, or the most that it ever had. */
function memory(which: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  return Number(new RegExp(`^${which}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) * 1024;
}

async function enter(session: Session, address = url): Promise<RawClient> {
  const client = new RawClient(url, session);
  await client.connect(address);
  clients.add(client);
  return client;
}

const write = (ann: RawClient, conversationId: ConversationId, count: number): Promise<unknown> =>
  Promise.all(
    Array.from({ length: count }, () => {
      const clientId = clientIdSchema.parse(v7());
      return ann.ask('message:send', { conversationId, clientId, text: 'x'.repeat(20_000) });
    }),
  );

/** Ann, who reads, and devices of Ben's, who do not. */
async function meet() {
  const [ann, ben] = [await RawClient.register(url, 'ann'), await RawClient.register(url, 'ben')];
  const reader = await enter(ann.session);
  const conversationId = await reader.general();
  const deaf: RawClient[] = [];
  for (let device = 0; device < DEAF; device++) deaf.push(await enter(ben.session, sluice.url));
  sluice.shut();
  return { reader, conversationId, deaf };
}

/** Does something over and over until only Ann is left; tells the most that waited, and by how much the memory grew. */
async function untilCutOff(act: () => Promise<unknown>) {
  const before = memory('VmRSS');
  let waited = 0;
  for (let round = 0; round < ROUNDS && (await metric('parley_connections')) > 1; round++) {
    await act();
    waited = Math.max(waited, await metric('parley_backlog_bytes'));
  }
  return { waited, grown: memory('VmHWM') - before };
}

async function expectBounded(
  { waited, grown }: { waited: number; grown: number },
  most: number,
): Promise<void> {
  expect(waited, 'something waited').toBeGreaterThan(MAX_BACKLOG);
  expect(waited).toBeLessThanOrEqual(most);
  expect(grown).toBeLessThan(most + ROOM);
  expect(await metric('parley_slow_readers_total')).toBe(DEAF);
  expect(await metric('parley_backlog_bytes'), 'nothing waits for who is gone').toBe(0);
}

describe.skipIf(process.platform !== 'linux')('what waits for devices that do not read', () => {
  it('is bounded for each in a flood, in which those who read lose nothing', async () => {
    const { reader, conversationId } = await meet();
    let sent = 0;
    const flood = async () => {
      await write(reader, conversationId, 25);
      sent += 25;
    };
    // As much as may be queued may have been handed to a connection before.
    await expectBounded(await untilCutOff(flood), DEAF * 2 * (MAX_BACKLOG + LAST_PACKET));
    expect(reader.events.filter(({ type }) => type === 'message.created')).toHaveLength(sent);
  });

  it('is bounded for each person where they ask for more and more', async () => {
    const { reader, conversationId, deaf } = await meet();
    await write(reader, conversationId, 30);
    const ask = async () => {
      for (const { socket } of deaf) socket.emit('history', { conversationId, limit: 200 }, () => undefined);
    };
    await expectBounded(await untilCutOff(ask), FEW * MAX_BACKLOG + DEAF * LAST_PACKET);
    expect(await reader.general(), 'who reads goes on').toBe(conversationId);
  });
});
