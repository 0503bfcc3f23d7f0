import type { Database } from '../../../../sqlite/openDatabase.ts';

/** When people were last there; unknown of those who have not left since. */
export function lastSeen(database: Database): void {
  database.exec('ALTER TABLE users ADD COLUMN last_seen_at INTEGER;');
}
