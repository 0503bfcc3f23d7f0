import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';

/**
 * Looks into a copy of a database that nobody uses, with its log: to open a database changes how it is found. Where SQLite cannot, it is what
 * `failing` makes of that.
 */
export function onCopy<T>(
  path: string,
  look: (copy: SqliteDatabase.Database) => T,
  failing: (error: Error) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'parley-copy-'));
  try {
    const copy = join(folder, 'copy.sqlite');
    for (const part of ['', '-wal']) if (existsSync(path + part)) cpSync(path + part, copy + part);
    const database = new SqliteDatabase(copy, { fileMustExist: true });
    try {
      return look(database);
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof SqliteDatabase.SqliteError) return failing(error);
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
