import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStorage, type Storage } from '../../src/main/cache/worker/openStorage.ts';
import { setAside } from '../../src/main/files/setAside.ts';
import { conversationStream } from '../../src/shared/model/stream.ts';
import { openDatabase } from '../../src/sqlite/openDatabase.ts';
import { columnsOf } from '../support/damage/scribbleRows.ts';
import { channel, conversationId, created, me, message, read, snapshotOf } from './builders.ts';

const workerPath = join(import.meta.dirname, '../../src/main/cache/worker/storage.worker.ts');
const garden = conversationId(1);
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-scribbled-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let damaged: string[] = [];
function open(name: string): Promise<Storage> {
  const paths = {
    cachePath: join(folder, `${name}-cache.sqlite`),
    outboxPath: join(folder, `${name}-outbox.sqlite`),
  };
  damaged = [];
  return openStorage({
    workerPath,
    ...paths,
    me,
    onDamaged: (store) => damaged.push(store),
    onCrashed: (error) => damaged.push(String(error)),
  });
}

async function fill({ cache, outbox }: Storage): Promise<void> {
  const stream = conversationStream(garden);
  await cache.applySnapshot(stream, snapshotOf(channel(garden), [], 1, read(0, 0, 1, 1)), 1);
  await cache.applyEvents(
    stream,
    [2, 3].map((seq) => created(message(garden, seq, { text: 'Hello' }))),
  );
  for (const at of [1, 2])
    await outbox.saveDraft({
      conversationId: conversationId(at),
      text: 'half a thought',
      replyTo: null,
      base: { text: '', replyTo: null, revision: 0 },
      sent: null,
    });
}

function scribble(path: string, table: string, column: string, value: string): void {
  const database = openDatabase(path, { synchronous: 'NORMAL' });
  database.pragma('ignore_check_constraints = ON');
  try {
    // One row is enough, and leaves the others to be read.
    database
      .prepare(`UPDATE "${table}" SET "${column}" = ? WHERE rowid = (SELECT min(rowid) FROM "${table}")`)
      .run(value);
  } catch {
    database.prepare(`UPDATE OR REPLACE "${table}" SET "${column}" = ?`).run(value);
  }
  database.close();
}

/** What a start and a first look ask of a cache. */
const look = async ({ cache }: Storage): Promise<unknown[]> => [
  await cache.load(),
  await cache.page(garden, undefined, 50),
  await cache.members(garden),
];

describe('a cache with rows that something else has written over', () => {
  it('is read, or said to be damaged: nothing else comes of it, whichever column it is', async () => {
    const first = await open('columns');
    await fill(first);
    await first.close();
    const path = join(folder, 'columns-cache.sqlite');
    const columns = columnsOf(path).filter(({ type }) => type === 'TEXT');
    expect(columns.length).toBeGreaterThan(10);
    let healed = 0;
    for (const [index, { table, column }] of columns.entries()) {
      const value = index % 2 === 0 ? '{"__proto__":{"x":1}}' : '\u0000[[[';
      const name = `scribbled-${index}`;
      const scribbled = join(folder, `${name}-cache.sqlite`);
      copyFileSync(path, scribbled);
      scribble(scribbled, table, column, value);
      const again = await open(name);
      healed += again.setAside.length;
      const outcome = await look(again).then(
        () => 'read',
        (error: { code?: string }) => error.code,
      );
      expect(['read', 'damaged'], `${table}.${column}`).toContain(outcome);
      if (outcome === 'damaged') {
        expect(damaged).toContain('cache');
        healed += 1;
      }
      await again.close();
    }
    expect(healed).toBeGreaterThan(5);
  });

  it('is set aside once: damage that comes again fills no disk', async () => {
    const path = join(folder, 'again-cache.sqlite');
    for (let time = 0; time < 5; time++) {
      await (await open('again')).close();
      setAside(path, { isDisposable: true });
    }
    const aside = readdirSync(folder).filter((name) => /^again-cache\.sqlite\.damaged-\d+$/.test(name));
    expect(aside).toEqual(['again-cache.sqlite.damaged-1']);
    expect(existsSync(path)).toBe(false);
  });
});

describe('an outbox with a row that something else has written over', () => {
  it.each(['\u0000[[[', '{}', 'null', '{"__proto__":1}'])(
    'gives the others, and keeps it (%j)',
    async (value) => {
      const name = `outbox-${value.length}`;
      const before = await open(name);
      await fill(before);
      await before.close();
      const path = join(folder, `${name}-outbox.sqlite`);
      const database = openDatabase(path, { synchronous: 'NORMAL' });
      database.prepare('UPDATE draft SET base = ? WHERE conversation_id = ?').run(value, garden);
      database.close();
      const storage = await open(name);
      expect((await storage.outbox.drafts()).map(({ conversationId: id }) => id)).toEqual([
        conversationId(2),
      ]);
      expect(damaged).toEqual([]);
      await storage.close();
      const kept = openDatabase(path, { synchronous: 'NORMAL' });
      expect(kept.prepare('SELECT count(*) FROM draft').pluck().get()).toBe(2);
      kept.close();
    },
  );
});
