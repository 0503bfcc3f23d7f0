import { z } from 'zod';
import { type UserId, userIdSchema } from '../../shared/model/ids.ts';
import type { Database } from '../../sqlite/openDatabase.ts';

const rowsSchema = z.array(userIdSchema);

/** The table `member`: who is in each conversation. */
export class MemberRows {
  readonly #select;
  readonly #insert;
  readonly #delete;
  readonly #clear;

  constructor(database: Database) {
    this.#select = database.prepare<[number]>('SELECT user_id FROM member WHERE conversation = ?').pluck();
    this.#insert = database.prepare<[number, string]>('INSERT OR IGNORE INTO member VALUES (?, ?)');
    this.#delete = database.prepare<[number, string]>(
      'DELETE FROM member WHERE conversation = ? AND user_id = ?',
    );
    this.#clear = database.prepare<[number]>('DELETE FROM member WHERE conversation = ?');
  }

  of(key: number): UserId[] {
    return rowsSchema.parse(this.#select.all(key));
  }

  /** Whether they were not in it before. */
  add(key: number, userId: UserId): boolean {
    return this.#insert.run(key, userId).changes > 0;
  }

  /** Whether they were in it before. */
  remove(key: number, userId: UserId): boolean {
    return this.#delete.run(key, userId).changes > 0;
  }

  clear(key: number): void {
    this.#clear.run(key);
  }
}
