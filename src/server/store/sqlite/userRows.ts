import { z } from 'zod';
import type { UserId } from '../../../shared/model/ids.ts';
import { roleSchema, type User } from '../../../shared/model/user.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import type { Credentials } from '../Store.ts';
import { textColumn } from './columns.ts';

const rowSchema = z.object({
  id: textColumn<UserId>(),
  username: z.string(),
  displayName: z.string(),
  role: roleSchema,
  createdAt: z.int(),
});
const credentialsSchema = rowSchema.extend({ passwordHash: z.string() });

const COLUMNS = 'id, username, display_name AS displayName, role, created_at AS createdAt';

export function createUserRows(database: Database) {
  const insert = database.prepare(
    'INSERT INTO users (id, username, display_name, role, password_hash, created_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const byId = database.prepare(`SELECT ${COLUMNS} FROM users WHERE id = ?`);
  const idByName = database.prepare('SELECT id FROM users WHERE username = ?').pluck();
  const credentials = database.prepare(
    `SELECT ${COLUMNS}, password_hash AS passwordHash FROM users WHERE username = ?`,
  );
  const all = database.prepare(`SELECT ${COLUMNS} FROM users ORDER BY created_at, id`);
  const any = database.prepare('SELECT 1 FROM users LIMIT 1');
  return {
    insert(user: User, passwordHash: string): void {
      insert.run(user.id, user.username, user.displayName, user.role, passwordHash, user.createdAt);
    },
    find(id: UserId): User | undefined {
      const row = byId.get(id);
      return row === undefined ? undefined : rowSchema.parse(row);
    },
    /** By name, whatever its case. */
    idOf(username: string): UserId | undefined {
      const id = idByName.get(username);
      return id === undefined ? undefined : textColumn<UserId>().parse(id);
    },
    credentials(username: string): Credentials | undefined {
      const row = credentials.get(username);
      if (row === undefined) return undefined;
      const { passwordHash, ...user } = credentialsSchema.parse(row);
      return { user, passwordHash };
    },
    all: (): User[] => all.all().map((row) => rowSchema.parse(row)),
    isEmpty: (): boolean => any.get() === undefined,
  };
}
export type UserRows = ReturnType<typeof createUserRows>;
