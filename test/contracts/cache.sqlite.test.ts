import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openCache } from '../../src/main/cache/openCache.ts';
import { cacheContract } from './cache.contract.ts';

let folder = '';
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-cache-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

cacheContract('SQLite', async (me) => {
  files += 1;
  const path = join(folder, `${files}.sqlite`);
  const cache = openCache(path, me);
  const reopen = async () => {
    await cache.close();
    return openCache(path, me);
  };
  return { cache, reopen };
});
