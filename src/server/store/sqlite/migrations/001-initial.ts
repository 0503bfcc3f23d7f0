import type { Database } from '../../../../sqlite/openDatabase.ts';

/**
 * Everything a space keeps. Times are UTC milliseconds, ids UUIDs as text, lists JSON.
 * An event about a message refers to the message's row instead of repeating it, and the one that created it is that
 * row: read later, it carries the message as it stands then, so that deleting blanks the text in every earlier event (S4).
 */
export function initial(database: Database): void {
  database.exec(`
    CREATE TABLE space (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      id TEXT NOT NULL,
      name TEXT NOT NULL,
      epoch TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;

    -- One row for each start of the server on this data (S11).
    CREATE TABLE incarnations (id TEXT PRIMARY KEY, started_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

    CREATE TABLE users (
      id TEXT PRIMARY KEY,
      username TEXT NOT NULL UNIQUE COLLATE NOCASE,
      display_name TEXT NOT NULL,
      role TEXT NOT NULL,
      password_hash TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE sessions (
      id TEXT PRIMARY KEY,
      user_id TEXT NOT NULL REFERENCES users,
      started_at INTEGER NOT NULL,
      ended_at INTEGER
    ) STRICT, WITHOUT ROWID;

    -- A spent token is kept until it would have expired, so that its reuse is noticed.
    CREATE TABLE refresh_tokens (
      hash TEXT PRIMARY KEY,
      session_id TEXT NOT NULL REFERENCES sessions,
      parent_hash TEXT,
      spent INTEGER NOT NULL DEFAULT 0,
      expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id);

    CREATE TABLE invites (
      code_hash TEXT PRIMARY KEY,
      role TEXT NOT NULL,
      created_by TEXT REFERENCES users,
      created_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      uses_left INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE conversations (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      name TEXT,
      private INTEGER NOT NULL,
      everyone INTEGER NOT NULL,
      member_ids TEXT NOT NULL,
      created_by TEXT NOT NULL REFERENCES users,
      created_at INTEGER NOT NULL,
      -- A public channel's name as it is compared; NULL for everything else.
      name_key TEXT UNIQUE,
      -- The two people of a direct message, in one order (S6); NULL for everything else.
      pair_key TEXT UNIQUE
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE memberships (
      conversation_id TEXT NOT NULL REFERENCES conversations,
      user_id TEXT NOT NULL REFERENCES users,
      read_seq INTEGER NOT NULL,
      joined_at INTEGER NOT NULL,
      PRIMARY KEY (conversation_id, user_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX memberships_by_user ON memberships (user_id, joined_at);

    CREATE TABLE streams (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      head INTEGER NOT NULL,
      -- Events up to here, inclusive, are gone for good (S4).
      floor INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    -- Each is also the event that created it. One key for place and rows keeps a commit to few pages, and pages of
    -- history together.
    CREATE TABLE messages (
      -- Its stream's id << 32 | its seq there.
      place INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      conversation_id TEXT NOT NULL,
      changed_seq INTEGER NOT NULL,
      author_id TEXT NOT NULL REFERENCES users,
      client_id TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      edited_at INTEGER,
      deleted_at INTEGER,
      reply_to TEXT,
      mentions TEXT NOT NULL,
      -- Last, since counting what is unread reads none of it.
      text TEXT NOT NULL,
      -- The client's part first: its ids sort by birth, so that new ones land on one page whoever their author.
      UNIQUE (client_id, author_id)
    ) STRICT;

    -- All events but those of messages created.
    CREATE TABLE events (
      stream_id INTEGER NOT NULL REFERENCES streams,
      seq INTEGER NOT NULL,
      type TEXT NOT NULL,
      at INTEGER NOT NULL,
      actor_id TEXT,
      message_id TEXT,
      data TEXT,
      PRIMARY KEY (stream_id, seq),
      CHECK ((message_id IS NULL) <> (data IS NULL))
    ) STRICT, WITHOUT ROWID;

    -- What was asked with a client id and is not itself a message (S5): the result is found again by these.
    CREATE TABLE requests (
      author_id TEXT NOT NULL REFERENCES users,
      client_id TEXT NOT NULL,
      request TEXT NOT NULL,
      conversation_id TEXT NOT NULL,
      message_id TEXT,
      seq INTEGER,
      at INTEGER NOT NULL,
      PRIMARY KEY (client_id, author_id)
    ) STRICT, WITHOUT ROWID;
  `);
}
