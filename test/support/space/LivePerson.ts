import { join } from 'node:path';
import { createEngine } from '../../../src/client/createEngine.ts';
import type { Arrival, Engine } from '../../../src/client/Engine.ts';
import { openCache } from '../../../src/main/cache/openCache.ts';
import { openOutbox } from '../../../src/main/cache/outbox/openOutbox.ts';
import { systemClock } from '../../../src/main/clock.ts';
import { createTransports } from '../../../src/main/trust/createTransports.ts';
import type { SpaceDelta } from '../../../src/shared/ipc/deltas.ts';
import type { ConversationId, UserId } from '../../../src/shared/model/ids.ts';
import type { Message } from '../../../src/shared/model/message.ts';
import type { Session } from '../../../src/shared/protocol/http.ts';

const transport = createTransports()(null);
const PASSWORD = 'correct horse battery';

/** One person on one device with all that a desktop has: an engine, a cache and an outbox in files, a socket. */
export class LivePerson {
  readonly engine: Engine;
  readonly userId: UserId;
  readonly deltas: SpaceDelta[] = [];
  readonly arrivals: Arrival[] = [];
  /** When it was noticed that the server's data has another past, in UTC ms. */
  readonly restored: number[] = [];
  /** Messages that have left the outbox, because the server has them. */
  delivered = 0;
  readonly close: () => Promise<void>;

  private constructor(engine: Engine, userId: UserId, close: () => Promise<void>) {
    this.engine = engine;
    this.userId = userId;
    this.close = close;
  }

  /** Makes an account in the space at `url`, and connects; files are in `folder`, under the device's name. */
  static async register(url: string, folder: string, username: string): Promise<LivePerson> {
    const account = { username, displayName: username, password: PASSWORD };
    const session = await transport.register(url, account);
    if (!session.ok) throw new Error(`${username} could not register: ${JSON.stringify(session.failure)}`);
    return LivePerson.open(url, join(folder, username), session.data);
  }

  /** Signs in on another device of the same person. */
  static async signIn(url: string, folder: string, username: string, device: string): Promise<LivePerson> {
    const session = await transport.login(url, { username, password: PASSWORD, device });
    if (!session.ok) throw new Error(`${username} could not sign in: ${JSON.stringify(session.failure)}`);
    return LivePerson.open(url, join(folder, `${username}-${device}`), session.data);
  }

  private static async open(url: string, files: string, { user, ...session }: Session): Promise<LivePerson> {
    const health = await transport.health(url);
    if (!health.ok) throw new Error(`There is no space at ${url}.`);
    let refreshToken: string | null = session.refreshToken;
    const cache = openCache(`${files}.cache.sqlite`, user.id);
    const outbox = openOutbox(`${files}.outbox.sqlite`);
    let person: LivePerson | undefined;
    const engine = createEngine({
      ...{ spaceId: health.data.spaceId, userId: user.id, address: url },
      ...{ cache, outbox, transport, clock: systemClock, random: Math.random },
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
          person?.deltas.push(delta);
          if (delta.type === 'outbox.changed' && person) person.delivered += delta.removedIds.length;
        },
        onConnection() {},
        onName() {},
        onUnread() {},
        onArrival: (arrival) => person?.arrivals.push(arrival),
        onRestored: () => person?.restored.push(Date.now()),
        onReport: ({ what, detail }) => {
          throw new Error(`${user.username}: ${what}: ${detail}`);
        },
      },
    });
    person = new LivePerson(engine, user.id, async () => {
      await engine.stop();
      await cache.close();
      await outbox.close();
    });
    await engine.start();
    return person;
  }

  /** The id of `#general`, once it is here. */
  async general(): Promise<ConversationId | undefined> {
    const { conversations } = await this.engine.content();
    return conversations.find(({ everyone, headSeq }) => everyone && headSeq > 0)?.id;
  }

  /** All messages of a conversation. */
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
