import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openCache } from '../../src/main/cache/openCache.ts';
import type { UserId } from '../../src/shared/model/ids.ts';
import { cacheContract } from './cache.contract.ts';
import { cacheMarksContract } from './cacheMarks.contract.ts';

let folder = '';
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-cache-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function open(me: UserId) {
  files += 1;
  const path = join(folder, `${files}.sqlite`);
  const cache = openCache(path, me);
  const reopen = async () => {
    await cache.close();
    return openCache(path, me);
  };
  return { cache, reopen };
}

cacheContract('SQLite', open);
cacheMarksContract('SQLite', open);
