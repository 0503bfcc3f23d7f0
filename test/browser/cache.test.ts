import type { UserId } from '../../src/shared/model/ids.ts';
import { openIdbCache } from '../../src/web/cache/openIdbCache.ts';
import { cacheContract } from '../contracts/cache.contract.ts';
import { cacheDifferential } from '../contracts/cacheDifferential.contract.ts';
import { cacheGuestsContract } from '../contracts/cacheGuests.contract.ts';
import { cacheMarksContract } from '../contracts/cacheMarks.contract.ts';
import { cacheReadingContract } from '../contracts/cacheReading.contract.ts';

let databases = 0;
const nextName = (): string => {
  databases += 1;
  return `cache ${databases}`;
};

async function open(me: UserId) {
  const name = nextName();
  const cache = await openIdbCache(name, me, () => undefined);
  const reopen = async () => {
    await cache.close();
    return openIdbCache(name, me, () => undefined);
  };
  return { cache, reopen };
}

cacheContract('IndexedDB', open);
cacheGuestsContract('IndexedDB', open);
cacheMarksContract('IndexedDB', open);
cacheReadingContract('IndexedDB', open);
cacheDifferential('IndexedDB', (me) => openIdbCache(nextName(), me, () => undefined), 100);
