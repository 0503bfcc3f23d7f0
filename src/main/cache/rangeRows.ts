import { z } from 'zod';
import { seqSchema } from '../../shared/model/ids.ts';
import type { Database } from '../../sqlite/openDatabase.ts';
import { type Range, withRange } from './ranges.ts';

const rowsSchema = z.array(z.object({ from: seqSchema, to: seqSchema }));

/** The table `held`: which stretches of each conversation are here without holes. */
export class RangeRows {
  readonly #select;
  readonly #insert;
  readonly #delete;

  constructor(database: Database) {
    this.#select = database.prepare<[number]>(
      'SELECT from_seq AS "from", to_seq AS "to" FROM held WHERE conversation = ? ORDER BY from_seq',
    );
    this.#insert = database.prepare<[number, number, number]>(
      'INSERT INTO held (conversation, from_seq, to_seq) VALUES (?, ?, ?)',
    );
    this.#delete = database.prepare<[number]>('DELETE FROM held WHERE conversation = ?');
  }

  of(key: number): Range[] {
    return rowsSchema.parse(this.#select.all(key));
  }

  /** Remembers that nothing is missing in `range` either, and returns all that is held now. */
  add(key: number, range: Range): Range[] {
    const ranges = withRange(this.of(key), range);
    this.clear(key);
    for (const { from, to } of ranges) this.#insert.run(key, from, to);
    return ranges;
  }

  clear(key: number): void {
    this.#delete.run(key);
  }
}
