import type { UserId } from '../../src/shared/model/ids.ts';
import { createMemoryCache } from '../support/memory/memoryCache.ts';
import { cacheContract } from './cache.contract.ts';
import { cacheGuestsContract } from './cacheGuests.contract.ts';
import { cacheMarksContract } from './cacheMarks.contract.ts';
import { cacheReadingContract } from './cacheReading.contract.ts';

async function open(me: UserId) {
  const cache = createMemoryCache(me);
  return { cache, reopen: async () => cache };
}

cacheContract('memory', open);
cacheGuestsContract('memory', open);
cacheMarksContract('memory', open);
cacheReadingContract('memory', open);
