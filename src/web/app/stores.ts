import type { Log } from '../../client/app/Log.ts';
import type { Clock } from '../../client/clock.ts';
import { deleteIdbCache, openIdbCache } from '../cache/openIdbCache.ts';
import { browserClock } from '../clock.ts';
import { deleteIdb } from '../idb/openIdb.ts';
import { openIdbOutbox } from '../outbox/openIdbOutbox.ts';
import { inTime } from './inTime.ts';
import type { Owner, Stores } from './WebContext.ts';

const named = (what: 'cache' | 'outbox', { spaceId, userId }: Owner): string =>
  `parley-${what}-${spaceId}-${userId}`;

/** Opened too late to be of use. */
const drop = (late: { close(): Promise<void> }): void => void late.close();

/** The databases of this origin, two for each account. None is waited for for ever. */
export function idbStores(log: Log, clock: Clock = browserClock): Stores {
  return {
    openCache(owner, onLost) {
      const name = named('cache', owner);
      return inTime(clock, name, openIdbCache(name, owner.userId, onLost), drop);
    },
    openOutbox(owner, onLost) {
      const name = named('outbox', owner);
      const onUnreadable = (what: string) =>
        log.error('something unsent cannot be read, and is left as it is', what);
      return inTime(clock, name, openIdbOutbox(name, { onLost, onUnreadable }), drop);
    },
    deleteCache: (owner) => inTime(clock, named('cache', owner), deleteIdbCache(named('cache', owner))),
    deleteOutbox: (owner) => inTime(clock, named('outbox', owner), deleteIdb(named('outbox', owner))),
  };
}
