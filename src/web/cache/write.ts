import { type IDBPObjectStore, type IDBPTransaction, type StoreNames, unwrap } from 'idb';
import type { CacheSchema } from './schema.ts';

/** A transaction over all stores; one that only reads is given to tables as if it wrote, and is never asked to. */
export type CacheTransaction = IDBPTransaction<CacheSchema, StoreNames<CacheSchema>[], 'readwrite'>;

type Store<N extends StoreNames<CacheSchema>> = IDBPObjectStore<
  CacheSchema,
  StoreNames<CacheSchema>[],
  N,
  'readwrite'
>;

/**
 * Writes are not waited for: what is asked of a transaction is done in order, and one that is refused ends it, which whoever
 * began it waits for. Without the wrapper, which makes a promise of each.
 */
export function put<N extends StoreNames<CacheSchema>>(
  store: Store<N>,
  value: CacheSchema[N]['value'],
  key?: CacheSchema[N]['key'],
): void {
  const bare = unwrap(store);
  if (key === undefined) bare.put(value);
  else bare.put(value, key);
}

/** Removes what has a key, or a key in a range; see `put`. */
export function remove<N extends StoreNames<CacheSchema>>(
  store: Store<N>,
  key: CacheSchema[N]['key'] | IDBKeyRange,
): void {
  unwrap(store).delete(key);
}

/** Removes all there is; see `put`. */
export function clear<N extends StoreNames<CacheSchema>>(store: Store<N>): void {
  unwrap(store).clear();
}

/** All keys that begin with `first`: an array is greater than any text or number. */
export const beginningWith = (first: string | number): IDBKeyRange => IDBKeyRange.bound([first], [first, []]);
