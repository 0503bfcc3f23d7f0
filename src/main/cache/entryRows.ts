import { z } from 'zod';
import type { StreamEntry } from '../../client/cache/Cache.ts';
import type { EntryTable } from '../../client/cache/rules/Tables.ts';
import type { Entry } from '../../shared/model/entry.ts';
import { type Stream, streamSchema } from '../../shared/model/stream.ts';
import type { Database } from '../../sqlite/openDatabase.ts';

const rowsSchema = z.array(
  z.object({
    stream: streamSchema,
    kind: z.string(),
    key: z.string(),
    value: z.string().transform((text): unknown => JSON.parse(text)),
  }),
);

/** The table `entry`. */
export class EntryRows implements EntryTable {
  readonly #all;
  readonly #of;
  readonly #put;
  readonly #delete;
  readonly #clear;

  constructor(database: Database) {
    const select = 'SELECT stream, kind, key, value FROM entry';
    this.#all = database.prepare<[]>(`${select} ORDER BY stream, kind, key`);
    this.#of = database.prepare<[string]>(`${select} WHERE stream = ?`);
    this.#put = database.prepare<[string, string, string, string]>(
      'INSERT OR REPLACE INTO entry (stream, kind, key, value) VALUES (?, ?, ?, ?)',
    );
    this.#delete = database.prepare<[string, string, string]>(
      'DELETE FROM entry WHERE stream = ? AND kind = ? AND key = ?',
    );
    this.#clear = database.prepare<[string]>('DELETE FROM entry WHERE stream = ?');
  }

  all(): StreamEntry[] {
    return rowsSchema.parse(this.#all.all());
  }

  of(stream: Stream): StreamEntry[] {
    return rowsSchema.parse(this.#of.all(stream));
  }

  set(stream: Stream, { kind, key, value }: Entry): void {
    if (value === null) this.#delete.run(stream, kind, key);
    else this.#put.run(stream, kind, key, JSON.stringify(value));
  }

  clear(stream: Stream): void {
    this.#clear.run(stream);
  }
}
