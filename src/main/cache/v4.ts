import type { Migration } from '../../sqlite/migrate.ts';

/** Replies by the message they reply to, for counting and reading threads. */
export const v4: Migration = (database) =>
  database.exec(
    `CREATE INDEX message_reply_to ON message (reply_to, deleted_at, created_at) WHERE reply_to IS NOT NULL`,
  );
