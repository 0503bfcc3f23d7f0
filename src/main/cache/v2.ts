import type { Migration } from '../../sqlite/migrate.ts';

/** What only some things have, as JSON, and the entries of streams. */
export const v2: Migration = (database) =>
  database.exec(`
    ALTER TABLE user ADD COLUMN extras TEXT;
    ALTER TABLE conversation ADD COLUMN extras TEXT;
    ALTER TABLE message ADD COLUMN extras TEXT;

    CREATE TABLE entry (
      stream TEXT NOT NULL,
      kind TEXT NOT NULL,
      key TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (stream, kind, key)
    ) STRICT, WITHOUT ROWID;
  `);
