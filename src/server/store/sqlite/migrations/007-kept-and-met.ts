import type { Database } from '../../../../sqlite/openDatabase.ts';

/**
 * What a request about no conversation was about, so that its repeat is answered with that. Who has been in a
 * conversation, for guests to know who wrote there: of earlier times those who did are known. And what is found to
 * be forgotten, by its age.
 */
export function keptAndMet(database: Database): void {
  database.exec(`
    ALTER TABLE requests ADD COLUMN subject_id TEXT;

    CREATE TABLE former_members (
      conversation_id TEXT NOT NULL REFERENCES conversations,
      user_id TEXT NOT NULL REFERENCES users,
      PRIMARY KEY (conversation_id, user_id)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO former_members
      SELECT DISTINCT conversation_id, author_id FROM messages
       WHERE NOT EXISTS (SELECT 1 FROM memberships m
                          WHERE m.conversation_id = messages.conversation_id AND m.user_id = author_id);

    CREATE INDEX admins ON users (id) WHERE role IN ('owner', 'admin');

    -- By what goes first where there are too many: what was read, and then what is oldest.
    DROP INDEX notifications_by_age;
    CREATE INDEX notifications_by_age
      ON entries (stream_id, (value ->> '$.readAt' IS NULL), value ->> '$.at', key) WHERE kind = 'notification';
    -- Where nobody did it, things of a kind count as of one sender.
    CREATE INDEX notifications_by_sender
      ON entries (stream_id, coalesce(value ->> '$.about.actorId', value ->> '$.about.type'),
        (value ->> '$.readAt' IS NULL), value ->> '$.at', key) WHERE kind = 'notification';

    -- What is forgotten some time after it was.
    CREATE INDEX closed_reports ON reports (closed_at) WHERE closed_at IS NOT NULL;
    CREATE INDEX notified_by_age ON notified (at);
    CREATE INDEX requests_by_age ON requests (at) WHERE conversation_id = '';
  `);
}
