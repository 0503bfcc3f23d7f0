import type { Migration } from '../../../sqlite/migrate.ts';

/** The outbox's first tables. No later migration may drop from them: this is the only copy of what they hold (S17). */
export const v1: Migration = (database) =>
  database.exec(`
    CREATE TABLE request (
      -- Never given twice, so that no row takes the place of one that has left.
      position INTEGER PRIMARY KEY AUTOINCREMENT,
      client_id TEXT NOT NULL UNIQUE,
      conversation_id TEXT NOT NULL,
      action TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      attempted INTEGER NOT NULL,
      refusal TEXT,
      discarded INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE draft (
      conversation_id TEXT PRIMARY KEY,
      text TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE notified (message_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  `);
