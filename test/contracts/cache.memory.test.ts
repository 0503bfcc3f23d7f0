import { createMemoryCache } from '../support/memory/memoryCache.ts';
import { cacheContract } from './cache.contract.ts';

cacheContract('memory', async (me) => {
  const cache = createMemoryCache(me);
  return { cache, reopen: async () => cache };
});
