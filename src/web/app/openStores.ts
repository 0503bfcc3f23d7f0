import type { Cache } from '../../client/cache/Cache.ts';
import type { OutboxStore } from '../../client/outbox/OutboxStore.ts';
import type { StorageError } from '../idb/StorageError.ts';
import type { Owner, Stores } from './WebContext.ts';

/** What is wrong with one of the two databases of a space. */
export type Fault = { store: 'cache' | 'outbox'; error: StorageError };

/**
 * Opens cache and outbox, or neither: one without the other is of no use, and held open it would be in everybody's way.
 * Rejects with `StorageError`; `onFault` is told what was wrong with the cache then, too, and of both while they are open.
 */
export async function openStores(
  stores: Stores,
  owner: Owner,
  onFault: (fault: Fault) => void,
): Promise<{ cache: Cache; store: OutboxStore }> {
  const [cache, outbox] = await Promise.allSettled([
    stores.openCache(owner, (error) => onFault({ store: 'cache', error })),
    stores.openOutbox(owner, (error) => onFault({ store: 'outbox', error })),
  ]);
  if (cache.status === 'rejected') {
    if (outbox.status === 'fulfilled') await outbox.value.close();
    onFault({ store: 'cache', error: cache.reason });
    throw cache.reason;
  }
  if (outbox.status === 'rejected') {
    await cache.value.close();
    throw outbox.reason;
  }
  return { cache: cache.value, store: outbox.value };
}
