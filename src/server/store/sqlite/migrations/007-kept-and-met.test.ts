import { expect, it } from 'vitest';
import type { ConversationId } from '../../../../shared/model/ids.ts';
import { migrate } from '../../../../sqlite/migrate.ts';
import { IN_MEMORY, openDatabase } from '../../../../sqlite/openDatabase.ts';
import { createMembershipRows } from '../membershipRows.ts';
import { migrations } from './index.ts';

it('data of an earlier version knows who has left a conversation by what they wrote there', () => {
  const database = openDatabase(IN_MEMORY, { synchronous: 'NORMAL' });
  migrate(database, migrations.slice(0, 6));
  for (const name of ['ann', 'bob', 'cleo'])
    database.exec(
      `INSERT INTO users (id, username, display_name, role, password_hash, created_at)
         VALUES ('${name}', '${name}', '${name}', 'member', 'x', 1)`,
    );
  database.exec(`
    INSERT INTO conversations (id, kind, name, private, everyone, member_ids, created_by, created_at)
      VALUES ('cats', 'channel', 'cats', 0, 0, '[]', 'ann', 1);
    INSERT INTO memberships (conversation_id, user_id, read_seq, joined_at) VALUES ('cats', 'ann', 0, 1);
  `);
  const write = database.prepare(
    `INSERT INTO messages (place, id, conversation_id, changed_seq, author_id, client_id, created_at, mentions, text)
       VALUES (?, ?, 'cats', 1, ?, ?, 1, '[]', 'x')`,
  );
  for (const [place, author] of ['ann', 'bob', 'bob'].entries())
    write.run(place, `${place}`, author, `${place}`);
  migrate(database, migrations);
  expect(createMembershipRows(database).former('cats' as ConversationId)).toEqual(['bob']);
  database.close();
});
