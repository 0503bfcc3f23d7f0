import type { Log } from '../../client/app/Log.ts';
import { deleteIdbCache, openIdbCache } from '../cache/openIdbCache.ts';
import { deleteIdb } from '../idb/openIdb.ts';
import { openIdbOutbox } from '../outbox/openIdbOutbox.ts';
import type { Owner, Stores } from './WebContext.ts';

const named = (what: 'cache' | 'outbox', { spaceId, userId }: Owner): string =>
  `parley-${what}-${spaceId}-${userId}`;

/** The databases of this origin, two for each account. */
export const idbStores = (log: Log): Stores => ({
  openCache: (owner, onLost) => openIdbCache(named('cache', owner), owner.userId, onLost),
  openOutbox: (owner, onLost) =>
    openIdbOutbox(named('outbox', owner), {
      onLost,
      onUnreadable: (what) => log.error('something unsent cannot be read, and is left as it is', what),
    }),
  deleteCache: (owner) => deleteIdbCache(named('cache', owner)),
  deleteOutbox: (owner) => deleteIdb(named('outbox', owner)),
});
