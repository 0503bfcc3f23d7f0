import { expect, it } from 'vitest';
import { migrate } from '../../../sqlite/migrate.ts';
import { type Database, IN_MEMORY, openDatabase } from '../../../sqlite/openDatabase.ts';
import { migrations } from './migrations/index.ts';
import { createNotificationRows } from './notificationRows.ts';

/** How SQLite would go about each statement that these rows prepare. */
function plans(database: Database): string[] {
  const statements: string[] = [];
  const listening = new Proxy(database, {
    get(target, name) {
      if (name !== 'prepare') return Reflect.get(target, name);
      return (sql: string) => {
        statements.push(sql);
        return target.prepare(sql);
      };
    },
  });
  createNotificationRows(listening);
  return statements.map((sql) => {
    const values = Array.from(sql.matchAll(/\?/g), () => null);
    const steps = database.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
    return steps.map(({ detail }) => detail).join('; ');
  });
}

it('finds what reading marks, what a message told and what is oldest without looking at anything else', () => {
  const database = openDatabase(IN_MEMORY, { synchronous: 'NORMAL' });
  migrate(database, migrations);
  const [all, toRead, beyond, beyondOf, , , about] = plans(database);
  expect(all).toContain('SEARCH entries USING PRIMARY KEY (stream_id=? AND kind=?)');
  expect(toRead).toContain(
    'SEARCH entries USING INDEX notifications_to_read (stream_id=? AND <expr>=? AND <expr><?)',
  );
  expect(beyond).toMatch(/SEARCH entries USING (COVERING )?INDEX notifications_by_age \(stream_id=\?\)/);
  expect(beyondOf).toMatch(
    /SEARCH entries USING (COVERING )?INDEX notifications_by_sender \(stream_id=\? AND <expr>=\?\)/,
  );
  for (const plan of [beyond, beyondOf]) expect(plan).not.toContain('TEMP B-TREE');
  expect(about).toMatch(
    /e USING (COVERING )?INDEX notifications_by_message \(<expr>=\? AND <expr>>\? AND <expr><\?\)/,
  );
  database.close();
});
