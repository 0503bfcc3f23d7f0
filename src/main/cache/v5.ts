import type { Migration } from '../../sqlite/migrate.ts';

/** How many unread messages mention one, and whether a read position was set back here, which holds until the server knows. */
export const v5: Migration = (database) =>
  database.exec(`
    ALTER TABLE conversation ADD COLUMN unread_mentions INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE conversation ADD COLUMN local_reset INTEGER NOT NULL DEFAULT 0;

    UPDATE conversation SET unread_mentions = (
      SELECT count(*) FROM message, space
      WHERE place > key * 4294967296 + max(base ->> 'readSeq', coalesce(local_read_seq, 0))
        AND place < (key + 1) * 4294967296
        AND author_id <> me AND deleted_at IS NULL AND extras ->> 'notice' IS NULL
        AND (instr(mentions, me) > 0 OR extras ->> 'audience' IS NOT NULL)
    ) WHERE unread > 0 AND base IS NOT NULL;
  `);
