import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ConversationId, clientIdSchema } from '../../../src/shared/model/ids.ts';
import { createSluice } from '../../support/space/createSluice.ts';
import { createTestSpace } from '../../support/space/createTestSpace.ts';
import { LivePerson } from '../../support/space/LivePerson.ts';

/** More than this and what the system holds for a connection, some megabytes, is written while one does not read. */
const MAX_BACKLOG = 500_000;
const LONG = '0123456789'.repeat(2000);
const MANY = 1500;

let folder: string;
let space: Awaited<ReturnType<typeof createTestSpace>>;
let sluice: Awaited<ReturnType<typeof createSluice>>;
let ben: LivePerson;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-slow-'));
  const plenty = { perSecond: 1e6, burst: 1e6 };
  // Pings that stay unanswered must not be what ends the link here.
  const patient = { pingIntervalMs: 600_000, pingTimeoutMs: 600_000 };
  const limits = { send: plenty, maxBacklogBytes: MAX_BACKLOG, ...patient };
  space = await createTestSpace({ limits });
  sluice = await createSluice(space.server.url);
});
afterEach(async () => {
  await ben.close();
  await sluice.close();
  await space.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const metric = async (name: string): Promise<number> => {
  const text = await (await fetch(`${space.server.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)`, 'm').exec(text)?.[1]);
};

it('who does not read cannot fill the server: they are cut off, and catch up when they come back', async () => {
  const ann = await space.enter('ann');
  ben = await LivePerson.register(sluice.url, folder, 'ben');
  await expect.poll(() => ben.general()).toBeDefined();
  const conversationId = (await ben.general()) ?? ('' as ConversationId);
  expect(space.server.connections()).toBe(2);

  sluice.shut();
  for (let number = 0; number < MANY; number++) {
    const clientId = clientIdSchema.parse(v7());
    await ann.ask('message:send', { conversationId, clientId, text: `${number} ${LONG}`.slice(0, 20_000) });
  }
  expect(await metric('parley_slow_readers_total')).toBe(1);
  expect(space.server.connections(), 'and who reads goes on').toBe(1);

  sluice.open();
  ben.engine.reconnect();
  await expect
    .poll(
      async () => (await ben.engine.content()).conversations.find(({ id }) => id === conversationId)?.headSeq,
    )
    .toBeGreaterThan(MANY);
  const history = await ben.history(conversationId);
  expect(history.map(({ text }) => Number.parseInt(text, 10))).toEqual([...Array(MANY).keys()]);
});

it('one who reads is given what is longer than that at once', async () => {
  const ann = await space.enter('ann');
  ben = await LivePerson.register(sluice.url, folder, 'ben');
  await expect.poll(() => ben.general()).toBeDefined();
  const conversationId = (await ben.general()) ?? ('' as ConversationId);
  for (let number = 0; number < 100; number++) {
    const clientId = clientIdSchema.parse(v7());
    await ann.ask('message:send', { conversationId, clientId, text: LONG });
  }
  const { messages } = await ann.ask('history', { conversationId, limit: 200 });
  expect(messages.length * LONG.length, 'more than may wait').toBeGreaterThanOrEqual(MAX_BACKLOG);
  expect(await metric('parley_slow_readers_total')).toBe(0);
});
