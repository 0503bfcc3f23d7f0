import type { UserId } from '../../shared/model/ids.ts';
import { deleteIdb, openIdb } from '../idb/openIdb.ts';
import type { StorageError } from '../idb/StorageError.ts';
import { IdbCache } from './IdbCache.ts';
import type { CacheSchema } from './schema.ts';
import { cacheUpgrades } from './upgrades.ts';

/**
 * Opens the cache of the account `me` in the database `name`, creating it where there is none; one that was another account's
 * starts over. `onLost`: the connection is gone, and every call from then on is rejected with a `StorageError` whose code is `lost`.
 *
 * Rejects with `StorageError`, as any call may: where its code is `damaged`, close the cache, call `deleteIdbCache` and open it
 * anew, and sync fills it again.
 */
export async function openIdbCache(
  name: string,
  me: UserId,
  onLost: (error: StorageError) => void,
): Promise<IdbCache> {
  const database = await openIdb<CacheSchema>({ name, upgrades: cacheUpgrades, onLost });
  const cache = new IdbCache(database, me);
  try {
    await cache.begin();
  } catch (error) {
    await cache.close();
    throw error;
  }
  return cache;
}

/** Removes a cache, sound or damaged, that is not open any more. Rejects with `StorageError`. */
export const deleteIdbCache = (name: string): Promise<void> => deleteIdb(name);
