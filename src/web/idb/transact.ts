import { type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames, unwrap } from 'idb';
import { connectionBroke } from './connections.ts';
import { StorageError, type StorageErrorCode, toStorageError } from './StorageError.ts';

/**
 * Runs `work` in one transaction over all stores: what it writes is all there when this resolves, or nothing is and it
 * rejects. `work` may wait for nothing but the transaction's own answers. Where the connection turns out
 * to be of no use any more, whoever opened it is told as well. `relaxed`: after a power cut the last moments may be missing.
 */
export async function transact<S extends DBSchema, M extends 'readonly' | 'readwrite', T>(
  database: IDBPDatabase<S>,
  mode: M,
  durability: IDBTransactionDurability,
  work: (transaction: IDBPTransaction<S, StoreNames<S>[], M>) => Promise<T>,
): Promise<T> {
  try {
    const stores: StoreNames<S>[] = [...database.objectStoreNames];
    const transaction = database.transaction(stores, mode, { durability });
    const ended = endOf(unwrap(transaction));
    // The wrapper's own end, which fails with the first request that does, before it is known why: `ended` tells it all.
    transaction.done.catch(() => undefined);
    let result: T;
    try {
      result = await work(transaction);
    } catch (error) {
      abort(transaction);
      // A write that was refused ended the transaction, and is why what came after it failed.
      throw (await ended).error ?? error;
    }
    const { done, error } = await ended;
    if (!done) throw error ?? new DOMException('The transaction was undone.', 'AbortError');
    return result;
  } catch (error) {
    const refusal = toStorageError(error, database.name);
    if (refusal instanceof StorageError && breaking.has(refusal.code))
      connectionBroke(unwrap(database), refusal);
    throw refusal;
  }
}

/** What a transaction finds that says that nothing more is to be had of this connection. */
const breaking = new Set<StorageErrorCode>(['lost', 'unreadable', 'damaged']);

/** How a transaction ends: done, or undone by what went wrong, which is null where somebody called `abort`. */
const endOf = (transaction: IDBTransaction): Promise<{ done: boolean; error: DOMException | null }> =>
  new Promise((resolve) => {
    transaction.addEventListener('complete', () => resolve({ done: true, error: null }));
    transaction.addEventListener('abort', () => resolve({ done: false, error: transaction.error }));
  });

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch (error) {
    // It has ended already.
    if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
  }
}
