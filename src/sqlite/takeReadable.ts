import SqliteDatabase from 'better-sqlite3';
import type { Database } from './openDatabase.ts';

/** A table, and the column that its rows are kept in order of. */
export type Table = readonly [name: string, key: string];

/** What is said of a place where a database, or its disk, is damaged. */
const DAMAGE = /^SQLITE_(CORRUPT|NOTADB|ERROR|IOERR_READ|IOERR_SHORT_READ)/;
/** What is said of a row that a table cannot hold. */
const MISFIT = /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)/;

/**
 * Takes rows of damaged tables into others that are called alike: what stands before the first damage and after the last. Throws what
 * else goes wrong, such as a disk without room: whoever takes rows over must not do without some of them for that.
 */
export function takeReadable(damaged: Database, to: Database, tables: readonly Table[]): void {
  for (const [table, key] of tables) {
    const isWhole = takeRows(damaged, to, table, `ORDER BY "${key}"`);
    if (!isWhole) takeRows(damaged, to, table, `ORDER BY "${key}" DESC`);
  }
}

/** Takes rows up to the first that cannot be read; whether there is none such. */
function takeRows(damaged: Database, to: Database, table: string, order: string): boolean {
  return succeeds(DAMAGE, () => {
    const rows = damaged.prepare(`SELECT * FROM "${table}" ${order}`).safeIntegers().raw();
    const columns = rows.columns().map(({ name }) => `"${name.replaceAll('"', '""')}"`);
    const places = columns.map(() => '?').join();
    const insert = to.prepare(`INSERT OR IGNORE INTO "${table}" (${columns.join()}) VALUES (${places})`);
    // What the other table cannot hold is left where it is.
    for (const row of rows.iterate()) succeeds(MISFIT, () => insert.run(...(row as unknown[])));
  });
}

/** Whether a database does what it is asked to; throws what is not of this kind. */
function succeeds(mayFailBy: RegExp, ask: () => void): boolean {
  try {
    ask();
    return true;
  } catch (error) {
    if (error instanceof SqliteDatabase.SqliteError && mayFailBy.test(error.code)) return false;
    throw error;
  }
}
