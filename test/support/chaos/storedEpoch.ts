import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';

/** Which past of the server the cache of a client that does not run holds; `undefined` where it holds none, or cannot be read. */
export function storedEpoch(folder: string): string | undefined {
  // A copy: whoever opens a database changes how it is found, and its client has to find it as it was left.
  const copy = mkdtempSync(join(tmpdir(), 'parley-chaos-cache-'));
  try {
    for (const part of ['cache.sqlite', 'cache.sqlite-wal'])
      if (existsSync(join(folder, part))) cpSync(join(folder, part), join(copy, part));
    const database = new SqliteDatabase(join(copy, 'cache.sqlite'), { fileMustExist: true });
    try {
      const row = database.prepare('SELECT epoch FROM space').get() as { epoch: string | null } | undefined;
      return row?.epoch ?? undefined;
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof SqliteDatabase.SqliteError) return undefined;
    throw error;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
