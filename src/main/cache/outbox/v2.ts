import type { Migration } from '../../../sqlite/migrate.ts';

/** Drafts know the message they are to answer, the server's draft they were made from, and what was sent there of them. */
export const v2: Migration = (database) =>
  database.exec(`
    ALTER TABLE draft ADD COLUMN reply_to TEXT;
    -- As JSON; none was made from a draft of the server before.
    ALTER TABLE draft ADD COLUMN base TEXT NOT NULL DEFAULT '{"text":"","replyTo":null,"revision":0}';
    ALTER TABLE draft ADD COLUMN sent TEXT;
  `);
