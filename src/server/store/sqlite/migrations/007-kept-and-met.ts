import type { Database } from '../../../../sqlite/openDatabase.ts';

/**
 * What a request about no conversation was about, so that its repeat is answered with that. Who has been in a
 * conversation, for guests to know who wrote there: of earlier times those who did are known.
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
  `);
}
