import type { Database } from '../../../../sqlite/openDatabase.ts';
import { newId } from '../../../newId.ts';

/** So many accounts were invites made for before they told it. */
const EARLIER_USES = 100;

/** What running a space takes: named sessions, invites that can be told apart, reports, service tokens, the audit log. */
export function running(database: Database): void {
  database.exec(`
    ALTER TABLE sessions ADD COLUMN device TEXT;
    -- When its tokens were last renewed.
    ALTER TABLE sessions ADD COLUMN used_at INTEGER NOT NULL DEFAULT 0;
    UPDATE sessions SET used_at = started_at;
    CREATE INDEX sessions_by_user ON sessions (user_id);
    CREATE INDEX refresh_tokens_by_expiry ON refresh_tokens (expires_at);

    ALTER TABLE invites ADD COLUMN id TEXT;
    ALTER TABLE invites ADD COLUMN uses INTEGER NOT NULL DEFAULT ${EARLIER_USES};
    ALTER TABLE invites ADD COLUMN revoked_at INTEGER;
    ALTER TABLE invites ADD COLUMN conversation_ids TEXT NOT NULL DEFAULT '[]';
    UPDATE invites SET uses = max(uses, uses_left);
    CREATE UNIQUE INDEX invites_by_id ON invites (id);
    -- The invite that a person came by; unknown of those who came before it was kept.
    ALTER TABLE users ADD COLUMN invite_id TEXT;
    CREATE INDEX users_by_invite ON users (invite_id) WHERE invite_id IS NOT NULL;
    CREATE INDEX guests ON users (id) WHERE role = 'guest';

    CREATE TABLE service_tokens (
      id TEXT PRIMARY KEY,
      hash TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      created_by TEXT REFERENCES users,
      created_at INTEGER NOT NULL,
      used_at INTEGER,
      revoked_at INTEGER
    ) STRICT, WITHOUT ROWID;

    -- Of a message it holds where it is, never what it says (S4).
    CREATE TABLE reports (
      id TEXT PRIMARY KEY,
      conversation_id TEXT NOT NULL REFERENCES conversations,
      message_id TEXT NOT NULL,
      seq INTEGER NOT NULL,
      author_id TEXT NOT NULL REFERENCES users,
      reporter_id TEXT NOT NULL REFERENCES users,
      reason TEXT NOT NULL,
      at INTEGER NOT NULL,
      closed_by TEXT REFERENCES users,
      closed_at INTEGER,
      outcome TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX reports_by_message ON reports (message_id);
    CREATE INDEX reports_by_conversation ON reports (conversation_id, id);
    CREATE INDEX open_reports ON reports (id) WHERE closed_at IS NULL;

    -- When each conversation with an end to what it keeps is to be looked at again.
    CREATE TABLE retention (
      conversation_id TEXT PRIMARY KEY REFERENCES conversations,
      due_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX retention_by_due ON retention (due_at);

    CREATE TABLE audit (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      actor_kind TEXT NOT NULL,
      -- Of a person or a service token.
      actor_id TEXT,
      act TEXT NOT NULL,
      user_id TEXT,
      conversation_id TEXT,
      message_id TEXT,
      detail TEXT NOT NULL
    ) STRICT;
    CREATE INDEX audit_by_act ON audit (act, id);
    CREATE INDEX audit_by_actor ON audit (actor_id, id);
    CREATE INDEX audit_by_user ON audit (user_id, id);
    CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
      BEGIN SELECT raise(ABORT, 'The audit log is only added to.'); END;
    CREATE TRIGGER audit_is_not_emptied BEFORE DELETE ON audit
      BEGIN SELECT raise(ABORT, 'The audit log is only added to.'); END;
  `);
  const identify = database.prepare('UPDATE invites SET id = ? WHERE code_hash = ?');
  const invites = database.prepare('SELECT code_hash, created_at FROM invites').raw().all();
  for (const [codeHash, createdAt] of invites as [string, number][]) identify.run(newId(createdAt), codeHash);
}
