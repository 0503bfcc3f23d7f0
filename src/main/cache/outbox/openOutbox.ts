import { migrate } from '../../../sqlite/migrate.ts';
import { openDatabase } from '../../../sqlite/openDatabase.ts';
import { outboxMigrations } from './migrations.ts';
import { SqliteOutboxStore } from './SqliteOutboxStore.ts';

/** Opens the outbox at `path`, creating it where there is none. Throws `DatabaseError`. */
export function openOutbox(path: string): SqliteOutboxStore {
  const database = openDatabase(path, { synchronous: 'FULL' });
  try {
    migrate(database, outboxMigrations);
    return new SqliteOutboxStore(database);
  } catch (error) {
    database.close();
    throw error;
  }
}
