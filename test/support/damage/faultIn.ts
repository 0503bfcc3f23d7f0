import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';

/** Copies a database with its log, for whoever looks into it: to open a database changes how it is found. */
export function onCopy<T>(path: string, look: (copy: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'parley-copy-'));
  try {
    const copy = join(folder, 'copy.sqlite');
    for (const part of ['', '-wal']) if (existsSync(path + part)) cpSync(path + part, copy + part);
    return look(copy);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is wrong with the pages of a database that nobody uses, which stays as it is; `undefined` where nothing is. */
export const faultIn = (path: string): string | undefined =>
  onCopy(path, (copy) => {
    try {
      const database = new SqliteDatabase(copy, { fileMustExist: true });
      try {
        const found = database.pragma('quick_check(1)', { simple: true });
        return found === 'ok' ? undefined : String(found);
      } finally {
        database.close();
      }
    } catch (error) {
      if (error instanceof SqliteDatabase.SqliteError) return error.message;
      throw error;
    }
  });
