import type { Migration } from '../../sqlite/migrate.ts';

/**
 * The cache's first tables. A message's `place` is its conversation's key × 2³² + its seq: as the row id it
 * keeps each conversation's messages together and in order in one tree, with no second index for either.
 * What counting looks at stands before the text, which may overflow its page.
 */
export const v1: Migration = (database) =>
  database.exec(`
    CREATE TABLE space (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      me TEXT NOT NULL,
      epoch TEXT,
      incarnation TEXT,
      id TEXT,
      name TEXT
    ) STRICT;

    CREATE TABLE stream (
      name TEXT PRIMARY KEY,
      cursor INTEGER NOT NULL,
      -- What was applied stays readable, but only a snapshot can carry it on.
      forgotten INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE user (
      id TEXT PRIMARY KEY,
      username TEXT NOT NULL,
      display_name TEXT NOT NULL,
      role TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE conversation (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      name TEXT,
      private INTEGER NOT NULL,
      everyone INTEGER NOT NULL,
      member_ids TEXT NOT NULL,
      created_by TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      -- In the directory: stays known when it is left.
      listed INTEGER NOT NULL DEFAULT 0,
      joined INTEGER NOT NULL DEFAULT 0,
      -- The last read state the server gave, as JSON.
      base TEXT,
      -- Read here, and not yet known to the server.
      local_read_seq INTEGER,
      unread INTEGER NOT NULL DEFAULT 0,
      -- The last event by which messages expired, and through which seq, as JSON.
      expiry TEXT,
      last_message_at INTEGER
    ) STRICT;

    CREATE TABLE member (
      conversation INTEGER NOT NULL,
      user_id TEXT NOT NULL,
      PRIMARY KEY (conversation, user_id)
    ) STRICT, WITHOUT ROWID;

    -- The seqs of a conversation in which no message is missing here; both ends belong to it.
    CREATE TABLE held (
      conversation INTEGER NOT NULL,
      from_seq INTEGER NOT NULL,
      to_seq INTEGER NOT NULL,
      PRIMARY KEY (conversation, from_seq)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE message (
      place INTEGER PRIMARY KEY,
      changed_seq INTEGER NOT NULL,
      deleted_at INTEGER,
      author_id TEXT NOT NULL,
      id TEXT NOT NULL,
      client_id TEXT NOT NULL,
      reply_to TEXT,
      created_at INTEGER NOT NULL,
      edited_at INTEGER,
      mentions TEXT NOT NULL,
      text TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX message_id ON message (id);
  `);
