import { expect, it } from 'vitest';
import { migrate } from '../../../../sqlite/migrate.ts';
import { IN_MEMORY, openDatabase } from '../../../../sqlite/openDatabase.ts';
import { createEntryRows } from '../entryRows.ts';
import { migrations } from './index.ts';

it('S4: data of an earlier version keeps its entries, and its events lose what they repeated', () => {
  const database = openDatabase(IN_MEMORY, { synchronous: 'NORMAL' });
  migrate(database, migrations.slice(0, 2));
  database.exec(`
    INSERT INTO streams (id, name, head) VALUES (7, 'user:x', 4);
    INSERT INTO entries VALUES (7, 'level', 'a', '"nothing"'), (7, 'mute', 'a', '{"until":null}');
    INSERT INTO events (stream_id, seq, type, at, data) VALUES
      (7, 1, 'entry.changed', 0, '{"entry":{"kind":"level","key":"a","value":"mentions"}}'),
      (7, 2, 'entry.changed', 0, '{"entry":{"kind":"level","key":"a","value":"nothing"}}'),
      (7, 3, 'entry.changed', 0, '{"entry":{"kind":"level","key":"b","value":null}}'),
      (7, 4, 'entry.changed', 0, '{"entry":{"kind":"mute","key":"a","value":{"until":null}}}');
  `);
  migrate(database, migrations);
  const rows = createEntryRows(database);
  const told = (seq: number, kind: string, key: string) => rows.asToldBy(7, seq, { kind, key });
  expect([told(1, 'level', 'a'), told(2, 'level', 'a')]).toEqual([undefined, 'nothing']);
  expect([told(3, 'level', 'b'), told(4, 'mute', 'a')]).toEqual([null, { until: null }]);
  const kept = database.prepare('SELECT data FROM events').pluck().all().join();
  expect(kept).not.toMatch(/mentions|nothing|until|value/);
  database.close();
});
