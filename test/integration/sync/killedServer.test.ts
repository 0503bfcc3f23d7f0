import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSocketTransport } from '../../../src/client/connection/socketTransport.ts';
import { createEngine } from '../../../src/client/createEngine.ts';
import type { Engine } from '../../../src/client/Engine.ts';
import { openCache } from '../../../src/main/cache/openCache.ts';
import { openOutbox } from '../../../src/main/cache/outbox/openOutbox.ts';
import { systemClock } from '../../../src/main/clock.ts';
import { fetchWithin } from '../../../src/main/fetchWithin.ts';
import type { ConversationId } from '../../../src/shared/model/ids.ts';
import type { Message } from '../../../src/shared/model/message.ts';
import { ServerProcess } from '../../support/space/ServerProcess.ts';

const SENDERS = 8;
const MESSAGES_EACH = 500;
const KILLS = 10;

const transport = createSocketTransport(fetchWithin);
let folder: string;
let server: ServerProcess;
let url: string;
let people: Sender[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-killed-'));
  await startServer(0);
});
afterEach(async () => {
  await Promise.all(people.map((person) => person.close()));
  people = [];
  await killServer();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts it on the folder there is; on any free port for 0. */
async function startServer(port: number): Promise<void> {
  const args = ['--port', `${port}`, '--data', join(folder, 'space'), '--registration', 'open'];
  ({ server, url } = await ServerProcess.start(args));
}

/** As a crash does: nothing is finished, nothing is said. */
async function killServer(): Promise<void> {
  const ended = server.ended();
  server.kill('SIGKILL');
  await ended;
}

/** One person with all that a desktop has: an engine, a cache and an outbox in files, a socket. */
class Sender {
  readonly engine: Engine;
  readonly close: () => Promise<void>;
  /** Messages that have left the outbox, because the server has them. */
  delivered = 0;

  private constructor(engine: Engine, close: () => Promise<void>) {
    this.engine = engine;
    this.close = close;
  }

  static async join(username: string): Promise<Sender> {
    const account = { username, displayName: username, password: 'correct horse battery' };
    const session = await transport.register(url, account);
    const health = await transport.health(url);
    if (!session.ok || !health.ok) throw new Error(`${username} could not join`);
    const { user } = session.data;
    let refreshToken: string | null = session.data.refreshToken;
    const cache = openCache(join(folder, `${username}.cache.sqlite`), user.id);
    const outbox = openOutbox(join(folder, `${username}.outbox.sqlite`));
    let sender: Sender | undefined;
    const engine = createEngine({
      spaceId: health.data.spaceId,
      userId: user.id,
      address: url,
      cache,
      outbox,
      transport,
      clock: systemClock,
      random: Math.random,
      vault: {
        read: async () => refreshToken,
        write: async (token) => {
          refreshToken = token;
        },
        clear: async () => {
          refreshToken = null;
        },
      },
      observer: {
        onDelta(delta) {
          if (delta.type === 'outbox.changed' && sender) sender.delivered += delta.removedIds.length;
        },
        onConnection() {},
        onName() {},
        onUnread() {},
        onArrival() {},
        onReport: ({ what, detail }) => {
          throw new Error(`${username}: ${what}: ${detail}`);
        },
      },
    });
    sender = new Sender(engine, async () => {
      await engine.stop();
      await cache.close();
      await outbox.close();
    });
    people.push(sender);
    await engine.start();
    return sender;
  }

  async history(conversationId: ConversationId): Promise<Message[]> {
    const messages: Message[] = [];
    for (let older = true; older; ) {
      const before = messages.at(0);
      const bound = before === undefined ? {} : { bound: { beforeSeq: before.seq } };
      const page = await this.engine.page({ conversationId, limit: 200, ...bound });
      messages.unshift(...page.messages);
      older = page.older;
    }
    return messages;
  }
}

const general = async (sender: Sender): Promise<ConversationId | undefined> =>
  (await sender.engine.content()).conversations.find(({ everyone, headSeq }) => everyone && headSeq > 0)?.id;

it('S2, S5: a server killed in the middle of it all, again and again, loses and doubles nothing', async () => {
  for (let number = 0; number < SENDERS; number++) await Sender.join(`sender-${number}`);
  await expect.poll(() => Promise.all(people.map(general)), { timeout: 20_000 }).not.toContain(undefined);
  const [conversationId] = await Promise.all(people.map(general));
  if (conversationId === undefined) throw new Error('no #general');

  const written = people.map(async ({ engine }, who) => {
    for (let number = 0; number < MESSAGES_EACH; number++) {
      await engine.sendMessage({ conversationId, text: `${who}: ${number}` });
    }
  });
  const delivered = () => people.reduce((sum, one) => sum + one.delivered, 0);
  const total = SENDERS * MESSAGES_EACH;
  for (let kill = 1; kill <= KILLS; kill++) {
    await expect
      .poll(delivered, { timeout: 60_000, interval: 2 })
      .toBeGreaterThan((total * kill) / (KILLS + 2));
    await killServer();
    await startServer(Number(new URL(url).port));
    for (const { engine } of people) engine.reconnect();
  }
  await Promise.all(written);
  await expect.poll(delivered, { timeout: 120_000 }).toBe(total);

  const heads = async () =>
    (await Promise.all(people.map(({ engine }) => engine.content()))).map(
      ({ conversations }) => conversations.find(({ id }) => id === conversationId)?.headSeq,
    );
  await expect.poll(async () => new Set(await heads()).size, { timeout: 20_000 }).toBe(1);
  const histories = await Promise.all(people.map((one) => one.history(conversationId)));
  const [first = []] = histories;
  for (const history of histories) expect(history).toEqual(first);
  expect(first).toHaveLength(total);
  for (const [who] of people.entries()) {
    const own = first.filter(({ text }) => text.startsWith(`${who}: `)).map(({ text }) => text);
    expect(own, 'each once, in the order it was written').toEqual(
      Array.from({ length: MESSAGES_EACH }, (_, number) => `${who}: ${number}`),
    );
  }
}, 300_000);
