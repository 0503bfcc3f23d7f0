import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { DatabaseError, toDatabaseError } from '../../../sqlite/DatabaseError.ts';
import { openDatabase } from '../../../sqlite/openDatabase.ts';

/** The thread that reads through a database, beside the one that uses it, and says whether it is sound. */
const path = z.string().parse(workerData);
try {
  const database = openDatabase(path, { synchronous: 'NORMAL' });
  const found = database.pragma('quick_check(1)', { simple: true });
  database.close();
  parentPort?.postMessage(found === 'ok');
} catch (cause) {
  const error = toDatabaseError(cause, path);
  if (!(error instanceof DatabaseError) || error.code !== 'damaged') throw error;
  parentPort?.postMessage(false);
}
