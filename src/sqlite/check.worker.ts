import { parentPort, workerData } from 'node:worker_threads';
import SqliteDatabase from 'better-sqlite3';
import { DatabaseError, toDatabaseError } from './DatabaseError.ts';

/** The thread that reads through a database, beside whoever uses it, and says what it found wrong; `null` where nothing is. */
parentPort?.postMessage(fault(String(workerData)));

function fault(path: string): string | null {
  try {
    const database = new SqliteDatabase(path, { readonly: true, timeout: 5000 });
    try {
      const found = database.pragma('quick_check(1)', { simple: true });
      return found === 'ok' ? null : String(found);
    } finally {
      database.close();
    }
  } catch (cause) {
    const error = toDatabaseError(cause, path);
    if (!(error instanceof DatabaseError) || error.code !== 'damaged') throw error;
    return error.message;
  }
}
