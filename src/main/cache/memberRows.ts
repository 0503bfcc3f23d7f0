import { z } from 'zod';
import type { MemberTable } from '../../client/cache/rules/Tables.ts';
import { type UserId, userIdSchema } from '../../shared/model/ids.ts';
import type { Database } from '../../sqlite/openDatabase.ts';

const rowsSchema = z.array(userIdSchema);

/** The table `member`. */
export class MemberRows implements MemberTable {
  readonly #select;
  readonly #has;
  readonly #insert;
  readonly #delete;
  readonly #clear;

  constructor(database: Database) {
    this.#select = database.prepare<[number]>('SELECT user_id FROM member WHERE conversation = ?').pluck();
    this.#has = database
      .prepare<[number, string]>('SELECT 1 FROM member WHERE conversation = ? AND user_id = ?')
      .pluck();
    this.#insert = database.prepare<[number, string]>('INSERT OR IGNORE INTO member VALUES (?, ?)');
    this.#delete = database.prepare<[number, string]>(
      'DELETE FROM member WHERE conversation = ? AND user_id = ?',
    );
    this.#clear = database.prepare<[number]>('DELETE FROM member WHERE conversation = ?');
  }

  of(key: number): UserId[] {
    return rowsSchema.parse(this.#select.all(key));
  }

  has(key: number, userId: UserId): boolean {
    return this.#has.get(key, userId) !== undefined;
  }

  add(key: number, userId: UserId): void {
    this.#insert.run(key, userId);
  }

  remove(key: number, userId: UserId): void {
    this.#delete.run(key, userId);
  }

  clear(key: number): void {
    this.#clear.run(key);
  }
}
