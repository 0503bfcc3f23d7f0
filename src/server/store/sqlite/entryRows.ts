import { z } from 'zod';
import type { Entry } from '../../../shared/model/entry.ts';
import type { Seq, Timestamp } from '../../../shared/model/ids.ts';
import type { Stream } from '../../../shared/model/stream.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import { textColumn } from './columns.ts';
import { dueAt } from './dueAt.ts';

const jsonColumn = z.string().transform((text): unknown => JSON.parse(text));
const rowSchema = z.object({ kind: z.string(), key: z.string(), value: jsonColumn });
const standingSchema = z.object({ seq: z.int(), value: jsonColumn });
const placeSchema = z.object({ stream: textColumn<Stream>(), kind: z.string(), key: z.string() });

/** Where an entry stands. */
export type EntryPlace = z.infer<typeof placeSchema>;

export type EntryRows = ReturnType<typeof createEntryRows>;

/** The entries of streams as they stand, each with the seq of the event that set it. */
export function createEntryRows(database: Database) {
  const streamId = '(SELECT id FROM streams WHERE name = ?)';
  const put = database.prepare(
    `INSERT INTO entries (stream_id, kind, key, value, seq, due_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value, seq = excluded.seq, due_at = excluded.due_at`,
  );
  const remove = database.prepare('DELETE FROM entries WHERE stream_id = ? AND kind = ? AND key = ?');
  const standing = database.prepare(
    'SELECT seq, value FROM entries WHERE stream_id = ? AND kind = ? AND key = ?',
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
  const nextDue = database.prepare('SELECT min(due_at) FROM entries WHERE due_at IS NOT NULL').pluck();
  const due = database.prepare(
    `SELECT s.name AS stream, e.kind, e.key FROM entries e JOIN streams s ON s.id = e.stream_id
      WHERE e.due_at <= ? ORDER BY e.due_at LIMIT ?`,
  );
  return {
    /** A value of `null` removes it. */
    set(stream: number, { kind, key, value }: Entry, seq: Seq): void {
      if (value === null) remove.run(stream, kind, key);
      else put.run(stream, kind, key, JSON.stringify(value), seq, dueAt(kind, value));
    },
    /** `undefined` where there is none. */
    find: (stream: Stream, kind: string, key: string): unknown =>
      jsonColumn.optional().parse(one.get(stream, kind, key)),
    /**
     * What an event that set it, or removed it, carries when it is read later: the value as it stands now, `null` once it
     * is gone, and none where a later event has it.
     */
    asToldBy(stream: number, seq: Seq, { kind, key }: Pick<Entry, 'kind' | 'key'>): unknown {
      const row = standing.get(stream, kind, key);
      if (row === undefined) return null;
      const now = standingSchema.parse(row);
      return now.seq === seq ? now.value : undefined;
    },
    all: (stream: Stream): Entry[] => z.array(rowSchema).parse(all.all(stream)),
    count: (stream: Stream, kind: string): number => z.int().parse(count.get(stream, kind)),
    /** When the next of them falls due; `undefined` when none will. */
    nextDue: (): Timestamp | undefined => z.int().nullable().parse(nextDue.get()) ?? undefined,
    /** Those that have fallen due, the longest ago first. */
    due: (now: Timestamp, limit: number): EntryPlace[] => z.array(placeSchema).parse(due.all(now, limit)),
  };
}
