import { type DBSchema, type IDBPDatabase, unwrap } from 'idb';
import type { StorageError } from './StorageError.ts';

/** Who is to be told when a connection is of no use any more. */
const watchers = new WeakMap<IDBDatabase, (error: StorageError) => void>();

/** `onBroken` is called once at most, and not after `closeConnection`. */
export function watchConnection<S extends DBSchema>(
  database: IDBPDatabase<S>,
  onBroken: (error: StorageError) => void,
): void {
  watchers.set(unwrap(database), onBroken);
}

/** The connection is gone or unusable: whoever opened it learns of it, however that was seen. */
export function connectionBroke(database: IDBDatabase, error: StorageError): void {
  const tell = watchers.get(database);
  watchers.delete(database);
  tell?.(error);
}

/** Closes a connection that is not needed any more: what fails on it from now on is nobody's news. */
export function closeConnection<S extends DBSchema>(database: IDBPDatabase<S>): void {
  watchers.delete(unwrap(database));
  database.close();
}
