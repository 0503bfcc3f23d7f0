import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { systemClock } from '../../src/server/clock.ts';
import type { Store } from '../../src/server/store/Store.ts';
import { openSqliteStore } from '../../src/server/store/sqlite/openSqliteStore.ts';
import { type ConversationId, clientIdSchema, type UserId } from '../../src/shared/model/ids.ts';
import { openDatabase } from '../../src/sqlite/openDatabase.ts';

const TEXT = 'x'.repeat(200);
/** So many writes are asked for in one turn, which is one commit. */
const AT_ONCE = 200;
const admission = { open: true, first: true, inviteHash: null };

/** A space's durable store in a temporary folder, which grows as it is told to. */
export async function inSpace<T>(run: (space: GrowingSpace) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(process.env['PARLEY_BENCH_DATA'] ?? tmpdir(), 'parley-growth-'));
  const database = openDatabase(join(folder, 'space.sqlite'), { synchronous: 'FULL', cacheKiB: 16 * 1024 });
  const store = openSqliteStore(database, { clock: systemClock });
  store.onCommit(() => undefined);
  try {
    return await run(new GrowingSpace(store));
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export class GrowingSpace {
  readonly store: Store;
  readonly people: UserId[] = [];
  #channels = 0;

  constructor(store: Store) {
    this.store = store;
  }

  async growPeople(count: number): Promise<void> {
    await inTurns(count - this.people.length, async () => {
      const username = `person-${this.people.length}-${v7().slice(-6)}`;
      const account = { username, displayName: username, passwordHash: 'hash', admission };
      this.people.push((await this.store.createAccount(account)).id);
    });
  }

  /** A private channel of the first so many people. */
  async channelOf(count: number): Promise<ConversationId> {
    await this.growPeople(count);
    const [owner, ...memberIds] = this.people.slice(0, count);
    if (owner === undefined) throw new Error('A channel needs somebody.');
    this.#channels += 1;
    const { id } = await this.store.createConversation(owner, {
      ...{ kind: 'channel', name: `room ${this.#channels}`, private: true, clientId: newClientId() },
    });
    for (let at = 0; at < memberIds.length; at += AT_ONCE)
      await this.store.addMembers(owner, {
        ...{ conversationId: id, userIds: memberIds.slice(at, at + AT_ONCE) },
      });
    return id;
  }

  /** Sends so many messages, in turn by all who are named. */
  async send(conversationId: ConversationId, count: number, by: readonly UserId[]): Promise<void> {
    let sent = 0;
    await inTurns(count, async () => {
      const author = by[sent++ % by.length];
      if (author === undefined) throw new Error('Somebody has to write.');
      await this.store.sendMessage(author, { conversationId, clientId: newClientId(), text: TEXT });
    });
  }
}

const newClientId = () => clientIdSchema.parse(v7());

async function inTurns(count: number, act: () => Promise<void>): Promise<void> {
  for (let left = count; left > 0; left -= AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(left, AT_ONCE) }, act));
}
