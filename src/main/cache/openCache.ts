import type { UserId } from '../../shared/model/ids.ts';
import { migrate } from '../../sqlite/migrate.ts';
import { openDatabase } from '../../sqlite/openDatabase.ts';
import { cacheMigrations } from './migrations.ts';
import { SqliteCache } from './SqliteCache.ts';

/** KiB of pages kept in memory for one space: a few conversations' newest pages and the trees above them. */
const CACHE_KIB = 16 * 1024;
/**
 * Pages the write-ahead log takes before a commit waits until they are in the file: several whole catch-ups, since
 * `SqliteCache.shortenLog` moves them when nobody waits. Only who never pauses comes this far.
 */
const CHECKPOINT_PAGES = 16_000;

/**
 * Opens the cache of the account `me` at `path`, creating it where there is none. `NORMAL`: what the last
 * moments before a power cut brought is brought again by sync. Throws `DatabaseError`.
 */
export function openCache(path: string, me: UserId): SqliteCache {
  const database = openDatabase(path, { synchronous: 'NORMAL', cacheKiB: CACHE_KIB });
  try {
    database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    // What is deleted is overwritten, in the search index too (S4).
    database.pragma('secure_delete = FAST');
    migrate(database, cacheMigrations);
    return new SqliteCache(database, me);
  } catch (error) {
    database.close();
    throw error;
  }
}
