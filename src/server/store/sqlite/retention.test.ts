import { v4 as uuid } from 'uuid';
import { expect, it } from 'vitest';
import { clientIdSchema } from '../../../shared/model/ids.ts';
import { IN_MEMORY, openDatabase } from '../../../sqlite/openDatabase.ts';
import { systemClock } from '../../clock.ts';
import { openSqliteStore } from './openSqliteStore.ts';

const DAY = 24 * 3_600_000;
const admission = { open: true, first: true, inviteHash: null };

it('conversations whose messages cannot go hold up no other, and are tried again', async () => {
  let shiftMs = 0;
  const now = () => Date.now() + shiftMs;
  const database = openDatabase(IN_MEMORY, { synchronous: 'NORMAL' });
  const store = openSqliteStore(database, { clock: { ...systemClock, now } });
  const account = { username: 'ann', displayName: 'Ann', passwordHash: '', admission };
  const ann = await store.createAccount(account);
  const clientId = () => clientIdSchema.parse(uuid());
  const ids = [];
  // As many as are swept at once fail, and are looked at first.
  for (const name of ['a', 'b', 'c', 'd', 'good']) {
    const { id } = await store.createConversation(ann.id, { kind: 'channel', name, clientId: clientId() });
    await store.sendMessage(ann.id, { conversationId: id, clientId: clientId(), text: 'old' });
    shiftMs += 1;
    await store.changeConversation(ann.id, { conversationId: id, retentionDays: 1 });
    ids.push(id);
  }
  const [good] = ids.slice(-1);
  database.exec(`CREATE TRIGGER damaged BEFORE DELETE ON messages WHEN old.conversation_id <> '${good}'
    BEGIN SELECT raise(ABORT, 'damaged'); END`);
  const textsIn = async (conversationId: typeof good) => {
    if (conversationId === undefined) throw new Error('no conversation');
    const { messages } = await store.history(ann.id, { conversationId, limit: 9 });
    return messages.filter(({ notice }) => notice === undefined).map(({ text }) => text);
  };

  shiftMs += 2 * DAY;
  await expect(store.performDue()).rejects.toThrow('damaged');
  expect(await textsIn(good)).toEqual(['old']);
  await store.performDue();
  expect(await textsIn(good)).toEqual([]);
  expect(await textsIn(ids[0])).toEqual(['old']);
  expect((await store.nextDueAt()) ?? 0).toBeGreaterThan(now());

  database.exec('DROP TRIGGER damaged');
  shiftMs += DAY;
  await store.performDue();
  expect(await textsIn(ids[0])).toEqual([]);
  await store.close();
});
