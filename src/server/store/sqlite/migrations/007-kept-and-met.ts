import type { Database } from '../../../../sqlite/openDatabase.ts';

/**
 * What a request about no conversation was about, so that its repeat is answered with that.
 */
export function keptAndMet(database: Database): void {
  database.exec(`
    ALTER TABLE requests ADD COLUMN subject_id TEXT;
  `);
}
