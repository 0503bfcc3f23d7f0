import type { Database } from '../../../../sqlite/openDatabase.ts';

/** What only some things have, the entries of streams, and what messages said before they were edited. */
export function extrasAndEntries(database: Database): void {
  database.exec(`
    -- JSON of the fields that are left out where there is nothing to say.
    ALTER TABLE users ADD COLUMN extras TEXT;
    ALTER TABLE conversations ADD COLUMN extras TEXT;
    ALTER TABLE messages ADD COLUMN extras TEXT;
    CREATE INDEX messages_by_reply ON messages (reply_to) WHERE reply_to IS NOT NULL;

    -- Whether its conversation can only be read (\`archivedAt\`): told where the next seq is taken anyway.
    ALTER TABLE streams ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;

    CREATE TABLE entries (
      stream_id INTEGER NOT NULL REFERENCES streams,
      kind TEXT NOT NULL,
      key TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (stream_id, kind, key)
    ) STRICT, WITHOUT ROWID;

    -- A message's text until an edit replaced it. Gone with the message's text (S4).
    CREATE TABLE message_versions (
      message_id TEXT NOT NULL,
      replaced_at INTEGER NOT NULL,
      seq INTEGER NOT NULL,
      text TEXT NOT NULL,
      PRIMARY KEY (message_id, seq)
    ) STRICT, WITHOUT ROWID;
  `);
}
