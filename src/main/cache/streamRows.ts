import { z } from 'zod';
import type { StreamTable } from '../../client/cache/rules/Tables.ts';
import type { Seq } from '../../shared/model/ids.ts';
import { seqSchema } from '../../shared/model/ids.ts';
import { type Stream, streamSchema } from '../../shared/model/stream.ts';
import type { Database } from '../../sqlite/openDatabase.ts';

const rowsSchema = z.array(z.tuple([streamSchema, seqSchema]));

/** The table `stream`. */
export class StreamRows implements StreamTable {
  readonly #cursor;
  readonly #known;
  readonly #set;
  readonly #forget;
  readonly #remove;

  constructor(database: Database) {
    this.#cursor = database.prepare<[string]>('SELECT cursor FROM stream WHERE name = ?').pluck();
    this.#known = database.prepare<[]>('SELECT name, cursor FROM stream WHERE forgotten = 0').raw();
    this.#set = database.prepare<[string, number]>(
      'INSERT INTO stream (name, cursor) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET cursor = excluded.cursor',
    );
    this.#forget = database.prepare<[string]>('UPDATE stream SET forgotten = 1 WHERE name = ?');
    this.#remove = database.prepare<[string]>('DELETE FROM stream WHERE name = ?');
  }

  cursor(stream: Stream): Seq {
    return seqSchema.parse(this.#cursor.get(stream) ?? 0);
  }

  known(): Map<Stream, Seq> {
    return new Map(rowsSchema.parse(this.#known.all()));
  }

  set(stream: Stream, cursor: Seq): void {
    this.#set.run(stream, cursor);
  }

  forget(stream: Stream): void {
    this.#forget.run(stream);
  }

  remove(stream: Stream): void {
    this.#remove.run(stream);
  }
}
