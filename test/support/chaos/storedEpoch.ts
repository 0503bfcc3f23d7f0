import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { onCopy } from '../damage/faultIn.ts';

/** Which past of the server the cache of a client that does not run holds; `undefined` where it holds none, or cannot be read. */
export function storedEpoch(folder: string): string | undefined {
  try {
    return onCopy(join(folder, 'cache.sqlite'), (copy) => {
      const database = new SqliteDatabase(copy, { fileMustExist: true });
      try {
        const row = database.prepare('SELECT epoch FROM space').get() as { epoch: string | null } | undefined;
        return row?.epoch ?? undefined;
      } finally {
        database.close();
      }
    });
  } catch (error) {
    if (error instanceof SqliteDatabase.SqliteError) return undefined;
    throw error;
  }
}
