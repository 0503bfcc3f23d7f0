import { expect, it } from 'vitest';
import type { ConversationId, UserId } from '../../../shared/model/ids.ts';
import { migrate } from '../../../sqlite/migrate.ts';
import { IN_MEMORY, openDatabase } from '../../../sqlite/openDatabase.ts';
import { createMembershipRows } from './membershipRows.ts';
import { migrations } from './migrations/index.ts';

const cats = 'cats' as ConversationId;
const ann = 'ann' as UserId;

function createStory() {
  const database = openDatabase(IN_MEMORY, { synchronous: 'NORMAL' });
  migrate(database, migrations);
  database.exec(`
    INSERT INTO users (id, username, display_name, role, password_hash, created_at)
      VALUES ('ann', 'ann', 'Ann', 'member', 'x', 1);
    INSERT INTO conversations (id, kind, name, private, everyone, member_ids, created_by, created_at)
      VALUES ('cats', 'channel', 'cats', 1, 0, '[]', 'ann', 1);
  `);
  return { database, memberships: createMembershipRows(database) };
}

it('S13: who has left is no member from then on, however often they were asked for before', () => {
  const { memberships } = createStory();
  memberships.insert(cats, ann, 0, 1);
  expect([memberships.access(cats, ann), memberships.access(cats, ann)]).toEqual(['member', 'member']);
  memberships.remove(cats, ann);
  expect(memberships.access(cats, ann)).toBe('hidden');
});

it('who was let in by a commit that is undone was never in', () => {
  const { database, memberships } = createStory();
  database.exec('BEGIN');
  memberships.insert(cats, ann, 0, 1);
  expect(memberships.access(cats, ann)).toBe('member');
  database.exec('ROLLBACK');
  memberships.forget();
  expect(memberships.access(cats, ann)).toBe('hidden');
});
