import { z } from 'zod';
import type { Timestamp, UserId } from '../../../shared/model/ids.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import type { SessionId } from '../Store.ts';
import { booleanColumn, textColumn } from './columns.ts';

const tokenSchema = z.object({
  sessionId: textColumn<SessionId>(),
  userId: textColumn<UserId>(),
  spent: booleanColumn,
  expiresAt: z.int(),
});
export type TokenRow = z.infer<typeof tokenSchema>;

/** Sessions and the refresh tokens they have had. A token is its hash; `parent` is the one it was given for. */
export function createSessionRows(database: Database) {
  const insert = database.prepare('INSERT INTO sessions (id, user_id, started_at) VALUES (?, ?, ?)');
  const end = database.prepare('UPDATE sessions SET ended_at = ? WHERE id = ?');
  const liveUser = database.prepare('SELECT user_id FROM sessions WHERE id = ? AND ended_at IS NULL').pluck();
  const insertToken = database.prepare(
    'INSERT INTO refresh_tokens (hash, session_id, parent_hash, expires_at) VALUES (?, ?, ?, ?)',
  );
  const findToken = database.prepare(
    `SELECT t.session_id AS sessionId, s.user_id AS userId, t.spent, t.expires_at AS expiresAt
       FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id
      WHERE t.hash = ? AND s.ended_at IS NULL`,
  );
  const spendOthers = database.prepare(
    'UPDATE refresh_tokens SET spent = 1 WHERE session_id = ? AND hash <> ? AND parent_hash IS NOT ?',
  );
  const deleteExpired = database.prepare(
    'DELETE FROM refresh_tokens WHERE session_id = ? AND expires_at <= ?',
  );
  const deleteTokens = database.prepare('DELETE FROM refresh_tokens WHERE session_id = ?');
  return {
    insert: (id: SessionId, userId: UserId, at: Timestamp) => void insert.run(id, userId, at),
    insertToken(hash: string, sessionId: SessionId, parentHash: string | null, expiresAt: Timestamp): void {
      insertToken.run(hash, sessionId, parentHash, expiresAt);
    },
    end(id: SessionId, at: Timestamp): void {
      end.run(at, id);
      deleteTokens.run(id);
    },
    /** Of a session that has not ended. */
    findToken(hash: string): TokenRow | undefined {
      const row = findToken.get(hash);
      return row === undefined ? undefined : tokenSchema.parse(row);
    },
    /** All of the session's tokens but this one and those given for it. */
    spendOthers: (id: SessionId, hash: string) => void spendOthers.run(id, hash, hash),
    deleteExpiredTokens: (id: SessionId, at: Timestamp) => void deleteExpired.run(id, at),
    /** Whose session it is, while it lives. */
    userOf(id: SessionId): UserId | undefined {
      const userId = liveUser.get(id);
      return userId === undefined ? undefined : textColumn<UserId>().parse(userId);
    },
  };
}
