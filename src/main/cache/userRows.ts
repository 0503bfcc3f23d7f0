import { z } from 'zod';
import { type User, userSchema } from '../../shared/model/user.ts';
import type { Database } from '../../sqlite/openDatabase.ts';

const rowsSchema = z.array(userSchema);

/** The table `user`: the people of the space. */
export class UserRows {
  readonly #all;
  readonly #put;
  readonly #clear;

  constructor(database: Database) {
    this.#all = database.prepare<[]>(
      'SELECT id, username, display_name AS displayName, role, created_at AS createdAt FROM user',
    );
    this.#put = database.prepare<[User]>(
      `INSERT OR REPLACE INTO user (id, username, display_name, role, created_at)
       VALUES (:id, :username, :displayName, :role, :createdAt)`,
    );
    this.#clear = database.prepare<[]>('DELETE FROM user');
  }

  all(): User[] {
    return rowsSchema.parse(this.#all.all());
  }

  put(user: User): void {
    this.#put.run(user);
  }

  clear(): void {
    this.#clear.run();
  }
}
