import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import { toStorageError } from './StorageError.ts';

/**
 * Runs `work` in one transaction over all stores: what it writes is all there when this resolves, or nothing is and it
 * rejects. `work` may wait for nothing but the transaction's own answers. `relaxed`: after a power cut the last moments may be missing.
 */
export async function transact<S extends DBSchema, M extends 'readonly' | 'readwrite', T>(
  database: IDBPDatabase<S>,
  mode: M,
  durability: IDBTransactionDurability,
  work: (transaction: IDBPTransaction<S, StoreNames<S>[], M>) => Promise<T>,
): Promise<T> {
  try {
    const transaction = database.transaction([...database.objectStoreNames], mode, { durability });
    // Handled from the start, since it may end before anyone looks.
    const ended = transaction.done.then(
      () => ({ failed: false, error: undefined }),
      (error: unknown) => ({ failed: true, error }),
    );
    let result: T;
    try {
      result = await work(transaction);
    } catch (error) {
      if (transaction.error === null) abort(transaction);
      await ended;
      // A write that was refused ended the transaction, and is why what came after it failed.
      throw transaction.error ?? error;
    }
    const { failed, error } = await ended;
    if (failed) throw error;
    return result;
  } catch (error) {
    throw toStorageError(error, database.name);
  }
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch (error) {
    // It has ended already.
    if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
  }
}
