import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheMigrations } from '../../src/main/cache/migrations.ts';
import { openCache } from '../../src/main/cache/openCache.ts';
import { SqliteCache } from '../../src/main/cache/SqliteCache.ts';
import { v1 } from '../../src/main/cache/v1.ts';
import type { Seq } from '../../src/shared/model/ids.ts';
import type { Message } from '../../src/shared/model/message.ts';
import { conversationStream } from '../../src/shared/model/stream.ts';
import { migrate } from '../../src/sqlite/migrate.ts';
import { type Database, openDatabase } from '../../src/sqlite/openDatabase.ts';
import {
  changed,
  channel,
  conversationId,
  created,
  deleted,
  edited,
  event,
  me,
  message,
  read,
  snapshotOf,
} from './builders.ts';

const garden = conversationId(1);
const stream = conversationStream(garden);
const texts = (count: number, text: (seq: Seq) => string): Message[] =>
  Array.from({ length: count }, (_, index) => message(garden, index + 1, { text: text(index + 1) }));

describe('the search index of the SQLite cache', () => {
  let folder = '';
  let path = '';
  let database: Database;
  let cache: SqliteCache;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-search-'));
    path = join(folder, 'cache.sqlite');
    database = openDatabase(path, { synchronous: 'NORMAL' });
    migrate(database, cacheMigrations);
    cache = new SqliteCache(database, me);
  });
  afterEach(async () => {
    await cache.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const enter = (messages: Message[], head = messages.length) =>
    cache.applySnapshot(stream, snapshotOf(channel(garden), messages, 1, read(head, 0, head, 1)), head);
  const catchUp = () => {
    while (cache.indexMore());
  };
  /** Every word that the index itself holds, whether or not anything leads to it. */
  const wordsHeld = (): Set<string> =>
    new Set(database.prepare<[], string>('SELECT DISTINCT term FROM message_word').pluck().all());
  const count = async (text: string) =>
    (await cache.search({ text, conversationId: null, before: null, limit: 1000 })).messages.length;

  it('S4: holds nothing of a text that was edited or deleted', async () => {
    await enter([message(garden, 1, { text: 'alpha stays' }), message(garden, 2, { text: 'bravo leaves' })]);
    catchUp();
    expect(wordsHeld()).toContain('bravo');
    await cache.applyEvents(stream, [
      edited(changed(message(garden, 1, { text: 'alpha stays' }), 3, 'charlie stays')),
      deleted(changed(message(garden, 2), 4, '')),
    ]);
    catchUp();
    expect(wordsHeld()).toEqual(new Set([expect.stringMatching(/^\ue000/), 'charlie', 'stays']));
  });

  it('S4: holds nothing of what has expired, few or many', async () => {
    await enter(texts(900, (seq) => `common unique${seq}`));
    catchUp();
    await cache.applyEvents(stream, [event(stream, 901, 'messages.expired', { throughSeq: 10 })]);
    catchUp();
    expect([...wordsHeld()].filter((word) => /^unique\d$|^unique10$/.test(word))).toEqual([]);
    await cache.applyEvents(stream, [event(stream, 902, 'messages.expired', { throughSeq: 600 })]);
    // So much at once is not even marked: the index begins anew.
    expect(wordsHeld()).toEqual(new Set());
    catchUp();
    expect(wordsHeld().size).toBe(300 + 2);
    expect(await count('common')).toBe(300);
  });

  it('S10, S11: holds nothing after a snapshot without it, nor after a reset', async () => {
    await enter([message(garden, 1, { text: 'yankee' })]);
    catchUp();
    await enter([message(garden, 2, { text: 'zulu' })], 2);
    catchUp();
    expect(wordsHeld()).not.toContain('yankee');
    await cache.reset();
    expect(wordsHeld()).toEqual(new Set());
  });

  it('S4: leaves no word of a deleted message in the file', async () => {
    await cache.close();
    cache = openCache(path, me);
    await enter([message(garden, 1, { text: 'xylophone serenade' }), message(garden, 2)]);
    catchUp();
    await cache.applyEvents(stream, [deleted(changed(message(garden, 1), 3, ''))]);
    catchUp();
    await cache.close();
    expect(readFileSync(path).includes('serenade')).toBe(false);
    expect(readFileSync(path).includes('xyl')).toBe(false);
    cache = openCache(path, me);
  });

  it('is sound after much was put in, changed and taken out', async () => {
    await enter(texts(600, (seq) => `number ${seq} of ${seq % 7} plums`));
    catchUp();
    const changes = Array.from({ length: 120 }, (_, index) => {
      const before = message(garden, index * 5 + 1, { text: `number ${index * 5 + 1}` });
      return index % 2 === 0
        ? deleted(changed(before, 601 + index, ''))
        : edited(changed(before, 601 + index, `changed ${index} pears`));
    });
    await cache.applyEvents(stream, changes);
    catchUp();
    expect(await count('pears')).toBe(60);
    expect(await count('plums')).toBe(480);
    // A contentless index cannot be compared with its texts, but its own structure is looked through.
    database.exec("INSERT INTO message_words (message_words, rank) VALUES ('integrity-check', 0)");
  });

  it('is made of what a cache of the first version holds', async () => {
    const old = openDatabase(join(folder, 'old.sqlite'), { synchronous: 'NORMAL' });
    migrate(old, [v1]);
    old.exec(`
      INSERT INTO space (one, me) VALUES (1, '${me}');
      INSERT INTO stream (name, cursor) VALUES ('${stream}', 2);
      INSERT INTO conversation (id, kind, name, private, everyone, member_ids, created_by, created_at, joined)
        VALUES ('${garden}', 'channel', 'garden', 0, 0, '[]', '${me}', 1, 1);
      INSERT INTO held (conversation, from_seq, to_seq) SELECT key, 1, 2 FROM conversation;
      INSERT INTO message (place, changed_seq, author_id, id, client_id, created_at, mentions, text)
        SELECT (key << 32) + 2, 2, '${me}', '${message(garden, 2).id}', '${message(garden, 2).clientId}', 5, '[]', 'carrots'
        FROM conversation;
    `);
    migrate(old, cacheMigrations);
    const opened = new SqliteCache(old, me);
    const found = await opened.search({ text: 'carrot', conversationId: garden, before: null, limit: 5 });
    expect(found.messages).toMatchObject([{ seq: 2, text: 'carrots' }]);
    await opened.close();
  });

  it('finds what was written while it was put off, and says when it is not yet complete', async () => {
    await enter(texts(40, (seq) => `late ${seq}`));
    await cache.applyEvents(stream, [created(message(garden, 41, { text: 'latest of all' }))]);
    const page = await cache.search({ text: 'late', conversationId: null, before: null, limit: 2 });
    expect(page).toMatchObject({ complete: true, messages: [{ seq: 41 }, { seq: 40 }] });
  });
});
