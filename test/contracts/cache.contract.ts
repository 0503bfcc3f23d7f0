import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cache, CachedConversation, CachedPage } from '../../src/client/cache/Cache.ts';
import type { Conversation } from '../../src/shared/model/conversation.ts';
import type { ConversationId, Seq, UserId } from '../../src/shared/model/ids.ts';
import type { Message } from '../../src/shared/model/message.ts';
import { conversationStream, directoryStream, userStream } from '../../src/shared/model/stream.ts';
import {
  ada,
  changed,
  channel,
  conversationId,
  created,
  deleted,
  edited,
  event,
  identity,
  me,
  message,
  messageId,
  opaque,
  read,
  snapshotOf,
  space,
  user,
  userId,
} from './builders.ts';

/** One cache under test, and how to close it and open what it kept. */
export type CacheInstance = { cache: Cache; reopen(): Promise<Cache> };

const garden = conversationId(1);
const gardenStream = conversationStream(garden);
const mine = userStream(me);
const seqs = (messages: Message[]): Seq[] => messages.map(({ seq }) => seq);
const summary = (page: CachedPage) => ({ ...page, messages: seqs(page.messages) });
/** Messages of someone else at these seqs. */
const messages = (from: Seq, to: Seq): Message[] =>
  Array.from({ length: to - from + 1 }, (_, index) => message(garden, from + index));

