import { z } from 'zod';
import type { UserTable } from '../../client/cache/rules/Tables.ts';
import { extrasColumn, packExtras } from '../../shared/model/extras.ts';
import type { UserId } from '../../shared/model/ids.ts';
import { type User, userExtras, userSchema } from '../../shared/model/user.ts';
import type { Database } from '../../sqlite/openDatabase.ts';

const rowsSchema = z.array(
  userSchema
    .omit({ state: true, title: true, timeZone: true, status: true })
    .extend({ extras: extrasColumn(userExtras) })
    .transform(({ extras, ...user }): User => ({ ...user, ...extras })),
);

/** The table `user`. */
export class UserRows implements UserTable {
  readonly #all;
  readonly #put;
  readonly #clear;
  readonly #keepMembers;

  constructor(database: Database) {
    this.#all = database.prepare<[]>(
      'SELECT id, username, display_name AS displayName, role, created_at AS createdAt, extras FROM user',
    );
    this.#put = database.prepare<[string, string, string, string, number, string | null]>(
      `INSERT OR REPLACE INTO user (id, username, display_name, role, created_at, extras)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#clear = database.prepare<[]>('DELETE FROM user');
    this.#keepMembers = database.prepare<[string]>(
      'DELETE FROM user WHERE id <> ? AND id NOT IN (SELECT user_id FROM member)',
    );
  }

  all(): User[] {
    return rowsSchema.parse(this.#all.all());
  }

  put(user: User): void {
    const { id, username, displayName, role, createdAt } = user;
    this.#put.run(id, username, displayName, role, createdAt, packExtras(userExtras, user));
  }

  clear(): void {
    this.#clear.run();
  }

  keepMembers(me: UserId): void {
    this.#keepMembers.run(me);
  }
}
