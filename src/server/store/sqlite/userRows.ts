import { z } from 'zod';
import { extrasColumn, packExtras } from '../../../shared/model/extras.ts';
import type { Timestamp, UserId } from '../../../shared/model/ids.ts';
import type { InviteId } from '../../../shared/model/running.ts';
import { roleSchema, type User, userExtras } from '../../../shared/model/user.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import { createNameLooks, type NameLooks } from '../../names/nameLooks.ts';
import type { Credentials, Sighting } from '../Store.ts';
import { textColumn } from './columns.ts';

const idColumn = textColumn<UserId>();
const rowSchema = z.object({
  id: textColumn<UserId>(),
  username: z.string(),
  displayName: z.string(),
  role: roleSchema,
  createdAt: z.int(),
  extras: extrasColumn(userExtras),
});
const credentialsSchema = rowSchema.extend({ passwordHash: z.string() });

const namedSchema = rowSchema.pick({ id: true, username: true, displayName: true });
const shutSchema = z.object({ id: textColumn<UserId>(), state: userExtras.state });
const sightingSchema = z.object({ userId: textColumn<UserId>(), at: z.int() });

const COLUMNS = 'id, username, display_name AS displayName, role, created_at AS createdAt, extras';

const toUser = ({ extras, ...user }: z.infer<typeof rowSchema>): User => ({ ...user, ...extras });

export function createUserRows(database: Database) {
  const insert = database.prepare(
    `INSERT INTO users (id, username, display_name, role, password_hash, created_at, invite_id, extras)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const shut = database.prepare(
    "SELECT id, extras ->> 'state' AS state FROM users WHERE extras ->> 'state' IS NOT NULL",
  );
  /** Who is shut out, and how: asked of everything anybody does, so it is kept in memory. */
  let shutOut: Map<UserId, User['state']> | undefined;
  let isWritten = false;
  const setPassword = database.prepare('UPDATE users SET password_hash = ? WHERE id = ?');
  const passwordHash = database.prepare('SELECT password_hash FROM users WHERE id = ?').pluck();
  const guests = database.prepare("SELECT id FROM users WHERE role = 'guest'").pluck();
  const admins = database.prepare("SELECT id FROM users WHERE role IN ('owner', 'admin')").pluck();
  const update = database.prepare('UPDATE users SET display_name = ?, role = ?, extras = ? WHERE id = ?');
  const byId = database.prepare(`SELECT ${COLUMNS} FROM users WHERE id = ?`);
  const idByName = database.prepare('SELECT id FROM users WHERE username = ?').pluck();
  const credentials = database.prepare(
    `SELECT ${COLUMNS}, password_hash AS passwordHash FROM users WHERE username = ?`,
  );
  const all = database.prepare(`SELECT ${COLUMNS} FROM users ORDER BY created_at, id`);
  const setSeen = database.prepare('UPDATE users SET last_seen_at = ? WHERE id = ?');
  const seen = database.prepare(
    'SELECT id AS userId, last_seen_at AS at FROM users WHERE last_seen_at IS NOT NULL',
  );
  const named = database.prepare('SELECT id, username, display_name AS displayName FROM users');
  /** How everyone's names look, kept in memory: each name is held against all others. */
  let looked: NameLooks | undefined;
  const looks = (): NameLooks => {
    looked ??= createNameLooks(z.array(namedSchema).parse(named.all()));
    return looked;
  };
  const any = database.prepare('SELECT 1 FROM users LIMIT 1');
  return {
    /** `inviteId` is the invite that they come by, if any. */
    insert(user: User, passwordHash: string, inviteId: InviteId | null): void {
      const { id, username, displayName, role, createdAt } = user;
      const extras = packExtras(userExtras, user);
      insert.run(id, username, displayName, role, passwordHash, createdAt, inviteId, extras);
      looked?.add(user);
      isWritten = true;
    },
    /** Writes what can change of a person. */
    update(user: User): void {
      update.run(user.displayName, user.role, packExtras(userExtras, user), user.id);
      shutOut = undefined;
      looked = undefined;
      isWritten = true;
    },
    find(id: UserId): User | undefined {
      const row = byId.get(id);
      return row === undefined ? undefined : toUser(rowSchema.parse(row));
    },
    /** By name, whatever its case. */
    idOf(username: string): UserId | undefined {
      const id = idByName.get(username);
      return id === undefined ? undefined : idColumn.parse(id);
    },
    credentials(username: string): Credentials | undefined {
      const row = credentials.get(username);
      if (row === undefined) return undefined;
      const { passwordHash, ...user } = credentialsSchema.parse(row);
      return { user: toUser(user), passwordHash };
    },
    /** How somebody is shut out; `undefined` for who is not, and for nobody. */
    stateOf(id: UserId): User['state'] {
      shutOut ??= new Map(
        z
          .array(shutSchema)
          .parse(shut.all())
          .map((row) => [row.id, row.state]),
      );
      return shutOut.get(id);
    },
    /** Reads anew what is kept in memory, where what it was made from may have been undone. */
    forget(): void {
      if (isWritten) {
        shutOut = undefined;
        looked = undefined;
      }
      isWritten = false;
    },
    passwordHash: (id: UserId): string | undefined => z.string().optional().parse(passwordHash.get(id)),
    setPassword: (id: UserId, hash: string) => void setPassword.run(hash, id),
    guests: (): UserId[] => z.array(textColumn<UserId>()).parse(guests.all()),
    /** Who runs the space, the owner among them. */
    admins: (): UserId[] => z.array(textColumn<UserId>()).parse(admins.all()),
    setSeen: (id: UserId, at: Timestamp): void => void setSeen.run(at, id),
    /** When people were last there, of those who have been. */
    seen: (): Sighting[] => z.array(sightingSchema).parse(seen.all()),
    all: (): User[] => all.all().map((row) => toUser(rowSchema.parse(row))),
    /** Whether somebody's name can be taken for that of another, or for what another is mentioned by. */
    resembles: ({ id, displayName }: Pick<User, 'id' | 'displayName'>): boolean =>
      looks().isLikeOther(id, displayName),
    /** What somebody is mentioned by that can be taken for this. */
    lookalikeOf: (username: string): string | undefined => looks().usernameLike(username),
    isEmpty: (): boolean => any.get() === undefined,
  };
}
export type UserRows = ReturnType<typeof createUserRows>;
