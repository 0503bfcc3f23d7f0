import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cacheMigrations } from '../../src/main/cache/migrations.ts';
import { openCache } from '../../src/main/cache/openCache.ts';
import type { UserId } from '../../src/shared/model/ids.ts';
import { conversationStream } from '../../src/shared/model/stream.ts';
import { migrate } from '../../src/sqlite/migrate.ts';
import { IN_MEMORY, openDatabase } from '../../src/sqlite/openDatabase.ts';
import { ada, channel, conversationId, me, message, read, snapshotOf } from './builders.ts';
import { cacheContract } from './cache.contract.ts';
import { cacheGuestsContract } from './cacheGuests.contract.ts';
import { cacheMarksContract } from './cacheMarks.contract.ts';
import { cacheReadingContract } from './cacheReading.contract.ts';

let folder = '';
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-cache-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function open(me: UserId) {
  files += 1;
  const path = join(folder, `${files}.sqlite`);
  const cache = openCache(path, me);
  const reopen = async () => {
    await cache.close();
    return openCache(path, me);
  };
  return { cache, reopen };
}

cacheContract('SQLite', open);
cacheGuestsContract('SQLite', open);
cacheMarksContract('SQLite', open);
cacheReadingContract('SQLite', open);

it('counts the unread mentions that a cache of version 4 holds', () => {
  const database = openDatabase(IN_MEMORY, { synchronous: 'NORMAL' });
  migrate(database, cacheMigrations.slice(0, 4));
  database.exec(`
    INSERT INTO space (one, me) VALUES (1, '${me}');
    INSERT INTO conversation (key, id, kind, private, everyone, member_ids, created_by, created_at, base, local_read_seq, unread)
      VALUES (1, 'a', 'channel', 0, 0, '[]', '${ada}', 1, '{"readSeq":1}', 2, 4),
        (2, 'b', 'channel', 0, 0, '[]', '${ada}', 1, '{"readSeq":0}', NULL, 1),
        (3, 'c', 'channel', 0, 0, '[]', '${ada}', 1, NULL, NULL, 0);`);
  const add = database.prepare(
    `INSERT INTO message (place, changed_seq, deleted_at, author_id, id, client_id, created_at, mentions, text, extras)
     VALUES (?, 1, ?, ?, ?, 'x', 1, ?, '', ?)`,
  );
  const named = JSON.stringify([me]);
  const rows: [
    key: number,
    seq: number,
    deletedAt: number | null,
    author: string,
    mentions: string,
    extras: string | null,
  ][] = [
    [1, 2, null, ada, named, null],
    [1, 3, null, ada, named, null],
    [1, 4, null, ada, '[]', '{"audience":"everyone"}'],
    [1, 5, null, ada, '[]', null],
    [1, 6, null, me, named, null],
    [1, 7, 9, ada, named, null],
    [1, 8, null, ada, named, '{"notice":{"type":"left"}}'],
    [2, 1, null, ada, '[]', null],
  ];
  for (const [key, seq, deletedAt, author, mentions, extras] of rows)
    add.run(key * 2 ** 32 + seq, deletedAt, author, `${key}-${seq}`, mentions, extras);
  migrate(database, cacheMigrations);
  const counts = database.prepare('SELECT unread_mentions FROM conversation ORDER BY key').pluck().all();
  expect(counts).toEqual([2, 0, 0]);
  database.close();
});

it('moves a long log into the file when there is time, and leaves a short one', async () => {
  const [short, long] = [conversationId(1), conversationId(2)];
  const path = join(folder, 'log.sqlite');
  const cache = openCache(path, me);
  const fill = (id: typeof short, count: number) => {
    const messages = Array.from({ length: count }, (_, index) => {
      return message(id, index + 1, { text: 'to be moved '.repeat(100) });
    });
    const snapshot = snapshotOf(channel(id), messages, 1, read(count, 0, count, 1));
    return cache.applySnapshot(conversationStream(id), snapshot, count);
  };
  /** Messages in the file itself, whatever the log beside it has. */
  const inFile = () => {
    const alone = join(folder, 'alone.sqlite');
    copyFileSync(path, alone);
    const database = openDatabase(alone, { synchronous: 'NORMAL' });
    const hasTable =
      database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'message'").get() !== undefined;
    const count = hasTable ? database.prepare('SELECT count(*) FROM message').pluck().get() : 0;
    database.close();
    return count;
  };
  await fill(short, 10);
  cache.shortenLog();
  expect(inFile()).toBe(0);
  await fill(long, 5_000);
  expect(inFile()).toBe(0);
  cache.shortenLog();
  expect(inFile()).toBe(5_010);
  await cache.close();
});
