import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { clientIdSchema, type UserId } from '../../../shared/model/ids.ts';
import { countsAsUnread, type Message } from '../../../shared/model/message.ts';
import { conversationStream } from '../../../shared/model/stream.ts';
import { IN_MEMORY, openDatabase } from '../../../sqlite/openDatabase.ts';
import { systemClock } from '../../clock.ts';
import { openSqliteStore } from './openSqliteStore.ts';

/** More than two stretches that are tallied. */
const MANY = 2_600;
const admission = { open: true, first: true, inviteHash: null };
const clientId = () => clientIdSchema.parse(v7());

async function createStory() {
  const database = openDatabase(IN_MEMORY, { synchronous: 'NORMAL' });
  const store = openSqliteStore(database, { clock: systemClock });
  const enter = async (username: string) =>
    (await store.createAccount({ username, displayName: username, passwordHash: '', admission })).id;
  const [ann, ben, eve] = [await enter('ann'), await enter('ben'), await enter('eve')] as const;
  const { id } = await store.createConversation(ann, {
    ...{ kind: 'channel', name: 'garden', private: true, memberIds: [ben, eve], clientId: clientId() },
  });
  const write = (author: UserId, text: string) =>
    store.sendMessage(author, { conversationId: id, clientId: clientId(), text });
  /** What is there, read in pages. */
  async function messages(): Promise<Message[]> {
    const all: Message[] = [];
    for (let more = true; more; ) {
      const afterSeq = all.at(-1)?.seq ?? 0;
      const page = await store.history(ann, { conversationId: id, afterSeq, limit: 200 });
      all.push(...page.messages);
      more = page.more;
    }
    return all;
  }
  /** Each person's count at each of some positions, by the store and by looking at every message. */
  async function expectCounted(): Promise<void> {
    const all = await messages();
    for (const person of [ann, ben, eve])
      for (const seq of [0, 1, 700, 1023, 1024, 1025, 2048, 2500, 9999]) {
        const { readSeq, unread } = await store.resetRead(person, { conversationId: id, seq });
        const missed = all.filter(
          (one) => one.seq > readSeq && one.authorId !== person && countsAsUnread(one),
        );
        expect(unread, `${person} after ${seq}`).toBe(missed.length);
      }
  }
  return { store, database, ann, ben, eve, id, write, messages, expectCounted };
}

it('counts what is unread in a long conversation as often as it is asked, whatever changes there', async () => {
  const { store, ann, ben, id, write, messages, expectCounted } = await createStory();
  await Promise.all(Array.from({ length: MANY }, (_, at) => write(at % 3 === 0 ? ann : ben, `${at}`)));
  await expectCounted();

  const sent = (await messages()).filter(({ authorId, notice }) => authorId === ben && !notice);
  for (const at of [0, 600, 1_000, -1]) {
    const messageId = sent.at(at)?.id;
    if (messageId) await store.deleteMessage(ben, { messageId, clientId: clientId() });
  }
  await write(ann, 'one more');
  await expectCounted();

  await store.changeConversation(ann, { conversationId: id, name: 'allotment' });
  await expectCounted();
  await store.close();
});

it('counts right what was counted in a commit that failed at its end', async () => {
  const { store, database, ann, ben, id, write, messages, expectCounted } = await createStory();
  await Promise.all(Array.from({ length: MANY }, (_, at) => write(ben, `${at}`)));
  const [first] = (await messages()).filter(({ authorId, notice }) => authorId === ben && !notice);
  if (!first) throw new Error('Ben has written nothing.');
  // Deferred, it is only noticed by the commit itself: by then the store has counted without what was deleted.
  database.exec(`
    CREATE TABLE parent (id INTEGER PRIMARY KEY);
    CREATE TABLE child (parent INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED);
    CREATE TRIGGER spoil AFTER UPDATE OF deleted_at ON messages BEGIN INSERT INTO child VALUES (1); END;`);
  const outcomes = await Promise.allSettled([
    store.deleteMessage(ben, { messageId: first.id, clientId: clientId() }),
    store.resetRead(ann, { conversationId: id, seq: 0, clientId: clientId() }),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  database.exec('DROP TRIGGER spoil');
  await expectCounted();
  await store.close();
});

it('counts right what was counted in a commit that was undone and done again', async () => {
  const { store, ann, ben, id, write, messages, expectCounted } = await createStory();
  await Promise.all(Array.from({ length: MANY }, (_, at) => write(ben, `${at}`)));
  const [first] = (await messages()).filter(({ authorId, notice }) => authorId === ben && !notice);
  if (!first) throw new Error('Ben has written nothing.');
  const reset = () => store.resetRead(ann, { conversationId: id, seq: 0, clientId: clientId() });
  const outcomes = await Promise.allSettled([
    store.deleteMessage(ben, { messageId: first.id, clientId: clientId() }),
    reset(),
    store.editMessage(ann, { messageId: first.id, text: 'not mine', clientId: clientId() }),
    reset(),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  await expectCounted();
  const { snapshot } = (await store.snapshot(ann, conversationStream(id))) ?? {};
  expect(snapshot?.kind === 'conversation' && snapshot.read.unread).toBe(0);
  await store.close();
});
