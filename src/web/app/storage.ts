/**
 * Sees whether the browser keeps anything for this page, and where it refuses puts a database in memory in its place, so
 * that everything runs as it does elsewhere and is gone with the page. Called before anything else opens a database: the
 * wrapper of IndexedDB remembers the classes it finds first.
 */
export async function prepareStorage(): Promise<'kept' | 'refused'> {
  if (await isKept()) return 'kept';
  await import('fake-indexeddb/auto');
  return 'refused';
}

const PROBE = 'parley-probe';

/** Private windows and blocked site data throw, fail, or have no `indexedDB` at all. */
async function isKept(): Promise<boolean> {
  try {
    const request = indexedDB.open(PROBE);
    await new Promise<void>((resolve, reject) => {
      request.onsuccess = () => resolve();
      request.onerror = () => reject(request.error);
    });
    request.result.close();
    indexedDB.deleteDatabase(PROBE);
    return true;
  } catch {
    // Whatever it says, it means that nothing is kept here: the window tells the person.
    return false;
  }
}
