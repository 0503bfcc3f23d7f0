import type { Clock } from '../../client/clock.ts';
import { StorageError } from '../idb/StorageError.ts';
import { inTime } from './inTime.ts';

/**
 * Sees whether the browser keeps anything for this page, and where it refuses puts a database in memory in its place, so
 * that everything runs as it does elsewhere and is gone with the page. Called before anything else opens a database: the
 * wrapper of IndexedDB remembers the classes it finds first. Rejects with `StorageError` where the browser does not answer.
 */
export async function prepareStorage(clock: Clock): Promise<'kept' | 'refused'> {
  if (await isKept(clock)) return 'kept';
  await import('fake-indexeddb/auto');
  return 'refused';
}

const PROBE = 'parley-probe';

/** Private windows and blocked site data throw, fail, or have no `indexedDB` at all. */
async function isKept(clock: Clock): Promise<boolean> {
  try {
    const request = indexedDB.open(PROBE);
    const opening = new Promise<void>((resolve, reject) => {
      request.onsuccess = () => resolve();
      request.onerror = () => reject(request.error);
    });
    await inTime(clock, PROBE, opening, () => request.result.close());
    request.result.close();
    indexedDB.deleteDatabase(PROBE);
    return true;
  } catch (error) {
    if (error instanceof StorageError) throw error;
    // Whatever it says, it means that nothing is kept here: the window tells the person.
    return false;
  }
}
