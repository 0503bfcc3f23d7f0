import { expect, it } from 'vitest';
import { migrate } from '../../../../sqlite/migrate.ts';
import { IN_MEMORY, openDatabase } from '../../../../sqlite/openDatabase.ts';
import { createInviteRows } from '../inviteRows.ts';
import { createSessionRows } from '../sessionRows.ts';
import { createUserRows } from '../userRows.ts';
import { migrations } from './index.ts';

const HOUR = 3_600_000;

it('data of an earlier version keeps its people, its sessions and its invites, which can be revoked from then on', () => {
  const database = openDatabase(IN_MEMORY, { synchronous: 'NORMAL' });
  migrate(database, migrations.slice(0, 4));
  database.exec(`
    INSERT INTO users (id, username, display_name, role, password_hash, created_at)
      VALUES ('ann', 'ann', 'Ann', 'owner', 'x', 1);
    INSERT INTO sessions (id, user_id, started_at) VALUES ('s', 'ann', 1000);
    INSERT INTO refresh_tokens (hash, session_id, expires_at) VALUES ('t', 's', ${HOUR});
    INSERT INTO invites VALUES ('a', 'member', 'ann', 5, ${HOUR}, 60), ('b', 'member', NULL, 5, ${HOUR}, 100);
  `);
  migrate(database, migrations);
  const [invites, sessions] = [createInviteRows(database), createSessionRows(database)];
  const all = invites.all();
  expect(all.map(({ uses, usesLeft, revokedAt }) => [uses, usesLeft, revokedAt]).sort()).toEqual([
    [100, 100, null],
    [100, 60, null],
  ]);
  expect(new Set(all.map(({ id }) => id)).size).toBe(2);
  expect(invites.usable('a', 10)).toMatchObject({ role: 'member', conversationIds: [] });
  for (const { id } of all) invites.revoke(id, 20);
  expect([invites.usable('a', 30), invites.usable('b', 30)]).toEqual([undefined, undefined]);
  const userId = createUserRows(database).all()[0]?.id;
  expect(userId === undefined ? [] : sessions.of(userId, 0)).toMatchObject([
    { id: 's', device: null, startedAt: 1000, usedAt: 1000 },
  ]);
  database.close();
});

it('the audit log is only ever added to', () => {
  const database = openDatabase(IN_MEMORY, { synchronous: 'NORMAL' });
  migrate(database, migrations);
  database.exec("INSERT INTO audit (at, actor_kind, act, detail) VALUES (1, 'host', 'token.created', '{}')");
  expect(() => database.exec("UPDATE audit SET act = 'x'")).toThrow('only added to');
  expect(() => database.exec('DELETE FROM audit')).toThrow('only added to');
  database.close();
});
