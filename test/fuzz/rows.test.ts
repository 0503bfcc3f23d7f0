import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openCache } from '../../src/main/cache/openCache.ts';
import { openOutbox } from '../../src/main/cache/outbox/openOutbox.ts';
import { isMisshapen } from '../../src/main/cache/worker/isMisshapen.ts';
import { conversationStream, userStream } from '../../src/shared/model/stream.ts';
import { DatabaseError } from '../../src/sqlite/DatabaseError.ts';
import { openDatabase } from '../../src/sqlite/openDatabase.ts';
import { created, event, message, snapshotOf } from '../contracts/builders.ts';
import { type FixtureKind, fixturePath, versionsOf } from '../fixtures/databases.ts';
import { garden, head, me, readState, spoken } from '../fixtures/told.ts';
import { oddText } from './making/oddities.ts';
import { shareOf, tryAll } from './making/run.ts';

/** Memory where the system offers it as a folder: it is not the disk that is tried here. */
const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'parley-fuzz-rows-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const nameSchema = z.object({ name: z.string() });
const columnSchema = z.object({ table: z.string(), column: z.string() });

/** One value of one row, and what is written over it. */
type Scribble = { at: number; row: number; value: string | number | bigint | Buffer | null };
const scribble: fc.Arbitrary<Scribble> = fc.record({
  at: fc.nat(1_000),
  row: fc.nat(10),
  value: fc.oneof(
    { weight: 3, arbitrary: oddText },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        '{}',
        '[]',
        'null',
        '[[[',
        '{"__proto__":{"isAdmin":true}}',
        '[1,2]',
        '1e999',
        '{"length":{"toString":1,"valueOf":1}}',
      ),
    },
    { weight: 2, arbitrary: fc.constantFrom(0, -1, 0.5, 1e308, 9_007_199_254_740_993n, 2n ** 63n - 1n) },
    { weight: 1, arbitrary: fc.constantFrom(Buffer.alloc(0), Buffer.alloc(1_000, 0xff)) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
});

/** A copy of the newest file that a build left, with some of its values written over as no build does. */
function scribbledOver(kind: FixtureKind, scribbles: Scribble[]): string {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { force: true });
  const path = join(folder, `${kind}.sqlite`);
  copyFileSync(fixturePath(kind, versionsOf(kind).at(-1) ?? 0), path);
  const database = openDatabase(path, { synchronous: 'NORMAL' });
  database.pragma('ignore_check_constraints = ON');
  database.pragma('foreign_keys = OFF');
  const tables = database
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%' AND name NOT LIKE 'sqlite%'",
    )
    .all()
    .map((row) => nameSchema.parse(row).name);
  const columns = tables.flatMap((table) =>
    database
      .prepare('SELECT ? AS "table", name AS "column" FROM pragma_table_info(?)')
      .all(table, table)
      .map((row) => columnSchema.parse(row)),
  );
  for (const { at, row, value } of scribbles) {
    const { table, column } = columns[at % columns.length] ?? { table: '', column: '' };
    try {
      database
        .prepare(
          `UPDATE OR REPLACE "${table}" SET "${column}" = ? WHERE "${column}" IS (SELECT "${column}" FROM "${table}" LIMIT 1 OFFSET ?)`,
        )
        .run(value, row);
    } catch {
      // A strict column takes no other kind of value, so that nothing can have written one.
    }
  }
  database.close();
  return path;
}

/** What is said of rows that were never written so; anything else is a fault of ours. */
const isDamage = (error: unknown): boolean =>
  isMisshapen(error) ||
  error instanceof DatabaseError ||
  (error instanceof Error && 'code' in error && /^SQLITE_/.test(String(error.code)));

async function outcome(doing: () => unknown): Promise<'fine' | 'damaged'> {
  try {
    await doing();
    return 'fine';
  } catch (error) {
    if (!isDamage(error)) throw error;
    return 'damaged';
  }
}

const scribbles = fc.array(scribble, { minLength: 1, maxLength: 4 });
const stream = conversationStream(garden.id);

describe('a file of the app’s with rows that something else has written over', () => {
  it('is read, or said to be damaged, if it is the cache', async () => {
    const seen = { fine: 0, damaged: 0 };
    await tryAll(shareOf(0.015), scribbles, async (made) => {
      const path = scribbledOver('cache', made);
      let cache: ReturnType<typeof openCache> | undefined;
      seen[
        await outcome(() => {
          cache = openCache(path, me);
        })
      ] += 1;
      if (cache === undefined) return;
      const { id } = spoken[0] ?? message(garden.id, 2);
      const opened = cache;
      for (const ask of [
        () => opened.load(),
        () => opened.page(garden.id, undefined, 50),
        () => opened.page(garden.id, { aroundId: id }, 50),
        () => opened.members(garden.id),
        () => opened.message(id),
        () => opened.thread(id),
        () => opened.threads([id]),
        () => opened.indexMore(1_000),
        () => opened.search({ text: 'hello', conversationId: null, before: null, limit: 5 }),
        () => opened.applyEvents(stream, [created(message(garden.id, head + 1))]),
        () => opened.advanceRead(garden.id, head),
        () =>
          opened.applyEvents(userStream(me), [
            event(userStream(me), 2, 'conversation.left', { conversationId: garden.id }),
          ]),
        () => opened.applySnapshot(stream, snapshotOf(garden, [], 1, readState), head),
      ])
        seen[await outcome(ask)] += 1;
      // Nothing that was in it stands in the way of beginning anew.
      expect(await outcome(() => opened.reset())).toBe('fine');
      await opened.close();
      expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
    });
    expect(Math.min(seen.fine, seen.damaged)).toBeGreaterThan(0);
  });

  it('gives what can be read and takes what is new, if it is the outbox', async () => {
    await tryAll(shareOf(0.005), scribbles, async (made) => {
      const outbox = openOutbox(scribbledOver('outbox', made));
      expect(Array.isArray(await outbox.rows())).toBe(true);
      expect(Array.isArray(await outbox.drafts())).toBe(true);
      await outbox.saveDraft({
        ...{ conversationId: garden.id, text: 'anew', replyTo: null, sent: null },
        base: { text: '', replyTo: null, revision: 0 },
      });
      expect((await outbox.drafts()).map(({ text }) => text)).toContain('anew');
      await outbox.close();
    });
  });
});
