import { z } from 'zod';
import type { Entry } from '../../../shared/model/entry.ts';
import type { Stream } from '../../../shared/model/stream.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';

const jsonColumn = z.string().transform((text): unknown => JSON.parse(text));
const rowSchema = z.object({ kind: z.string(), key: z.string(), value: jsonColumn });

/** The entries of streams as they stand. Each stream has had an event before it has an entry. */
export function createEntryRows(database: Database) {
  const streamId = '(SELECT id FROM streams WHERE name = ?)';
  const put = database.prepare(
    `INSERT INTO entries (stream_id, kind, key, value) VALUES (${streamId}, ?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value`,
  );
  const remove = database.prepare(
    `DELETE FROM entries WHERE stream_id = ${streamId} AND kind = ? AND key = ?`,
  );
  const one = database
    .prepare(`SELECT value FROM entries WHERE stream_id = ${streamId} AND kind = ? AND key = ?`)
    .pluck();
  const all = database.prepare(
    `SELECT kind, key, value FROM entries WHERE stream_id = ${streamId} ORDER BY kind, key`,
  );
  const count = database
    .prepare(`SELECT count(*) FROM entries WHERE stream_id = ${streamId} AND kind = ?`)
    .pluck();
  return {
    /** A value of `null` removes it. */
    set(stream: Stream, { kind, key, value }: Entry): void {
      if (value === null) remove.run(stream, kind, key);
      else put.run(stream, kind, key, JSON.stringify(value));
    },
    /** `undefined` where there is none. */
    find: (stream: Stream, kind: string, key: string): unknown =>
      jsonColumn.optional().parse(one.get(stream, kind, key)),
    all: (stream: Stream): Entry[] => z.array(rowSchema).parse(all.all(stream)),
    count: (stream: Stream, kind: string): number => z.int().parse(count.get(stream, kind)),
  };
}
