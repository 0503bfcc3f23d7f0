import { z } from 'zod';
import type { Range } from '../../client/cache/rules/ranges.ts';
import type { RangeTable } from '../../client/cache/rules/Tables.ts';
import { seqSchema } from '../../shared/model/ids.ts';
import type { Database } from '../../sqlite/openDatabase.ts';

const rowsSchema = z.array(z.object({ from: seqSchema, to: seqSchema }));

/** The table `held`. */
export class RangeRows implements RangeTable {
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

  set(key: number, ranges: readonly Range[]): void {
    this.clear(key);
    for (const { from, to } of ranges) this.#insert.run(key, from, to);
  }

  clear(key: number): void {
    this.#delete.run(key);
  }
}
