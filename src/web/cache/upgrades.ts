import type { Upgrade } from '../idb/openIdb.ts';
import type { CacheSchema } from './schema.ts';
import { v1 } from './v1.ts';

/** The steps that make the cache's database what it is; a new one is added at the end. */
export const cacheUpgrades: readonly Upgrade<CacheSchema>[] = [v1];
