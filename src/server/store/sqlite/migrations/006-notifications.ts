import type { Database } from '../../../../sqlite/openDatabase.ts';

/**
 * Where notifications are found besides by their key: those about a message, whoever has them; those that reading a
 * conversation marks; a person's oldest. And what was notified over HTTP, so that a repeat notifies nobody again.
 */
export function notifications(database: Database): void {
  database.exec(`
    CREATE INDEX notifications_by_message
      ON entries (value ->> '$.about.conversationId', value ->> '$.about.seq') WHERE kind = 'notification';
    CREATE INDEX notifications_to_read ON entries (stream_id, value ->> '$.about.conversationId', value ->> '$.about.seq')
      WHERE kind = 'notification' AND value ->> '$.readAt' IS NULL
        AND value ->> '$.about.type' IN ('mention', 'reply');
    CREATE INDEX notifications_by_age ON entries (stream_id, value ->> '$.at', key) WHERE kind = 'notification';

    -- The sender is a person's id or that of a service token.
    CREATE TABLE notified (
      id TEXT NOT NULL,
      sender TEXT NOT NULL,
      people INTEGER NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (id, sender)
    ) STRICT, WITHOUT ROWID;
  `);
}
