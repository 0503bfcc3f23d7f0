import {
  type DBSchema,
  deleteDB,
  type IDBPDatabase,
  type IDBPTransaction,
  openDB,
  type StoreNames,
  unwrap,
} from 'idb';
import { connectionBroke, watchConnection } from './connections.ts';
import { StorageError, toStorageError } from './StorageError.ts';

/** One step from version N−1 to N; never edited once it has shipped. */
export type Upgrade<S extends DBSchema> = (
  database: IDBPDatabase<S>,
  transaction: IDBPTransaction<S, StoreNames<S>[], 'versionchange'>,
) => void;

export type OpenIdbOptions<S extends DBSchema> = {
  name: string;
  /** The first makes version 1. */
  upgrades: readonly Upgrade<S>[];
  /**
   * The connection is of no use any more: the browser ended it, as it does where people clear what is kept, a later version
   * needs the database, or a transaction found it so (`unreadable`, `damaged`), which is all that some browsers let one see.
   * Called once at most.
   */
  onLost(error: StorageError): void;
};

/**
 * Opens a database, brought to the version that `upgrades` lists in one transaction with its opening. Rejects with
 * `StorageError`: with `newer`, having changed nothing, when a later build has been here.
 */
export async function openIdb<S extends DBSchema>({
  name,
  upgrades,
  onLost,
}: OpenIdbOptions<S>): Promise<IDBPDatabase<S>> {
  if (!('indexedDB' in globalThis))
    throw new StorageError('refused', `${name} may not be kept in this browser.`);
  const blocked = Promise.withResolvers<never>();
  const opening = openDB<S>(name, upgrades.length, {
    upgrade(database, from, _to, transaction) {
      for (const step of upgrades.slice(from)) step(database, transaction);
    },
    blocked() {
      blocked.reject(
        new StorageError('blocked', `${name} is held by another tab that runs an earlier version.`),
      );
    },
    blocking(_from, _to, event) {
      // Whoever waits must not wait for this page to be closed.
      const database = event.target as IDBDatabase;
      database.close();
      connectionBroke(
        database,
        new StorageError('lost', `${name} was given to a tab that needs a later version, or to delete it.`),
      );
    },
    terminated() {
      void opening.then((database) =>
        connectionBroke(unwrap(database), new StorageError('lost', `${name} was closed by the browser.`)),
      );
    },
  });
  try {
    const database = await Promise.race([opening, blocked.promise]);
    watchConnection(database, onLost);
    return database;
  } catch (error) {
    // One that opens after all is not wanted any more.
    opening.then(
      (database) => database.close(),
      () => undefined,
    );
    throw toStorageError(error, name);
  }
}

/** Deletes a database, once all connections to it are closed. Rejects with `StorageError`. */
export async function deleteIdb(name: string): Promise<void> {
  const blocked = Promise.withResolvers<never>();
  const deleting = deleteDB(name, {
    blocked: () => blocked.reject(new StorageError('blocked', `${name} is held by another tab.`)),
  });
  try {
    await Promise.race([deleting, blocked.promise]);
  } catch (error) {
    throw toStorageError(error, name);
  }
}