/** The rules of DESIGN §3 that a cache keeps; `open` makes an empty one of the account given. */
export function cacheContract(name: string, open: (me: UserId) => Promise<CacheInstance>): void {
  describe(`the cache contract, kept by ${name}`, () => {
    let instance: CacheInstance;
    let cache: Cache;
    beforeEach(async () => {
      instance = await open(me);
      cache = instance.cache;
    });
    afterEach(() => cache.close());

    const conversation = async (id: ConversationId = garden): Promise<CachedConversation | undefined> =>
      (await cache.load()).conversations.find((each) => each.conversation.id === id);
    const unread = async () => (await conversation())?.unread;
    const newest = async (limit = 50) => summary(await cache.page(garden, undefined, limit));
    /** The garden as a snapshot at `head` leaves it: messages at the seqs from `from` on, all before read unless told. */
    const enter = (
      from: Seq,
      head: Seq,
      state = read(head, 0, head, 1),
      of: Conversation = channel(garden),
    ) => cache.applySnapshot(gardenStream, snapshotOf(of, messages(from, head), from, state), head);
    const readEvent = (
      seq: Seq,
      type: 'read.advanced' | 'read.reset',
      readSeq: Seq,
      count: number,
      asOf: Seq,
    ) => event(mine, seq, type, { conversationId: garden, read: read(readSeq, count, asOf, seq) });

    describe('what is kept', () => {
      it('is nothing at first', async () => {
        const nothing = {
          identity: null,
          space: null,
          cursors: new Map(),
          users: [],
          entries: [],
          conversations: [],
          readHere: [],
        };
        expect(await cache.load()).toEqual(nothing);
        expect(await newest()).toEqual({ messages: [], older: 'hole', newer: 'hole' });
        expect(await cache.message(messageId(garden, 1))).toBeUndefined();
        expect(await cache.members(garden)).toEqual([]);
      });

      it('is there again after a restart', async () => {
        await cache.setIdentity(identity);
        await enter(3, 5, read(3, 2, 5, 1));
        await cache.applyEvents(gardenStream, [
          created(message(garden, 6, { mentions: [me], replyTo: messageId(garden, 3) })),
        ]);
        await cache.advanceRead(garden, 4);
        const before = { content: await cache.load(), page: await cache.page(garden, undefined, 10) };
        cache = await instance.reopen();
        expect({ content: await cache.load(), page: await cache.page(garden, undefined, 10) }).toEqual(
          before,
        );
        expect(before.content.identity).toEqual(identity);
        expect(await cache.members(garden)).toEqual(expect.arrayContaining([me, ada]));
      });

      it('S11: is forgotten by a reset, identity included', async () => {
        await cache.setIdentity(identity);
        await enter(1, 3);
        await cache.reset();
        const nothing = {
          identity: null,
          space: null,
          cursors: new Map(),
          users: [],
          entries: [],
          conversations: [],
          readHere: [],
        };
        expect(await cache.load()).toEqual(nothing);
        await enter(1, 2);
        expect((await newest()).messages).toEqual([1, 2]);
      });
    });

    describe('S9: events', () => {
      it('change rows and cursor together and say what they changed', async () => {
        await enter(1, 2);
        const change = await cache.applyEvents(gardenStream, [
          created(message(garden, 3)),
          event(gardenStream, 4, 'member.joined', { userId: userId(3) }),
        ]);
        expect(change).toEqual({
          space: null,
          users: [],
          conversations: [await conversation()],
          removedConversations: [],
          members: [{ conversationId: garden, joined: [userId(3)], left: [] }],
          messages: [{ conversationId: garden, messages: [message(garden, 3)] }],
          resetMessages: [],
          expired: [],
          entries: [],
          forgotten: [],
        });
        expect(await conversation()).toEqual({
          conversation: channel(garden),
          joined: true,
          readSeq: 2,
          unread: 1,
          unreadMentions: 0,
          headSeq: 4,
          lastMessageAt: 10_003,
        });
        expect((await cache.load()).cursors).toEqual(new Map([[gardenStream, 4]]));
      });

      it('that were applied before are ignored', async () => {
        await enter(1, 2);
        await cache.applyEvents(gardenStream, [created(message(garden, 3))]);
        const again = await cache.applyEvents(gardenStream, [
          created(message(garden, 3, { text: 'not what it was', changedSeq: 9 })),
        ]);
        expect(again.messages).toEqual([]);
        expect(again.conversations).toEqual([]);
        const both = await cache.applyEvents(gardenStream, [
          created(message(garden, 3)),
          created(message(garden, 4)),
        ]);
        expect(both.messages).toEqual([{ conversationId: garden, messages: [message(garden, 4)] }]);
        expect(await cache.message(messageId(garden, 3))).toEqual(message(garden, 3));
        expect(await unread()).toBe(2);
      });

      it('that leave a gap are refused, and nothing of them is kept', async () => {
        await enter(1, 2);
        const gap = [created(message(garden, 3)), created(message(garden, 5))];
        await expect(cache.applyEvents(gardenStream, gap)).rejects.toThrow('gap');
        await expect(cache.applyEvents(gardenStream, [created(message(garden, 4))])).rejects.toThrow('gap');
        expect((await newest()).messages).toEqual([1, 2]);
        expect((await cache.load()).cursors).toEqual(new Map([[gardenStream, 2]]));
      });

      it('S13: of a conversation that was left meanwhile are not kept, and it is told that it is not held', async () => {
        await cache.applySnapshot(mine, { kind: 'user', memberships: [], entries: [] }, 1);
        await enter(1, 2);
        const left = event(mine, 2, 'conversation.left', { conversationId: garden });
        await cache.applyEvents(mine, [left]);
        const change = await cache.applyEvents(gardenStream, [created(message(garden, 3))]);
        expect(change).toMatchObject({ messages: [], conversations: [], forgotten: [gardenStream] });
        expect(await newest()).toEqual({ messages: [], older: 'hole', newer: 'hole' });
        expect((await cache.load()).cursors).toEqual(new Map([[mine, 2]]));
        await enter(1, 4);
        await cache.applyEvents(gardenStream, [created(message(garden, 5))]);
        expect((await newest()).messages).toEqual([1, 2, 3, 4, 5]);
      });

      it('of a conversation that nothing is known of are not kept either, its first one included', async () => {
        const change = await cache.applyEvents(gardenStream, [opaque(gardenStream, 1)]);
        expect(change).toMatchObject({ conversations: [], forgotten: [gardenStream] });
        expect((await cache.load()).cursors).toEqual(new Map());
      });

      it('S1: that begin a conversation make it known before its membership is', async () => {
        await cache.applyEvents(gardenStream, [
          event(gardenStream, 1, 'conversation.created', { conversation: channel(garden) }),
          event(gardenStream, 2, 'member.joined', { userId: me }),
          created(message(garden, 3)),
        ]);
        expect(await conversation()).toMatchObject({ joined: false, unread: 0, headSeq: 3 });
        await cache.applyEvents(mine, [
          event(mine, 1, 'conversation.joined', { conversation: channel(garden), read: read(0, 0, 2, 1) }),
        ]);
        expect(await conversation()).toMatchObject({ joined: true, unread: 1, headSeq: 3 });
        expect(await newest()).toEqual({ messages: [3], older: 'end', newer: 'end' });
      });

      it('S16: that are opaque move the cursor and nothing else', async () => {
        await enter(1, 2);
        const change = await cache.applyEvents(gardenStream, [
          opaque(gardenStream, 3),
          created(message(garden, 4)),
        ]);
        expect(change.messages).toEqual([{ conversationId: garden, messages: [message(garden, 4)] }]);
        expect(await newest()).toEqual({ messages: [1, 2, 4], older: 'end', newer: 'end' });
        await cache.applyEvents(directoryStream, [opaque(directoryStream, 1)]);
        await cache.applyEvents(mine, [opaque(mine, 1)]);
        expect((await cache.load()).cursors).toEqual(
          new Map([
            [gardenStream, 4],
            [directoryStream, 1],
            [mine, 1],
          ]),
        );
      });

      it('change a message that is here, once for a batch', async () => {
        await enter(1, 2);
        const first = message(garden, 3);
        const change = await cache.applyEvents(gardenStream, [
          created(first),
          edited(changed(message(garden, 1), 4, 'mended')),
          edited(changed(first, 5, 'better')),
        ]);
        const messages = [changed(message(garden, 1), 4, 'mended'), changed(first, 5, 'better')];
        expect(change.messages).toEqual([{ conversationId: garden, messages }]);
        expect(await cache.message(first.id)).toEqual(changed(first, 5, 'better'));
      });

      it('S4: blank a deleted message, which keeps its place', async () => {
        await enter(1, 3, read(0, 3, 3, 1));
        const blank = changed(message(garden, 2), 4, '');
        const change = await cache.applyEvents(gardenStream, [deleted(blank)]);
        expect(change.messages).toEqual([{ conversationId: garden, messages: [blank] }]);
        expect((await cache.page(garden, undefined, 9)).messages[1]).toEqual(blank);
        expect(await unread()).toBe(2);
      });

      it('may carry a message as it stands now: what comes later repeats it', async () => {
        await enter(1, 2);
        const blank = changed(message(garden, 3), 5, '');
        await cache.applyEvents(gardenStream, [created(blank), created(message(garden, 4))]);
        expect(await unread()).toBe(1);
        await cache.applyEvents(gardenStream, [deleted(blank)]);
        expect(await unread()).toBe(1);
        expect(await cache.message(blank.id)).toEqual(blank);
      });

      it('of membership keep the list of members', async () => {
        await enter(1, 2);
        const change = await cache.applyEvents(gardenStream, [
          event(gardenStream, 3, 'member.joined', { userId: userId(3) }),
          event(gardenStream, 4, 'member.left', { userId: ada }),
          event(gardenStream, 5, 'member.left', { userId: userId(3) }),
        ]);
        expect(change.members).toEqual([{ conversationId: garden, joined: [], left: [ada, userId(3)] }]);
        expect(await cache.members(garden)).toEqual([me]);
      });

      it('S4: of retention drop what has expired, and nothing is older than that', async () => {
        await enter(1, 6, read(0, 6, 6, 1));
        const change = await cache.applyEvents(gardenStream, [
          event(gardenStream, 7, 'messages.expired', { throughSeq: 4 }),
        ]);
        expect(change.expired).toEqual([{ conversationId: garden, throughSeq: 4 }]);
        expect(await newest()).toEqual({ messages: [5, 6], older: 'end', newer: 'end' });
        expect(await cache.message(messageId(garden, 2))).toBeUndefined();
        expect(await unread()).toBe(2);
      });

      it('S4: about what has expired meanwhile do not bring it back', async () => {
        await enter(9, 12);
        // A page as of an expiry through 6 that is still to come as an event.
        await cache.addPage(garden, { messages: messages(7, 8), asOf: 14, fromSeq: 1, toSeq: 8 });
        const change = await cache.applyEvents(gardenStream, [
          edited(changed(message(garden, 1), 13, 'mended')),
        ]);
        expect(change.messages).toEqual([]);
        expect((await newest()).messages).toEqual([7, 8, 9, 10, 11, 12]);
      });
    });

    describe('the directory and the own stream', () => {
      it('tell of the space, its people and its channels', async () => {
        const change = await cache.applyEvents(directoryStream, [
          event(directoryStream, 1, 'space.changed', { space }),
          event(directoryStream, 2, 'user.created', { user: user(ada, 'Ada') }),
          event(directoryStream, 3, 'user.changed', { user: user(ada, 'Ada L.') }),
          event(directoryStream, 4, 'conversation.created', { conversation: channel(garden) }),
          event(directoryStream, 5, 'conversation.changed', {
            conversation: channel(garden, { name: 'park' }),
          }),
        ]);
        expect(change.space).toEqual(space);
        expect(change.users).toEqual([user(ada, 'Ada L.')]);
        const content = await cache.load();
        expect(content.space).toEqual(space);
        expect(content.users).toEqual([user(ada, 'Ada L.')]);
        const park = { conversation: channel(garden, { name: 'park' }), joined: false };
        expect(content.conversations).toMatchObject([{ ...park, unread: 0, readSeq: 0, headSeq: 0 }]);
        expect(change.conversations).toEqual(content.conversations);
      });

      it('S10: a snapshot of the directory replaces its people and the public channels not joined', async () => {
        const [left, kept] = [conversationId(2), conversationId(3)];
        await cache.applySnapshot(
          directoryStream,
          {
            kind: 'directory',
            space,
            users: [user(me, 'Me'), user(ada, 'Ada')],
            conversations: [channel(left), channel(kept)],
          },
          8,
        );
        await cache.applyEvents(mine, [
          event(mine, 1, 'conversation.joined', { conversation: channel(kept), read: read(0, 0, 0, 1) }),
        ]);
        const change = await cache.applySnapshot(
          directoryStream,
          {
            kind: 'directory',
            space: { ...space, name: 'Crew' },
            users: [user(ada, 'Ada')],
            conversations: [channel(garden)],
          },
          9,
        );
        expect(change.removedConversations).toEqual([left]);
        const content = await cache.load();
        expect(content.users).toEqual([user(ada, 'Ada')]);
        expect(content.space?.name).toBe('Crew');
        expect(content.conversations.map((each) => [each.conversation.id, each.joined]).sort()).toEqual([
          [garden, false],
          [kept, true],
        ]);
        expect(content.cursors.get(directoryStream)).toBe(9);
      });

      it('S10: a snapshot of the own stream drops the memberships it does not list', async () => {
        const shut = conversationId(2);
        await enter(1, 2);
        await cache.applyEvents(mine, [
          event(mine, 1, 'conversation.joined', {
            conversation: channel(shut, { private: true }),
            read: read(0, 0, 0, 1),
          }),
        ]);
        const state = read(1, 4, 2, 5);
        const change = await cache.applySnapshot(
          mine,
          { kind: 'user', memberships: [{ conversation: channel(garden), read: state }], entries: [] },
          5,
        );
        expect(change.removedConversations).toEqual([shut]);
        expect((await cache.load()).conversations).toHaveLength(1);
        expect(await conversation()).toMatchObject({ joined: true, readSeq: 1 });
      });

      it('S1: an old event of one’s own stream takes nothing back that the directory has told since', async () => {
        const renamed = { ...channel(garden), name: 'allotment', topic: 'beans' };
        await cache.applyEvents(directoryStream, [
          event(directoryStream, 1, 'conversation.created', { conversation: channel(garden) }),
          event(directoryStream, 2, 'conversation.changed', { conversation: renamed }),
        ]);
        await cache.applyEvents(mine, [
          event(mine, 1, 'conversation.joined', { conversation: channel(garden), read: read(0, 0, 2, 1) }),
        ]);
        expect(await conversation()).toMatchObject({ conversation: renamed, joined: true });
        await cache.applyEvents(mine, [event(mine, 2, 'conversation.left', { conversationId: garden })]);
        expect(await conversation()).toMatchObject({ conversation: renamed, joined: false });
      });

      it('S13: leaving drops the messages, and the conversation unless the directory lists it', async () => {
        const shut = conversationId(2);
        const shutStream = conversationStream(shut);
        await cache.applyEvents(directoryStream, [
          event(directoryStream, 1, 'conversation.created', { conversation: channel(garden) }),
        ]);
        await enter(1, 4, read(1, 3, 4, 1));
        await cache.applySnapshot(
          shutStream,
          snapshotOf(channel(shut, { private: true }), [], 1, read(0, 0, 3, 1)),
          3,
        );
        const change = await cache.applyEvents(mine, [
          event(mine, 1, 'conversation.left', { conversationId: garden }),
          event(mine, 2, 'conversation.left', { conversationId: shut }),
        ]);
        expect(change.removedConversations).toEqual([shut]);
        expect(change.resetMessages).toEqual([garden]);
        expect((await cache.load()).cursors).toEqual(
          new Map([
            [directoryStream, 1],
            [mine, 2],
          ]),
        );
        const outside = {
          ...{ joined: false, readSeq: 0, unread: 0, unreadMentions: 0 },
          ...{ headSeq: 0, lastMessageAt: null },
        };
        expect((await cache.load()).conversations).toEqual([{ conversation: channel(garden), ...outside }]);
        expect((await newest()).messages).toEqual([]);
        expect(await cache.message(messageId(garden, 1))).toBeUndefined();
        expect(await cache.members(garden)).toEqual([]);
      });

      it('S13: a stream that is gone is dropped likewise, and can be entered again', async () => {
        await enter(1, 4);
        const change = await cache.drop(gardenStream);
        expect(change.removedConversations).toEqual([garden]);
        expect((await cache.load()).conversations).toEqual([]);
        expect((await cache.load()).cursors).toEqual(new Map());
        await enter(1, 5);
        expect((await newest()).messages).toEqual([1, 2, 3, 4, 5]);
      });

      it('S13: left and joined again within one batch, nothing of what was cached remains', async () => {
        await enter(1, 4);
        const change = await cache.applyEvents(mine, [
          event(mine, 1, 'conversation.left', { conversationId: garden }),
          event(mine, 2, 'conversation.joined', { conversation: channel(garden), read: read(4, 3, 7, 2) }),
        ]);
        expect(change.removedConversations).toEqual([]);
        expect(change.resetMessages).toEqual([garden]);
        expect(change.conversations).toMatchObject([{ joined: true, unread: 3, headSeq: 0 }]);
        expect((await newest()).messages).toEqual([]);
        expect((await cache.load()).cursors.has(gardenStream)).toBe(false);
      });

      it('S13: a dropped directory takes its people and the channels not joined with it', async () => {
        const other = conversationId(2);
        const users = [user(ada, 'Ada'), user(userId(9), 'Nobody whom one meets')];
        const lists = { kind: 'directory' as const, space, users };
        await cache.applySnapshot(
          directoryStream,
          { ...lists, conversations: [channel(garden), channel(other)] },
          3,
        );
        await enter(1, 2);
        const change = await cache.drop(directoryStream);
        expect(change.removedConversations).toEqual([other]);
        expect((await cache.load()).users).toEqual([user(ada, 'Ada')]);
        expect((await newest()).messages).toEqual([1, 2]);
      });

      it('ignores what is said of the reading of an unknown conversation', async () => {
        const change = await cache.applyEvents(mine, [readEvent(1, 'read.advanced', 3, 0, 3)]);
        expect(change.conversations).toEqual([]);
        expect((await cache.load()).cursors).toEqual(new Map([[mine, 1]]));
      });
    });

    describe('S10: a snapshot of a conversation', () => {
      it('replaces its messages and members, also by older ones', async () => {
        await enter(1, 6);
        await cache.applyEvents(gardenStream, [edited(changed(message(garden, 5), 7, 'never again'))]);
        const snapshot = snapshotOf(
          channel(garden, { name: 'park' }),
          [message(garden, 5)],
          4,
          read(5, 0, 8, 2),
        );
        const change = await cache.applySnapshot(
          gardenStream,
          { ...snapshot, memberIds: [me, userId(3)] },
          8,
        );
        expect(change.resetMessages).toEqual([garden]);
        expect(change.members).toEqual([{ conversationId: garden, joined: [userId(3)], left: [ada] }]);
        expect(await newest()).toEqual({ messages: [5], older: 'hole', newer: 'end' });
        expect(await cache.message(messageId(garden, 5))).toEqual(message(garden, 5));
        expect((await conversation())?.conversation.name).toBe('park');
        expect((await conversation())?.lastMessageAt).toBe(10_005);
        expect((await cache.load()).cursors.get(gardenStream)).toBe(8);
      });

      it('ends a cursor that was forgotten', async () => {
        await enter(50, 60, read(10, 40, 60, 1));
        await cache.applyEvents(gardenStream, [
          event(gardenStream, 61, 'messages.expired', { throughSeq: 20 }),
        ]);
        expect((await cache.load()).cursors.has(gardenStream)).toBe(false);
        await enter(50, 61, read(10, 31, 61, 1));
        expect((await cache.load()).cursors.get(gardenStream)).toBe(61);
        expect(await unread()).toBe(31);
      });
    });

    describe('S12: history', () => {
      it('ends where all before the first message has expired', async () => {
        await enter(4, 6);
        const page = { messages: [], asOf: 6, fromSeq: 1, toSeq: 3 };
        await cache.addPage(garden, page);
        expect(await cache.page(garden, { beforeSeq: 4 }, 20)).toEqual({
          messages: [],
          older: 'end',
          newer: 'cached',
        });
      });

      it('is read in runs without holes, and says what lies around them', async () => {
        await enter(50, 60);
        expect(await newest(5)).toEqual({ messages: [56, 57, 58, 59, 60], older: 'cached', newer: 'end' });
        expect(await newest(50)).toMatchObject({ older: 'hole', newer: 'end' });
        const pageBefore = async (beforeSeq: Seq, limit: number) =>
          summary(await cache.page(garden, { beforeSeq }, limit));
        expect(await pageBefore(56, 3)).toEqual({ messages: [53, 54, 55], older: 'cached', newer: 'cached' });
        expect(await pageBefore(52, 3)).toEqual({ messages: [50, 51], older: 'hole', newer: 'cached' });
        expect(await pageBefore(50, 3)).toEqual({ messages: [], older: 'hole', newer: 'cached' });
        expect(await pageBefore(30, 3)).toEqual({ messages: [], older: 'hole', newer: 'hole' });
        const pageAfter = async (afterSeq: Seq, limit: number) =>
          summary(await cache.page(garden, { afterSeq }, limit));
        expect(await pageAfter(52, 2)).toEqual({ messages: [53, 54], older: 'cached', newer: 'cached' });
        expect(await pageAfter(58, 9)).toEqual({ messages: [59, 60], older: 'cached', newer: 'end' });
        expect(await pageAfter(60, 9)).toEqual({ messages: [], older: 'cached', newer: 'end' });
        expect(await pageAfter(20, 9)).toEqual({ messages: [], older: 'hole', newer: 'hole' });
      });

      it('around a message holds it, with what is here on both sides', async () => {
        await enter(50, 60);
        const around = async (seq: Seq, limit: number) =>
          summary(await cache.page(garden, { aroundId: messageId(garden, seq) }, limit));
        expect(await around(55, 5)).toEqual({
          messages: [53, 54, 55, 56, 57],
          older: 'cached',
          newer: 'cached',
        });
        expect((await around(50, 5)).messages).toContain(50);
        expect(await around(60, 1)).toEqual({ messages: [60], older: 'cached', newer: 'end' });
        expect(await around(30, 5)).toEqual({ messages: [], older: 'hole', newer: 'hole' });
        const elsewhere = await cache.page(conversationId(2), { aroundId: messageId(garden, 55) }, 5);
        expect(elsewhere.messages).toEqual([]);
      });

      it('fills holes page by page until there is an end', async () => {
        await enter(50, 60);
        await cache.addPage(garden, { messages: messages(10, 20), asOf: 60, fromSeq: 10, toSeq: 20 });
        expect(await newest()).toMatchObject({ older: 'hole' });
        expect(summary(await cache.page(garden, { beforeSeq: 21 }, 3))).toEqual({
          messages: [18, 19, 20],
          older: 'cached',
          newer: 'hole',
        });
        await cache.addPage(garden, { messages: messages(21, 49), asOf: 60, fromSeq: 21, toSeq: 49 });
        expect((await newest(60)).messages).toEqual(seqs(messages(10, 60)));
        await cache.addPage(garden, { messages: messages(4, 9), asOf: 60, fromSeq: 0, toSeq: 9 });
        expect(await newest(60)).toEqual({ messages: seqs(messages(4, 60)), older: 'end', newer: 'end' });
      });

      it('has seqs without messages in it', async () => {
        await enter(3, 4);
        await cache.applyEvents(gardenStream, [opaque(gardenStream, 5), opaque(gardenStream, 6)]);
        expect(summary(await cache.page(garden, { afterSeq: 4 }, 5))).toEqual({
          messages: [],
          older: 'cached',
          newer: 'end',
        });
        await cache.addPage(garden, { messages: [], asOf: 6, fromSeq: 1, toSeq: 2 });
        expect(await newest()).toEqual({ messages: [3, 4], older: 'end', newer: 'end' });
      });

      it('replaces a message only by a newer record of it', async () => {
        await enter(3, 5);
        const newer = changed(message(garden, 4), 6, 'mended');
        await cache.applyEvents(gardenStream, [edited(newer)]);
        const stale = { messages: messages(1, 5), asOf: 5, fromSeq: 1, toSeq: 5 };
        expect((await cache.addPage(garden, stale)).messages).toEqual([]);
        expect(await cache.message(newer.id)).toEqual(newer);
        expect((await newest()).messages).toEqual([1, 2, 3, 4, 5]);

        const newest4 = changed(newer, 8, 'mended twice');
        const change = await cache.addPage(garden, { messages: [newest4], asOf: 8, fromSeq: 4, toSeq: 4 });
        expect(change.messages).toEqual([{ conversationId: garden, messages: [newest4] }]);
      });

      it('above the cursor is never served: its events are still to come', async () => {
        await enter(3, 5);
        await cache.addPage(garden, { messages: messages(4, 8), asOf: 8, fromSeq: 4, toSeq: 8 });
        expect(await newest()).toEqual({ messages: [3, 4, 5], older: 'hole', newer: 'end' });
        const ahead = await cache.page(garden, { beforeSeq: 100 }, 2);
        expect(summary(ahead)).toEqual({ messages: [4, 5], older: 'cached', newer: 'end' });
        const change = await cache.applyEvents(gardenStream, [created(message(garden, 6))]);
        expect(change.messages).toEqual([{ conversationId: garden, messages: [message(garden, 6)] }]);
        expect((await newest()).messages).toEqual([3, 4, 5, 6]);
        expect(await unread()).toBe(1);
      });

      it('is not kept of a conversation without a cursor, since nothing would keep it in step', async () => {
        await cache.applyEvents(directoryStream, [
          event(directoryStream, 1, 'conversation.created', { conversation: channel(garden) }),
        ]);
        await cache.addPage(garden, { messages: messages(1, 3), asOf: 3, fromSeq: 1, toSeq: 3 });
        expect((await newest()).messages).toEqual([]);
      });

      it('that is not here is not touched by events about it', async () => {
        await enter(50, 60);
        const change = await cache.applyEvents(gardenStream, [
          edited(changed(message(garden, 20), 61, 'mended')),
          deleted(changed(message(garden, 21), 62, '')),
        ]);
        expect(change.messages).toEqual([]);
        expect(summary(await cache.page(garden, { beforeSeq: 22 }, 5)).messages).toEqual([]);
        expect(summary(await cache.page(garden, { aroundId: messageId(garden, 21) }, 5)).messages).toEqual(
          [],
        );
        const page = [changed(message(garden, 20), 61, 'mended'), changed(message(garden, 21), 62, '')];
        await cache.addPage(garden, { messages: page, asOf: 62, fromSeq: 20, toSeq: 21 });
        expect((await cache.page(garden, { beforeSeq: 22 }, 5)).messages).toEqual(page);
      });
    });

    describe('S14: unread', () => {
      it('counts the undeleted messages of others above what was read', async () => {
        await enter(1, 6, read(2, 4, 6, 1));
        expect(await unread()).toBe(4);
        await cache.applyEvents(gardenStream, [
          created(message(garden, 7)),
          created(message(garden, 8, { authorId: me })),
          deleted(changed(message(garden, 4), 9, '')),
          deleted(changed(message(garden, 1), 10, '')),
        ]);
        expect(await unread()).toBe(4);
      });

      it('goes on from the server’s count where the messages are not here', async () => {
        await enter(50, 60, read(10, 45, 60, 1));
        expect(await unread()).toBe(45);
        await cache.applyEvents(gardenStream, [
          created(message(garden, 61)),
          created(message(garden, 62, { authorId: me })),
        ]);
        expect(await unread()).toBe(46);
      });

      it('takes off what was deleted without being here, if it was unread and of others', async () => {
        await enter(50, 60, read(10, 45, 60, 1));
        await cache.applyEvents(gardenStream, [
          deleted(changed(message(garden, 20), 61, '')),
          deleted(changed(message(garden, 5), 62, '')),
          deleted(changed(message(garden, 21, { authorId: me }), 63, '')),
          deleted(changed(message(garden, 55), 64, '')),
        ]);
        expect(await unread()).toBe(43);
        // The rest of what is unread arrives: counted now, it comes to the same.
        const page = messages(11, 49)
          .filter(({ seq }) => seq % 9 !== 0)
          .map((each) => (each.seq === 20 ? changed(each, 61, '') : each))
          .map((each) => (each.seq === 21 ? changed(message(garden, 21, { authorId: me }), 63, '') : each));
        await cache.addPage(garden, { messages: page, asOf: 64, fromSeq: 11, toSeq: 49 });
        const others = page.filter((each) => each.authorId !== me && each.deletedAt === null);
        expect(await unread()).toBe(others.length + 10);
      });

      it('counts a deletion once, however often it is told', async () => {
        await enter(50, 60, read(10, 45, 60, 1));
        const blank = changed(message(garden, 20), 62, '');
        // Caught up with: the edit carries the message as it stands now.
        await cache.applyEvents(gardenStream, [
          event(gardenStream, 61, 'message.edited', { message: blank }),
        ]);
        await cache.applyEvents(gardenStream, [deleted(blank)]);
        expect(await unread()).toBe(44);
      });

      it('follows the server’s read position, never an earlier one', async () => {
        await enter(1, 6, read(0, 6, 6, 1));
        await cache.applyEvents(mine, [opaque(mine, 1), readEvent(2, 'read.advanced', 4, 2, 6)]);
        expect(await conversation()).toMatchObject({ readSeq: 4, unread: 2 });
        const stale = event(mine, 3, 'read.advanced', { conversationId: garden, read: read(1, 5, 6, 1) });
        await cache.applyEvents(mine, [stale]);
        expect(await conversation()).toMatchObject({ readSeq: 4, unread: 2 });
      });

      it('takes a count made before the last events, and goes on from there', async () => {
        await enter(50, 60, read(10, 45, 60, 1));
        await cache.applyEvents(gardenStream, [
          created(message(garden, 61)),
          deleted(changed(message(garden, 30), 62, '')),
          created(message(garden, 63)),
        ]);
        expect(await unread()).toBe(46);
        await cache.applyEvents(mine, [opaque(mine, 1), readEvent(2, 'read.advanced', 25, 31, 61)]);
        expect(await conversation()).toMatchObject({ readSeq: 25, unread: 31 });
      });

      it('believes a count of what is still to come', async () => {
        await enter(1, 6, read(0, 6, 6, 1));
        await cache.applyEvents(mine, [opaque(mine, 1), readEvent(2, 'read.advanced', 5, 3, 8)]);
        expect(await unread()).toBe(3);
        await cache.applyEvents(gardenStream, [created(message(garden, 7)), created(message(garden, 8))]);
        expect(await unread()).toBe(3);
      });

      it('falls at once with what is read here, whatever the server knows', async () => {
        await enter(1, 6, read(0, 6, 6, 1));
        const change = await cache.advanceRead(garden, 4);
        expect(change.conversations).toMatchObject([{ readSeq: 4, unread: 2 }]);
        expect((await cache.advanceRead(garden, 3)).conversations).toEqual([]);
        await cache.applyEvents(mine, [opaque(mine, 1), readEvent(2, 'read.advanced', 2, 4, 6)]);
        expect(await conversation()).toMatchObject({ readSeq: 4, unread: 2 });
        await cache.applyEvents(mine, [readEvent(3, 'read.advanced', 5, 1, 6)]);
        expect(await conversation()).toMatchObject({ readSeq: 5, unread: 1 });
      });

      it('tells at the start what was read here and the server has not said that it knows', async () => {
        const readHere = async () => (await cache.load()).readHere;
        await enter(1, 6, read(0, 6, 6, 1));
        expect(await readHere()).toEqual([]);
        await cache.advanceRead(garden, 4);
        cache = await instance.reopen();
        expect(await readHere()).toEqual([{ conversationId: garden, seq: 4 }]);
        await cache.applyEvents(mine, [opaque(mine, 1), readEvent(2, 'read.advanced', 4, 2, 6)]);
        expect(await readHere()).toEqual([]);
        // What is marked unread ends by itself.
        await cache.resetRead(garden, 2);
        expect(await readHere()).toEqual([]);
      });

      it('takes off what was read here as far as it is here', async () => {
        await enter(50, 60, read(10, 45, 60, 1));
        await cache.advanceRead(garden, 55);
        expect(await unread()).toBe(5);
        await cache.applyEvents(mine, [opaque(mine, 1), readEvent(2, 'read.advanced', 55, 5, 60)]);
        expect(await unread()).toBe(5);
      });

      it('cannot have been read above the cursor', async () => {
        await enter(1, 6, read(0, 6, 6, 1));
        await cache.advanceRead(garden, 100);
        expect(await conversation()).toMatchObject({ readSeq: 6, unread: 0 });
        await cache.applyEvents(gardenStream, [created(message(garden, 7))]);
        expect(await unread()).toBe(1);
      });

      it('rises when a message is marked unread, over what was read here', async () => {
        await enter(1, 6, read(2, 4, 6, 1));
        await cache.advanceRead(garden, 6);
        await cache.applyEvents(mine, [opaque(mine, 1), readEvent(2, 'read.reset', 3, 3, 6)]);
        expect(await conversation()).toMatchObject({ readSeq: 3, unread: 3 });
        await cache.applyEvents(mine, [readEvent(3, 'read.reset', 0, 6, 6)]);
        expect(await conversation()).toMatchObject({ readSeq: 0, unread: 6 });
      });

      it('is the server’s after marking unread what is not here', async () => {
        await enter(50, 60, read(60, 0, 60, 1));
        await cache.applyEvents(gardenStream, [created(message(garden, 61))]);
        await cache.applyEvents(mine, [opaque(mine, 1), readEvent(2, 'read.reset', 20, 40, 60)]);
        expect(await conversation()).toMatchObject({ readSeq: 20, unread: 41 });
        expect((await cache.load()).cursors.get(gardenStream)).toBe(61);
      });

      it('falls with what expires', async () => {
        await enter(50, 60, read(55, 5, 60, 1));
        await cache.applyEvents(gardenStream, [
          event(gardenStream, 61, 'messages.expired', { throughSeq: 57 }),
        ]);
        expect(await unread()).toBe(3);
        const change = await cache.applyEvents(gardenStream, [
          event(gardenStream, 62, 'messages.expired', { throughSeq: 61 }),
        ]);
        expect(await unread()).toBe(0);
        expect(change.forgotten).toEqual([]);
      });

      it('that cannot be known any more has the cursor forgotten, so that a snapshot comes', async () => {
        await enter(50, 60, read(10, 45, 60, 1));
        const change = await cache.applyEvents(gardenStream, [
          event(gardenStream, 61, 'messages.expired', { throughSeq: 20 }),
        ]);
        expect(change.forgotten).toEqual([gardenStream]);
        expect((await cache.load()).cursors.has(gardenStream)).toBe(false);
      });

      it('from before an expiry cannot be carried on: a snapshot comes', async () => {
        await enter(50, 60, read(20, 40, 60, 1));
        await cache.applyEvents(gardenStream, [
          event(gardenStream, 61, 'messages.expired', { throughSeq: 15 }),
        ]);
        expect((await cache.load()).cursors.get(gardenStream)).toBe(61);
        const change = await cache.applyEvents(mine, [
          opaque(mine, 1),
          readEvent(2, 'read.reset', 10, 50, 60),
        ]);
        expect(change.forgotten).toEqual([gardenStream]);
      });

      it('is known of a conversation before any of its messages', async () => {
        await cache.applyEvents(mine, [
          event(mine, 1, 'conversation.joined', { conversation: channel(garden), read: read(5, 7, 20, 1) }),
        ]);
        expect(await conversation()).toMatchObject({ joined: true, readSeq: 5, unread: 7, headSeq: 0 });
      });
    });

    describe('search', () => {
      const shed = conversationId(2);
      const shedStream = conversationStream(shed);
      const enterShed = (texts: string[]) => {
        const written = texts.map((text, index) =>
          message(shed, index + 1, { text, createdAt: 10_050 + index * 10 }),
        );
        const head = texts.length;
        return cache.applySnapshot(
          shedStream,
          snapshotOf(channel(shed), written, 1, read(0, 0, head, 1)),
          head,
        );
      };
      const find = async (
        text: string,
        of: ConversationId | null = null,
        limit = 50,
        before: number | null = null,
      ) => {
        const {
          messages: found,
          next,
          complete,
        } = await cache.search({ text, conversationId: of, before, limit });
        expect(complete).toBe(true);
        return { found, next };
      };
      const foundBy = async (text: string, of: ConversationId | null = null) =>
        (await find(text, of)).found.map(
          (each) => `${each.conversationId === garden ? 'garden' : 'shed'} ${each.seq}`,
        );
      const write = (seq: Seq, text: string, more: Partial<Message> = {}) =>
        cache.applyEvents(gardenStream, [created(message(garden, seq, { text, ...more }))]);

      it('finds the messages that hold every word, whatever its case and diacritics', async () => {
        await enter(1, 2);
        await write(3, 'Crème brûlée on Friday');
        await write(4, 'The brulee was eaten');
        expect(await foundBy('BRÛLÉE')).toEqual(['garden 4', 'garden 3']);
        expect(await foundBy('friday brulee')).toEqual(['garden 3']);
        expect(await foundBy('friday eaten')).toEqual([]);
      });

      it('takes words from three letters on also as beginnings', async () => {
        await enter(1, 2);
        await write(3, 'watering the tomatoes');
        expect(await foundBy('tom')).toEqual(['garden 3']);
        expect(await foundBy('toma wat')).toEqual(['garden 3']);
        expect(await foundBy('tomatoes')).toEqual(['garden 3']);
        expect(await foundBy('to')).toEqual([]);
        expect(await foundBy('omat')).toEqual([]);
      });

      it('takes a beginning that very many words share', async () => {
        await enter(1, 2);
        const words = Array.from(
          { length: 200 },
          (_, index) => `interest${index.toString(36).padStart(3, '0')}`,
        );
        await write(3, words.join(' '));
        await write(4, 'internal affairs');
        expect(await foundBy('interest')).toEqual(['garden 3']);
        expect(await foundBy('inter')).toEqual(['garden 4', 'garden 3']);
      });

      it('gives the whole message as it stands', async () => {
        await enter(1, 2);
        const written = message(garden, 3, {
          text: 'for @ada',
          mentions: [ada],
          replyTo: messageId(garden, 1),
        });
        await cache.applyEvents(gardenStream, [created(written)]);
        expect((await find('ada')).found).toEqual([written]);
      });

      it('goes through all conversations by time, or through one', async () => {
        await enter(1, 2);
        await enterShed(['a rake', 'a spade', 'another rake']);
        await write(3, 'whose rake', { createdAt: 10_055 });
        expect(await foundBy('rake')).toEqual(['shed 3', 'garden 3', 'shed 1']);
        expect(await foundBy('rake', shed)).toEqual(['shed 3', 'shed 1']);
        expect(await foundBy('rake', garden)).toEqual(['garden 3']);
        expect(await foundBy('rake', conversationId(9))).toEqual([]);
      });

      it('gives a page at a time, newest first, none twice and none left out', async () => {
        await enter(1, 120);
        const seen: Seq[] = [];
        let before: number | null = null;
        do {
          const page = await find('message', garden, 50, before);
          seen.push(...seqs(page.found));
          before = page.next;
        } while (before !== null);
        expect(seen).toEqual(seqs(messages(1, 120)).reverse());
      });

      it('S7: keeps the order of a conversation where several were written in one moment', async () => {
        await enter(1, 2);
        const at = { createdAt: 10_500, text: 'rapid' };
        await cache.applyEvents(
          gardenStream,
          [3, 4, 5, 6].map((seq) => created(message(garden, seq, at))),
        );
        const first = await find('rapid', null, 3);
        expect(seqs(first.found)).toEqual([6, 5, 4]);
        expect(seqs((await find('rapid', null, 3, first.next)).found)).toEqual([3]);
      });

      it('is nothing for what holds no word, whatever it is', async () => {
        await enter(1, 2);
        await write(3, '🎉 "quoted" 日本語の文 naïve');
        for (const nothing of [
          '',
          '  ',
          '"',
          "'",
          '🎉',
          '""""',
          '*',
          '(',
          ')',
          '-',
          ':',
          '^',
          '\u0000',
          '\ue000',
        ])
          expect(await foundBy(nothing)).toEqual([]);
        for (const odd of ['"message" OR', 'NEAR(message', 'message AND', 'message*', 'x'.repeat(10_000)])
          expect((await foundBy(odd)).length).toBeLessThanOrEqual(3);
        expect(await foundBy('"quoted"')).toEqual(['garden 3']);
        expect(await foundBy('日本')).toEqual(['garden 3']);
      });

      it('has what comes by a page of history', async () => {
        await enter(50, 60);
        expect(await foundBy('message 20')).toEqual([]);
        await cache.addPage(garden, { messages: messages(10, 30), asOf: 60, fromSeq: 10, toSeq: 30 });
        expect(await foundBy('message 20')).toEqual(['garden 20']);
      });

      it('S4: knows an edited message by its new text alone', async () => {
        await enter(1, 2);
        await write(3, 'the old secret');
        expect(await foundBy('secret')).toEqual(['garden 3']);
        await cache.applyEvents(gardenStream, [edited(changed(message(garden, 3), 4, 'the new plan'))]);
        expect(await foundBy('secret')).toEqual([]);
        expect(await foundBy('plan')).toEqual(['garden 3']);
      });

      it('S4: does not find what was deleted or has expired', async () => {
        await enter(1, 6);
        expect(await foundBy('message 5')).toEqual(['garden 5']);
        await cache.applyEvents(gardenStream, [
          deleted(changed(message(garden, 5), 7, '')),
          event(gardenStream, 8, 'messages.expired', { throughSeq: 3 }),
        ]);
        expect(await foundBy('message')).toEqual(['garden 6', 'garden 4']);
      });

      it('S10: knows after a snapshot only what is in it', async () => {
        await enter(1, 6);
        await foundBy('message');
        await enter(5, 9);
        expect((await foundBy('message')).length).toBe(5);
      });

      it('S13: does not find what is in conversations that one is not in', async () => {
        await cache.applyEvents(directoryStream, [
          event(directoryStream, 1, 'conversation.created', { conversation: channel(garden) }),
        ]);
        await enter(1, 4);
        await enterShed(['a message in the shed']);
        expect((await foundBy('message')).length).toBe(5);
        await cache.applyEvents(mine, [event(mine, 1, 'conversation.left', { conversationId: garden })]);
        expect(await foundBy('message')).toEqual(['shed 1']);
        await cache.drop(shedStream);
        expect(await foundBy('message')).toEqual([]);
      });

      it('S11: is nothing after a reset, and goes on from there', async () => {
        await enter(1, 4);
        await foundBy('message');
        await cache.reset();
        expect(await foundBy('message')).toEqual([]);
        await enter(1, 2);
        expect(await foundBy('message')).toEqual(['garden 2', 'garden 1']);
      });

      it('goes on after a restart', async () => {
        await enter(1, 4);
        await foundBy('message');
        await write(5, 'one more message');
        cache = await instance.reopen();
        expect((await foundBy('message')).length).toBe(5);
      });
    });
  });
}
