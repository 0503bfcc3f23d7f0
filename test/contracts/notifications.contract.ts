import { describe, expect, it } from 'vitest';
import type { Sender } from '../../src/server/store/NotifyingStore.ts';
import { parseEntry } from '../../src/shared/model/entry.ts';
import { type MessageId, userIdSchema } from '../../src/shared/model/ids.ts';
import type { Message } from '../../src/shared/model/message.ts';
import {
  MAX_NOTIFICATION_BYTES,
  MAX_NOTIFICATIONS,
  MAX_OF_ONE_SENDER,
  type Notification,
} from '../../src/shared/model/notification.ts';
import { userStream } from '../../src/shared/model/stream.ts';
import type { User } from '../../src/shared/model/user.ts';
import { beginEach, clientId, refusedWith, type StoreSource, type StoreStory } from './StoreStory.ts';

const HOUR = 3_600_000;

/** What people are told of, and what takes it away again. */
export function describeNotifications(name: string, createSource: () => Promise<StoreSource>): void {
  describe(`what people are told of, in the store: ${name}`, () => {
    let story: StoreStory;
    beginEach(createSource, (begun) => {
      story = begun;
    });

    const toldOf = async (user: User): Promise<Record<string, Notification>> => {
      const found = (await story.store.snapshot(user.id, userStream(user.id)))?.snapshot;
      if (found?.kind !== 'user') throw new Error('no snapshot of a person');
      const own = found.entries.filter(({ kind }) => kind === 'notification');
      return Object.fromEntries(
        own.map(({ key, value }) => [key, parseEntry('notification', value) as Notification]),
      );
    };
    const typesOf = async (user: User) => Object.values(await toldOf(user)).map(({ about }) => about.type);
    const unreadOf = async (user: User) =>
      Object.entries(await toldOf(user))
        .filter(([, { readAt }]) => readAt === null)
        .map(([key]) => key);
    const reply = (actor: User, { id, conversationId }: Message, text: string) =>
      story.store.sendMessage(actor.id, { conversationId, clientId: clientId(), text, replyTo: id });
    const react = (actor: User, messageId: MessageId, emoji: string, on = true) =>
      story.store.reactToMessage(actor.id, { messageId, emoji, on });
    const block = (actor: User, other: User) =>
      story.store.setPersonalEntry(actor.id, {
        kind: 'blocked',
        key: other.id,
        value: { blockedAt: 1 },
      });
    const pass = (ms: number) => {
      story.time.shiftMs += ms;
    };

    describe('messages', () => {
      it('S2: that call a person by name tell them, in the commit of the message', async () => {
        const { ann, bob, cleo, general } = story;
        const { id, seq } = await story.send(ann, general, 'Ask @bob, or me: @ann');
        expect(await toldOf(bob)).toEqual({
          [`message:${id}`]: {
            about: { type: 'mention', conversationId: general, messageId: id, seq, actorId: ann.id },
            at: expect.any(Number),
            readAt: null,
          },
        });
        expect(await toldOf(ann)).toEqual({});
        expect(await toldOf(cleo)).toEqual({});
        const types = story.commits.at(-1)?.map((change) => change.kind === 'event' && change.event.type);
        expect(types).toEqual(['message.created', 'entry.changed']);
      });

      it('tell all whom they call together, and nobody who is not in the conversation', async () => {
        const { ann, bob, cleo } = story;
        const { id } = await story.channel(ann, 'few', { private: true, memberIds: [bob.id] });
        await story.send(ann, id, '@everyone, and @cleo');
        expect(await typesOf(bob)).toEqual(['invitation', 'mention']);
        expect(await toldOf(cleo)).toEqual({});
        expect(await toldOf(ann)).toEqual({});
      });

      it('tell whom they answer, once where they also name them', async () => {
        const { ann, bob, cleo, general } = story;
        const question = await story.send(bob, general, 'Who has the key?');
        await reply(ann, question, 'I do');
        await reply(cleo, question, '@bob she does');
        await reply(bob, question, 'Thanks');
        expect((await typesOf(bob)).sort()).toEqual(['mention', 'reply']);
      });

      it('sent later tell when they are sent', async () => {
        const { store, ann, bob, general: conversationId } = story;
        const sendAt = Date.now() + HOUR;
        await store.setScheduled(ann.id, {
          scheduleId: clientId(),
          conversationId,
          text: 'Hi @bob',
          sendAt,
        });
        expect(await toldOf(bob)).toEqual({});
        pass(2 * HOUR);
        await store.performDue();
        expect(await typesOf(bob)).toEqual(['mention']);
      });

      it('that are edited tell whom they call now, and call others back', async () => {
        const { store, ann, bob, cleo, general } = story;
        const { id: messageId } = await story.send(ann, general, 'Ask @bob');
        await store.editMessage(ann.id, { messageId, text: 'Ask @cleo' });
        expect(await toldOf(bob)).toEqual({});
        expect(await unreadOf(cleo)).toEqual([`message:${messageId}`]);
        await story.store.readNotifications(cleo.id, { keys: [`message:${messageId}`] });
        await store.editMessage(ann.id, { messageId, text: 'Ask @cleo, please' });
        expect(await unreadOf(cleo)).toEqual([]);
      });

      it('that are edited are no news to who has read past them', async () => {
        const { store, ann, bob, general } = story;
        const { id: messageId, seq } = await story.send(ann, general, 'Ask Bob');
        await store.advanceRead(bob.id, { conversationId: general, seq });
        await store.editMessage(ann.id, { messageId, text: 'Ask @bob' });
        expect(await typesOf(bob)).toEqual(['mention']);
        expect(await unreadOf(bob)).toEqual([]);
      });

      it('an answer that names its person no more is still an answer', async () => {
        const { store, ann, bob, general } = story;
        const question = await story.send(bob, general, 'Who?');
        const { id: messageId } = await reply(ann, question, '@bob me');
        await store.editMessage(ann.id, { messageId, text: 'me' });
        expect(await typesOf(bob)).toEqual(['reply']);
      });

      it('S4: that are deleted, or expire, leave nothing behind', async () => {
        const { store, ann, bob, general } = story;
        const first = await story.send(ann, general, '@bob one');
        const own = await story.send(bob, general, 'mine');
        await react(ann, own.id, '👍');
        await store.deleteMessage(ann.id, { messageId: first.id });
        expect(Object.keys(await toldOf(bob))).toEqual([`reaction:${own.id}`]);
        await store.deleteMessage(bob.id, { messageId: own.id });
        expect(await toldOf(bob)).toEqual({});
        const second = await story.send(ann, general, '@everyone two');
        const third = await story.send(ann, general, '@everyone three');
        await store.expireMessages(general, second.seq);
        expect(Object.keys(await toldOf(bob))).toEqual([`message:${third.id}`]);
      });
    });

    describe('reading', () => {
      it('S14: a conversation reads what was told of it up to there, in the same commit', async () => {
        const { store, ann, bob, general } = story;
        const first = await story.send(ann, general, '@bob one');
        const second = await story.send(ann, general, '@bob two');
        const other = await story.channel(bob, 'other', { memberIds: [ann.id] });
        const elsewhere = await story.send(ann, other.id, '@bob three');
        await store.advanceRead(bob.id, { conversationId: general, seq: first.seq });
        const types = story.commits.at(-1)?.map((change) => change.kind === 'event' && change.event.type);
        expect(types).toEqual(['entry.changed', 'read.advanced']);
        expect((await unreadOf(bob)).sort()).toEqual(
          [`message:${second.id}`, `message:${elsewhere.id}`].sort(),
        );
        // What was read is not unread again where the conversation is marked so.
        await store.resetRead(bob.id, { conversationId: general, seq: 0, clientId: clientId() });
        expect(await unreadOf(bob)).toHaveLength(2);
      });

      it('does not read what is put to a message, by reading the message', async () => {
        const { store, ann, bob, general } = story;
        const { id, seq } = await story.send(bob, general, 'mine');
        await react(ann, id, '👍');
        await store.advanceRead(bob.id, { conversationId: general, seq: seq + 1 });
        expect(await unreadOf(bob)).toEqual([`reaction:${id}`]);
      });

      it('marks some, or all that came up to a time', async () => {
        const { store, ann, bob, general } = story;
        const keys = [];
        for (const text of ['@bob one', '@bob two', '@bob three', '@bob four']) {
          keys.push(`message:${(await story.send(ann, general, text)).id}`);
          pass(1000);
        }
        const [one = '', two = '', three = '', four = ''] = keys;
        await store.readNotifications(bob.id, { keys: [two, `message:${clientId()}`] });
        expect(await unreadOf(bob)).toEqual([one, three, four].sort());
        const throughAt = (await toldOf(bob))[three]?.at ?? 0;
        await store.readNotifications(bob.id, { throughAt });
        expect(await unreadOf(bob)).toEqual([four]);
      });

      it('reads one as it was seen, not as it has come anew since', async () => {
        const { store, ann, bob, cleo, general } = story;
        const { id } = await story.send(bob, general, 'mine');
        const key = `reaction:${id}`;
        await react(ann, id, '👍');
        const throughAt = (await toldOf(bob))[key]?.at ?? 0;
        pass(1000);
        await react(cleo, id, '🎉');
        await store.readNotifications(bob.id, { keys: [key], throughAt });
        expect(await unreadOf(bob)).toEqual([key]);
        await store.readNotifications(bob.id, { keys: [key] });
        expect(await unreadOf(bob)).toEqual([]);
      });

      it('S5: a repeat reads nothing that has come anew since', async () => {
        const { store, ann, bob, cleo, general } = story;
        const { id } = await story.send(bob, general, 'mine');
        const key = `reaction:${id}`;
        await react(ann, id, '👍');
        const request = { keys: [key], clientId: clientId() };
        await store.readNotifications(bob.id, request);
        await react(cleo, id, '👍');
        await store.readNotifications(bob.id, request);
        expect(await unreadOf(bob)).toEqual([key]);
      });
    });

    describe('reactions', () => {
      it('are one notification for a message, anew for each person who comes', async () => {
        const { store, ann, bob, cleo, general } = story;
        const { id, seq } = await story.send(bob, general, 'mine');
        const key = `reaction:${id}`;
        await react(bob, id, '👍');
        expect(await toldOf(bob)).toEqual({});
        await react(ann, id, '👍');
        await store.readNotifications(bob.id, { keys: [key] });
        await react(ann, id, '🎉');
        expect((await toldOf(bob))[key]).toMatchObject({
          about: { type: 'reaction', conversationId: general, messageId: id, seq, emoji: '🎉' },
          readAt: expect.any(Number),
        });
        pass(1000);
        await react(cleo, id, '👀');
        expect((await toldOf(bob))[key]).toMatchObject({
          about: { emoji: '👀', actorIds: [ann.id, cleo.id] },
          readAt: null,
        });
        await react(cleo, id, '👀', false);
        expect((await toldOf(bob))[key]).toMatchObject({ about: { emoji: '👍', actorIds: [ann.id] } });
        await react(ann, id, '👍', false);
        expect((await toldOf(bob))[key]).toMatchObject({ about: { emoji: '🎉', actorIds: [ann.id] } });
        await react(ann, id, '🎉', false);
        expect(await toldOf(bob)).toEqual({});
      });
    });

    describe('who is blocked', () => {
      it('is not told of, and what was told of them goes', async () => {
        const { ann, bob, cleo, general } = story;
        const { id } = await story.send(bob, general, 'mine');
        const mention = await story.send(ann, general, '@bob one');
        await story.send(cleo, general, '@bob two');
        await react(ann, id, '👍');
        await react(cleo, id, '👀');
        await block(bob, cleo);
        expect(await toldOf(bob)).toEqual({
          [`message:${mention.id}`]: expect.anything(),
          [`reaction:${id}`]: expect.objectContaining({
            about: expect.objectContaining({ emoji: '👍', actorIds: [ann.id] }),
          }),
        });
        await story.send(cleo, general, '@bob three, @everyone');
        await react(cleo, id, '🎉');
        await story.channel(cleo, 'come', { memberIds: [bob.id, ann.id] });
        expect(Object.keys(await toldOf(bob))).toHaveLength(2);
        expect(await typesOf(ann)).toEqual(['invitation']);
      });
    });

    describe('conversations', () => {
      it('tell whom another brings into them, but for direct messages', async () => {
        const { store, ann, bob, cleo } = story;
        const direct = { kind: 'direct' as const, memberIds: [bob.id], clientId: clientId() };
        await store.createConversation(ann.id, direct);
        expect(await toldOf(bob)).toEqual({});
        const { id } = await story.channel(ann, 'garden');
        await store.joinConversation(cleo.id, { conversationId: id });
        expect(await toldOf(cleo)).toEqual({});
        await store.addMembers(ann.id, { conversationId: id, userIds: [bob.id, cleo.id] });
        expect(await toldOf(cleo)).toEqual({});
        expect(await toldOf(bob)).toEqual({
          [`invitation:${id}`]: {
            about: { type: 'invitation', conversationId: id, actorId: ann.id },
            at: expect.any(Number),
            readAt: null,
          },
        });
      });

      it('S13: that are left take along all that was told of them', async () => {
        const { store, ann, bob, general } = story;
        const { id } = await story.channel(ann, 'garden', { memberIds: [bob.id] });
        const own = await story.send(bob, id, 'mine');
        await story.send(ann, id, '@bob');
        await react(ann, own.id, '👍');
        const elsewhere = await story.send(ann, general, '@bob');
        expect(await typesOf(bob)).toHaveLength(4);
        await store.removeMember(ann.id, { conversationId: id, userId: bob.id });
        expect(Object.keys(await toldOf(bob))).toEqual([`message:${elsewhere.id}`]);
        await reply(ann, own, 'gone?');
        await react(ann, own.id, '🎉');
        expect(Object.keys(await toldOf(bob))).toHaveLength(1);
      });
    });

    it('a report is told to who moderates, and is read when it was judged', async () => {
      const { store, ann, bob, cleo, general } = story;
      const { id: messageId, seq } = await story.send(cleo, general, 'something rude');
      await store.reportMessage(bob.id, { messageId, reason: 'Rude' });
      const { reports } = await store.reports(ann.id, { open: true, limit: 9 });
      const reportId = reports[0]?.id;
      const about = { type: 'report', reportId, conversationId: general, messageId, seq, actorId: bob.id };
      expect(Object.values(await toldOf(ann))).toMatchObject([{ about, readAt: null }]);
      expect(await typesOf(bob)).toEqual([]);
      expect(await typesOf(cleo)).toEqual([]);
      // What was said is gone; that it was reported is not.
      await store.deleteMessage(cleo.id, { messageId });
      expect(await unreadOf(ann)).toEqual([`report:${reportId}`]);
      if (reportId) await store.closeReport(ann.id, { reportId, outcome: 'handled' });
      expect(await unreadOf(ann)).toEqual([]);
    });

    describe('what is said from outside', () => {
      const said = { title: 'Build 7', body: 'All green.' };
      const byAnn = () => ({ kind: 'user' as const, userId: story.ann.id });
      const program = async (): Promise<Sender> => {
        const token = await story.store.createServiceToken(story.ann.id, { name: 'CI', tokenHash: 'hash' });
        return { kind: 'service', token };
      };
      const to = (...people: User[]) => ({ kind: 'people' as const, userIds: people.map(({ id }) => id) });

      it('is told to all it is for, or to nobody', async () => {
        const { store, bob, cleo, general } = story;
        const sender = await program();
        expect(await store.notify(sender, to(bob, cleo, bob), said)).toBe(2);
        const about = { type: 'external', ...said, source: 'CI' };
        expect(Object.values(await toldOf(bob))).toMatchObject([{ about, readAt: null }]);
        const nobody = { ...bob, id: userIdSchema.parse(clientId()) };
        await expect(store.notify(sender, to(cleo, nobody), said)).rejects.toEqual(refusedWith('not_found'));
        expect(await typesOf(cleo)).toEqual(['external']);
        const there = { kind: 'conversation' as const, conversationId: general };
        expect(await store.notify(sender, there, said)).toBe(3);
        expect(Object.values(await toldOf(cleo))).toContainEqual(
          expect.objectContaining({ about: { ...about, conversationId: general } }),
        );
      });

      it('S5: is told once, by each who says it', async () => {
        const { store, bob, cleo } = story;
        const sender = await program();
        const id = clientId();
        expect(await store.notify(sender, to(bob, cleo), { ...said, id })).toBe(2);
        expect(await store.notify(sender, to(bob), { ...said, id })).toBe(2);
        expect(await typesOf(bob)).toHaveLength(1);
        expect(await store.notify(byAnn(), to(bob), { ...said, id })).toBe(1);
        expect(await typesOf(bob)).toHaveLength(2);
        // A month later nobody repeats anything: ids of that time are forgotten.
        pass(31 * 24 * HOUR);
        await store.notify(byAnn(), to(bob), { ...said, id: clientId() });
        expect(await store.notify(sender, to(bob), { ...said, id })).toBe(1);
        expect(await typesOf(bob)).toHaveLength(4);
      });

      it('is refused of a token that was revoked, and of who runs the space no more', async () => {
        const { store, ann, bob } = story;
        const sender = await program();
        if (sender.kind === 'service') await store.revokeServiceToken(ann.id, { tokenId: sender.token.id });
        await expect(store.notify(sender, to(bob), said)).rejects.toEqual(refusedWith('unauthorized'));
        const byBob = { kind: 'user' as const, userId: bob.id };
        await expect(store.notify(byBob, to(bob), said)).rejects.toEqual(refusedWith('forbidden'));
        const request = { ...said, clientId: clientId() };
        await expect(store.announce(bob.id, request)).rejects.toEqual(refusedWith('forbidden'));
        expect(await toldOf(bob)).toEqual({});
      });

      it('S5: an announcement is for everyone, once, and no news to who makes it', async () => {
        const { store, ann, bob, cleo } = story;
        const request = { ...said, clientId: clientId() };
        expect(await store.announce(ann.id, request)).toBe(3);
        expect(await store.announce(ann.id, request)).toBe(3);
        for (const person of [ann, bob, cleo]) expect(await typesOf(person)).toEqual(['announcement']);
        expect([(await unreadOf(ann)).length, (await unreadOf(bob)).length]).toEqual([0, 1]);
      });
    });

    it('S13: a report goes with the conversation for who judges there no more, and stays for who runs the space', async () => {
      const { store, ann, bob, cleo } = story;
      const { id } = await story.channel(ann, 'garden', { memberIds: [bob.id, cleo.id] });
      await store.setRole(ann.id, { conversationId: id, userId: bob.id, role: 'moderator' });
      const { id: messageId } = await story.send(cleo, id, 'something rude, @ann @bob');
      const dan = await store.createAccount({
        ...{ username: 'dan', displayName: 'Dan', passwordHash: '' },
        admission: { open: true, first: false, inviteHash: null },
      });
      await store.joinConversation(dan.id, { conversationId: id });
      await store.reportMessage(dan.id, { messageId, reason: 'Rude' });
      expect((await typesOf(bob)).sort()).toEqual(['invitation', 'mention', 'report']);
      for (const person of [bob, ann]) await store.leaveConversation(person.id, { conversationId: id });
      expect(await typesOf(bob)).toEqual([]);
      expect(await typesOf(ann)).toEqual(['report']);
    });

    it('who is shut out is told of nothing', async () => {
      const { store, ann, bob, general } = story;
      await store.setUserState(ann.id, { userId: bob.id, state: 'deactivated' });
      await story.send(ann, general, '@bob, @everyone');
      await store.setUserState(ann.id, { userId: bob.id, state: 'active' });
      expect(await toldOf(bob)).toEqual({});
    });

    it('a reminder is told of as it fires, and read when it is put off', async () => {
      const { store, ann, bob, general } = story;
      const { id, seq } = await story.send(ann, general, 'later');
      const remind = (remindAt: number | null) => store.setReminder(bob.id, { messageId: id, remindAt });
      await remind(Date.now() + HOUR);
      expect(await toldOf(bob)).toEqual({});
      pass(2 * HOUR);
      await store.performDue();
      expect(await toldOf(bob)).toMatchObject({
        [`reminder:${id}`]: { about: { type: 'reminder', conversationId: general, messageId: id, seq } },
      });
      expect(await unreadOf(bob)).toHaveLength(1);
      await remind(Date.now() + story.time.shiftMs + HOUR);
      expect(await unreadOf(bob)).toEqual([]);
      pass(2 * HOUR);
      await store.performDue();
      expect(await unreadOf(bob)).toEqual([`reminder:${id}`]);
    });

    describe('of more than are kept', () => {
      const FULL = MAX_NOTIFICATIONS / MAX_OF_ONE_SENDER;
      const call = (actor: User, times: number) =>
        Promise.all(Array.from({ length: times }, (_, n) => story.send(actor, story.general, `@bob ${n}`)));
      /** Others who fill what Bob can be told of between them, with Ann and Cleo. */
      async function callers(): Promise<User[]> {
        const names = Array.from({ length: FULL - 2 }, (_, n) => `caller${n}`);
        const account = (username: string) => ({ username, displayName: username, passwordHash: '' });
        const admission = { open: true, first: false, inviteHash: null };
        const made = names.map((name) => story.store.createAccount({ ...account(name), admission }));
        return [story.ann, story.cleo, ...(await Promise.all(made))];
      }
      async function fill(): Promise<Message> {
        const [first, ...others] = await callers();
        if (first === undefined) throw new Error('nobody calls');
        const message = await story.send(first, story.general, '@bob first');
        pass(1000);
        await call(first, MAX_OF_ONE_SENDER - 1);
        for (const other of others) await call(other, MAX_OF_ONE_SENDER);
        pass(1000);
        return message;
      }

      it('the oldest goes, and is told to be gone', async () => {
        const { store, ann, bob, general } = story;
        const first = await fill();
        expect(Object.keys(await toldOf(bob))).toContain(`message:${first.id}`);
        const { id } = await store.createAccount({
          ...{ username: 'last', displayName: 'Last', passwordHash: '' },
          admission: { open: true, first: false, inviteHash: null },
        });
        await story.send({ ...ann, id }, general, '@bob last');
        const left = await toldOf(bob);
        expect(Object.keys(left)).toHaveLength(MAX_NOTIFICATIONS);
        expect(Object.keys(left)).not.toContain(`message:${first.id}`);
        expect(story.commits.at(-1)?.at(-1)).toMatchObject({
          event: { data: { entry: { key: `message:${first.id}`, value: null } } },
        });
      });

      it('what was read goes before what was not, however old that is', async () => {
        const { store, ann, bob, cleo } = story;
        const first = await fill();
        const newest = (await unreadOf(bob)).sort().slice(-1);
        await store.readNotifications(bob.id, { keys: newest });
        await react(cleo, (await story.send(bob, story.general, 'mine')).id, '👍');
        const left = Object.keys(await toldOf(bob));
        expect([left.length, await unreadOf(bob)]).toEqual([MAX_NOTIFICATIONS, expect.arrayContaining(left)]);
        expect(left).toContain(`message:${first.id}`);
        expect(left).not.toContain(newest[0]);
        expect(ann.id).toBe(first.authorId);
      });

      it('nobody pushes out what others have to say', async () => {
        const { ann, bob, cleo, general } = story;
        const quiet = await story.send(cleo, general, '@bob once');
        pass(1000);
        await call(ann, MAX_OF_ONE_SENDER + 5);
        const left = Object.keys(await toldOf(bob));
        expect(left).toHaveLength(MAX_OF_ONE_SENDER + 1);
        expect(left).toContain(`message:${quiet.id}`);
      });

      it('what is said from outside takes only so much room', async () => {
        const { store, ann, bob, general } = story;
        const called = await story.send(ann, general, '@bob');
        pass(1000);
        const sender = { kind: 'user' as const, userId: ann.id };
        const said = {
          title: 'Long',
          body: 'ж'.repeat(2000),
          url: `https://example.org/${'x'.repeat(2000)}`,
        };
        for (let time = 0; time < 60; time += 1)
          await store.notify(sender, { kind: 'people', userIds: [bob.id] }, said);
        const left = await toldOf(bob);
        const bytes = Buffer.byteLength(JSON.stringify(Object.values(left)));
        expect(bytes).toBeLessThanOrEqual(MAX_NOTIFICATION_BYTES + 1000);
        expect(bytes).toBeGreaterThan(MAX_NOTIFICATION_BYTES - 10_000);
        expect(Object.keys(left)).not.toContain(`message:${called.id}`);
      });
    });
  });
}
