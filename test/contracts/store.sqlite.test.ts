import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/server/clock.ts';
import { openSqliteStore } from '../../src/server/store/sqlite/openSqliteStore.ts';
import { IN_MEMORY, openDatabase } from '../../src/sqlite/openDatabase.ts';
import { describeAdmitting } from './admitting.contract.ts';
import { describeConversations } from './conversations.contract.ts';
import { describeGoverning } from './governing.contract.ts';
import { describeGuests } from './guests.contract.ts';
import { describeJudging } from './judging.contract.ts';
import { describeLater } from './later.contract.ts';
import { describeMarks } from './marks.contract.ts';
import { describeNames } from './names.contract.ts';
import { describeNotifications } from './notifications.contract.ts';
import { describePeople } from './people.contract.ts';
import { describeRetention } from './retention.contract.ts';
import { describeStore } from './store.contract.ts';

async function inFile() {
  const folder = mkdtempSync(join(tmpdir(), 'parley-store-'));
  return {
    open: async (clock: Clock) =>
      openSqliteStore(openDatabase(join(folder, 'space.sqlite'), { synchronous: 'FULL' }), { clock }),
    dispose: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function inMemory() {
  // Closing a database in memory would lose it: a store is left where it stands, as by a kill.
  const database = openDatabase(IN_MEMORY, { synchronous: 'NORMAL' });
  return {
    open: async (clock: Clock) =>
      Object.assign(openSqliteStore(database, { clock }), { close: async () => {} }),
    dispose: async () => void database.close(),
  };
}

for (const describeSuite of [
  describeStore,
  describeMarks,
  describeLater,
  describeConversations,
  describeNames,
  describePeople,
  describeGoverning,
  describeAdmitting,
  describeGuests,
  describeJudging,
  describeRetention,
  describeNotifications,
]) {
  describeSuite('SQLite in a file', inFile);
  describeSuite('SQLite in memory', inMemory);
}
