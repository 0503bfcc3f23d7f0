import { z } from 'zod';
import type { Timestamp, UserId } from '../../../shared/model/ids.ts';
import type { SessionInfo } from '../../../shared/model/running.ts';
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

const infoSchema = z.object({
  id: textColumn<SessionId>(),
  device: z.string().nullable(),
  startedAt: z.int(),
  usedAt: z.int(),
});

const DAY = 24 * 3_600_000;
/** How long a session is kept after its end, and after it was renewed for the last time: longer than a token is good for. */
const KEPT_MS = 30 * DAY;
const IDLE_KEPT_MS = 180 * DAY;

/** Sessions and the refresh tokens they have had. A token is its hash; `parent` is the one it was given for. */
export function createSessionRows(database: Database) {
  const insert = database.prepare(
    'INSERT INTO sessions (id, user_id, device, started_at, used_at) VALUES ($id, $userId, $device, $at, $at)',
  );
  const end = database.prepare('UPDATE sessions SET ended_at = ? WHERE id = ?');
  const setUsed = database.prepare('UPDATE sessions SET used_at = ? WHERE id = ?');
  const liveUser = database.prepare('SELECT user_id FROM sessions WHERE id = ? AND ended_at IS NULL').pluck();
  const ofUser = database.prepare(
    `SELECT id, device, started_at AS startedAt, used_at AS usedAt FROM sessions
      WHERE user_id = $userId AND ended_at IS NULL
        AND EXISTS (SELECT 1 FROM refresh_tokens WHERE session_id = sessions.id AND expires_at > $at)
      ORDER BY used_at DESC, id`,
  );
  const liveOf = database
    .prepare('SELECT id FROM sessions WHERE user_id = ? AND ended_at IS NULL ORDER BY id')
    .pluck();
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
  const deleteTokens = database.prepare('DELETE FROM refresh_tokens WHERE session_id = ?');
  const deleteExpired = database.prepare('DELETE FROM refresh_tokens WHERE expires_at <= ?');
  const deleteOld = database.prepare(
    `DELETE FROM sessions WHERE coalesce(ended_at + ${KEPT_MS}, used_at + ${IDLE_KEPT_MS}) <= $at
        AND NOT EXISTS (SELECT 1 FROM refresh_tokens WHERE session_id = sessions.id)`,
  );
  return {
    insert(
      id: SessionId,
      { userId, device }: { userId: UserId; device: string | null },
      at: Timestamp,
    ): void {
      insert.run({ id, userId, device, at });
    },
    insertToken(hash: string, sessionId: SessionId, parentHash: string | null, expiresAt: Timestamp): void {
      insertToken.run(hash, sessionId, parentHash, expiresAt);
    },
    end(id: SessionId, at: Timestamp): void {
      end.run(at, id);
      deleteTokens.run(id);
    },
    setUsed: (id: SessionId, at: Timestamp) => void setUsed.run(at, id),
    /** Those of a person that can go on, the last used first. */
    of: (userId: UserId, at: Timestamp): Omit<SessionInfo, 'current'>[] =>
      z.array(infoSchema).parse(ofUser.all({ userId, at })),
    /** All of a person's that have not ended, those that nobody can renew any more included: a socket may live by one. */
    liveOf: (userId: UserId): SessionId[] => z.array(textColumn<SessionId>()).parse(liveOf.all(userId)),
    /** Of a session that has not ended. */
    findToken(hash: string): TokenRow | undefined {
      const row = findToken.get(hash);
      return row === undefined ? undefined : tokenSchema.parse(row);
    },
    /** All of the session's tokens but this one and those given for it. */
    spendOthers: (id: SessionId, hash: string) => void spendOthers.run(id, hash, hash),
    /** Forgets tokens that have expired, and sessions that have long been over. */
    prune(at: Timestamp): void {
      deleteExpired.run(at);
      deleteOld.run({ at });
    },
    /** Whose session it is, while it lives. */
    userOf(id: SessionId): UserId | undefined {
      const userId = liveUser.get(id);
      return userId === undefined ? undefined : textColumn<UserId>().parse(userId);
    },
  };
}
