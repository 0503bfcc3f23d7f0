import { join } from 'node:path';
import type { Cache } from '../../src/client/cache/Cache.ts';
import { cacheMigrations } from '../../src/main/cache/migrations.ts';
import type { Message } from '../../src/shared/model/message.ts';
import { conversationStream } from '../../src/shared/model/stream.ts';
import { migrate } from '../../src/sqlite/migrate.ts';
import { type Database, openDatabase } from '../../src/sqlite/openDatabase.ts';
import type { Suite } from '../Suite.ts';
import { ratioOf, shown, spread } from '../statistics.ts';
import { inFolder, openInWorker } from './caches.ts';
import { conversation, created, emptySnapshot, message } from './messages.ts';

/** Events in one reply to `sync`. */
const PAGE = 500;
const place = conversation(1);

/**
 * Coming back after an absence: missed messages go into the worker's cache in pages of 500, the next on its
 * way while one is applied, until the newest page reads; against a plain prepared INSERT of the same rows into
 * the same tables, a transaction for a page, on the database as it comes. A B A B.
 */
export const resync: Suite = ({ quick, print }) =>
  inFolder(async (folder) => {
    const missed = quick ? 2_000 : 10_000;
    const rounds = quick ? 2 : 15;
    const storage = await openInWorker(join(folder, 'ours.sqlite'));
    const database = openDatabase(join(folder, 'raw.sqlite'), { synchronous: 'NORMAL' });
    migrate(database, cacheMigrations);
    const ours: number[] = [];
    const raw: number[] = [];
    // The first round only warms up.
    for (let round = 0; round <= rounds; round += 1) {
      const times = [insertRaw(database, missed), await catchUp(storage.cache, missed)] as const;
      if (round === 0) continue;
      raw.push(times[0]);
      ours.push(times[1]);
    }
    database.close();
    await storage.close();
    const ratio = ratioOf(ours, raw);
    print(`${missed} missed messages: ${shown(spread(ours), 1)} ms, raw insert ${shown(spread(raw), 1)} ms`);
    print(`  ratio ${shown(ratio)} (goal at most 1.3)`);
    return [
      { name: `${missed} missed messages until readable / raw insert`, ...ratio, unit: '×', goal: 1.3 },
      { name: `${missed} missed messages until readable`, ...spread(ours), unit: 'ms' },
    ];
  });

async function catchUp(cache: Cache, missed: number): Promise<number> {
  await cache.reset();
  const stream = conversationStream(place.id);
  await cache.applySnapshot(stream, emptySnapshot(place), 1);
  const events = created(place, 2, missed + 1);
  const start = performance.now();
  let before: Promise<unknown> = Promise.resolve();
  for (let from = 0; from < missed; from += PAGE) {
    const applied = cache.applyEvents(stream, events.slice(from, from + PAGE));
    await before;
    before = applied;
  }
  await before;
  const page = await cache.page(place.id, undefined, 50);
  if (page.messages.at(-1)?.seq !== missed + 1) throw new Error('The newest page is not the newest.');
  return performance.now() - start;
}

function insertRaw(database: Database, missed: number): number {
  database.exec('DELETE FROM message');
  const insert = database.prepare(
    `INSERT INTO message (place, changed_seq, deleted_at, author_id, id, client_id, reply_to, created_at, edited_at,
       mentions, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertPage = database.transaction((messages: Message[]) => {
    for (const { seq, changedSeq, deletedAt, authorId, id, clientId, replyTo, ...rest } of messages) {
      const { createdAt, editedAt, mentions, text } = rest;
      insert.run(
        seq,
        changedSeq,
        deletedAt,
        authorId,
        id,
        clientId,
        replyTo,
        createdAt,
        editedAt,
        JSON.stringify(mentions),
        text,
      );
    }
  });
  const messages = Array.from({ length: missed }, (_, index) => message(place, index + 2));
  const start = performance.now();
  for (let from = 0; from < missed; from += PAGE) insertPage(messages.slice(from, from + PAGE));
  return performance.now() - start;
}
