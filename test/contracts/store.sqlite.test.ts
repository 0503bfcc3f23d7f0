import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../src/server/store/sqlite/openSqliteStore.ts';
import { IN_MEMORY, openDatabase } from '../../src/sqlite/openDatabase.ts';
import { describeStore } from './store.contract.ts';

describeStore('SQLite in a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-store-'));
  return {
    open: async (clock) =>
      openSqliteStore(openDatabase(join(folder, 'space.sqlite'), { synchronous: 'FULL' }), { clock }),
    dispose: async () => rmSync(folder, { recursive: true, force: true }),
  };
});

describeStore('SQLite in memory', async () => {
  // Closing a database in memory would lose it: a store is left where it stands, as by a kill.
  const database = openDatabase(IN_MEMORY, { synchronous: 'NORMAL' });
  return {
    open: async (clock) => ({ ...openSqliteStore(database, { clock }), close: async () => {} }),
    dispose: async () => void database.close(),
  };
});
