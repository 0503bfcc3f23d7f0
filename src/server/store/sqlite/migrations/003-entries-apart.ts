import type { Database } from '../../../../sqlite/openDatabase.ts';

/**
 * Events no longer repeat what an entry holds: some hold texts, which must be nowhere once they are gone (S4). An entry
 * knows the event that set it, and when the server has to do something about it.
 */
export function entriesApart(database: Database): void {
  database.exec(`
    ALTER TABLE entries ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE entries ADD COLUMN due_at INTEGER;
    CREATE INDEX entries_by_due ON entries (due_at) WHERE due_at IS NOT NULL;

    UPDATE entries SET seq = latest.seq
      FROM (SELECT stream_id, data ->> '$.entry.kind' AS kind, data ->> '$.entry.key' AS key, max(seq) AS seq
              FROM events WHERE type = 'entry.changed' GROUP BY 1, 2, 3) AS latest
     WHERE entries.stream_id = latest.stream_id AND entries.kind = latest.kind AND entries.key = latest.key;
    UPDATE events SET data = json_remove(data, '$.entry.value') WHERE type = 'entry.changed';
  `);
}
