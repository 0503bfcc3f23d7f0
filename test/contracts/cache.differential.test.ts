import { cacheMigrations } from '../../src/main/cache/migrations.ts';
import { SqliteCache } from '../../src/main/cache/SqliteCache.ts';
import { migrate } from '../../src/sqlite/migrate.ts';
import { IN_MEMORY, openDatabase } from '../../src/sqlite/openDatabase.ts';
import { cacheDifferential } from './cacheDifferential.contract.ts';

async function open(me: ConstructorParameters<typeof SqliteCache>[1]): Promise<SqliteCache> {
  const database = openDatabase(IN_MEMORY, { synchronous: 'NORMAL' });
  migrate(database, cacheMigrations);
  return new SqliteCache(database, me);
}

cacheDifferential('SQLite', open, 300);
