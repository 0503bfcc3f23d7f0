import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cache } from '../../src/client/cache/Cache.ts';
import type { Seq, UserId } from '../../src/shared/model/ids.ts';
import { conversationStream, userStream } from '../../src/shared/model/stream.ts';
import {
  changed,
  channel,
  conversationId,
  created,
  deleted,
  edited,
  event,
  me,
  message,
  read,
  snapshotOf,
  userId,
} from './builders.ts';
import type { CacheInstance } from './cache.contract.ts';

const garden = conversationId(1);
const park = conversationId(2);
const stream = conversationStream(garden);
const mine = userStream(me);
const other = userId(7);
const SIX = [1, 2, 3, 4, 5, 6];

/** S14 of DESIGN §3 as a person sees it: what mentions them, and what they mark unread. */
export function cacheReadingContract(name: string, open: (me: UserId) => Promise<CacheInstance>): void {
  describe(`reading in the cache, kept by ${name}`, () => {
    let instance: CacheInstance;
    let cache: Cache;
    beforeEach(async () => {
      instance = await open(me);
      cache = instance.cache;
    });
    afterEach(() => cache.close());

    const known = async () => (await cache.load()).conversations[0];
    const told = (seq: Seq, type: 'read.advanced' | 'read.reset', readSeq: Seq, unread: number) =>
      event(mine, seq, type, { conversationId: garden, read: read(readSeq, unread, 6, seq) });

    describe('S14: unread messages that mention one', () => {
      const named = { mentions: [other, me] };
      beforeEach(async () => {
        const messages = [message(garden, 1, named), message(garden, 2, named), message(garden, 3)];
        await cache.applySnapshot(stream, snapshotOf(channel(garden), messages, 1, read(1, 2, 3, 1)), 3);
      });

      it('are those of a snapshot above what was read', async () => {
        expect(await known()).toMatchObject({ unread: 2, unreadMentions: 1 });
      });

      it('are told right where a reaction before an edit brings the message as the edit left it', async () => {
        await cache.applyEvents(stream, [created(message(garden, 4))]);
        const asItStands = message(garden, 4, { ...named, changedSeq: 6, editedAt: 6 });
        await cache.applyEvents(stream, [
          event(stream, 5, 'message.reacted', { message: asItStands }),
          event(stream, 6, 'message.edited', { message: asItStands }),
        ]);
        expect(await known()).toMatchObject({ unread: 3, unreadMentions: 2 });
      });

      it('become more as they arrive, by name or with everyone', async () => {
        const change = await cache.applyEvents(stream, [
          created(message(garden, 4, named)),
          created(message(garden, 5, { mentions: [other] })),
          created(message(garden, 6, { audience: 'everyone' })),
          created(message(garden, 7, { audience: 'here' })),
          created(message(garden, 8, { ...named, authorId: me })),
          created(message(garden, 9, { ...named, text: '', notice: { type: 'added', userIds: [me] } })),
        ]);
        expect(change.conversations).toMatchObject([{ unread: 6, unreadMentions: 4 }]);
        cache = await instance.reopen();
        expect(await known()).toMatchObject({ unread: 6, unreadMentions: 4 });
      });

      it('follow edits and deletions', async () => {
        const third = { ...changed(message(garden, 3), 4, 'and you too'), mentions: [me] };
        await cache.applyEvents(stream, [edited(third)]);
        expect(await known()).toMatchObject({ unread: 2, unreadMentions: 2 });
        await cache.applyEvents(stream, [edited({ ...changed(third, 5, 'not you'), mentions: [other] })]);
        expect(await known()).toMatchObject({ unread: 2, unreadMentions: 1 });
        await cache.applyEvents(stream, [deleted(changed(message(garden, 2, named), 6, ''))]);
        expect(await known()).toMatchObject({ unread: 1, unreadMentions: 0 });
      });

      it('become fewer by reading, and none by leaving', async () => {
        await cache.advanceRead(garden, 2);
        expect(await known()).toMatchObject({ unread: 1, unreadMentions: 0 });
        await cache.resetRead(garden, 0);
        expect(await known()).toMatchObject({ unread: 3, unreadMentions: 2 });
        await cache.applyEvents(mine, [
          event(mine, 1, 'conversation.joined', { conversation: channel(garden), read: read(1, 2, 3, 1) }),
          event(mine, 2, 'conversation.left', { conversationId: garden }),
        ]);
        expect((await cache.load()).conversations).toEqual([]);
      });
    });

    it('S14: what was read here gives way to marking unread elsewhere, of which a snapshot told first', async () => {
      const messages = SIX.map((seq) => message(garden, seq));
      await cache.applyEvents(mine, [
        event(mine, 1, 'conversation.joined', { conversation: channel(garden), read: read(2, 4, 6, 1) }),
      ]);
      await cache.applySnapshot(stream, snapshotOf(channel(garden), messages, 1, read(2, 4, 6, 1)), 6);
      await cache.advanceRead(garden, 5);
      const more = [...messages, message(garden, 7)];
      await cache.applySnapshot(stream, snapshotOf(channel(garden), more, 1, read(1, 6, 7, 3)), 7);
      await cache.applyEvents(mine, [told(2, 'read.advanced', 5, 1), told(3, 'read.reset', 1, 5)]);
      expect(await known()).toMatchObject({ readSeq: 1, unread: 6 });
    });

    describe('S14: marking unread here', () => {
      beforeEach(async () => {
        const messages = SIX.map((seq) => message(garden, seq));
        await cache.applyEvents(mine, [
          event(mine, 1, 'conversation.joined', { conversation: channel(garden), read: read(6, 0, 6, 1) }),
        ]);
        await cache.applySnapshot(stream, snapshotOf(channel(garden), messages, 1, read(6, 0, 6, 1)), 6);
      });

      it('sets the position back at once, over a restart', async () => {
        const change = await cache.resetRead(garden, 2);
        expect(change.conversations).toMatchObject([{ readSeq: 2, unread: 4 }]);
        cache = await instance.reopen();
        expect(await known()).toMatchObject({ readSeq: 2, unread: 4 });
      });

      it('stands against what was on its way, and ends with the server’s word', async () => {
        await cache.resetRead(garden, 2);
        await cache.applyEvents(mine, [told(2, 'read.advanced', 6, 0)]);
        expect(await known()).toMatchObject({ readSeq: 2, unread: 4 });
        await cache.applyEvents(mine, [told(3, 'read.reset', 2, 4)]);
        const change = await cache.endResets([]);
        expect(change.conversations).toMatchObject([{ readSeq: 2, unread: 4 }]);
        await cache.applyEvents(mine, [told(4, 'read.advanced', 5, 1)]);
        expect(await known()).toMatchObject({ readSeq: 5, unread: 1 });
      });

      it('stands against marking unread elsewhere, which the server hears of first', async () => {
        await cache.resetRead(garden, 4);
        await cache.applyEvents(mine, [told(2, 'read.reset', 1, 5)]);
        expect(await known()).toMatchObject({ readSeq: 4, unread: 2 });
      });

      it('gives way to marking unread elsewhere, which the server heard of later', async () => {
        await cache.resetRead(garden, 4);
        // The answer is lost, so that the other device's word comes first.
        await cache.applyEvents(mine, [told(2, 'read.reset', 4, 2), told(3, 'read.reset', 1, 5)]);
        expect(await known()).toMatchObject({ readSeq: 4, unread: 2 });
        const change = await cache.endResets([]);
        expect(change.conversations).toMatchObject([{ readSeq: 1, unread: 5 }]);
        cache = await instance.reopen();
        expect(await known()).toMatchObject({ readSeq: 1, unread: 5 });
      });

      it('gives way likewise when more was read in between', async () => {
        await cache.resetRead(garden, 2);
        await cache.advanceRead(garden, 4);
        const events = [
          told(2, 'read.reset', 2, 4),
          told(3, 'read.advanced', 4, 2),
          told(4, 'read.reset', 1, 5),
        ];
        await cache.applyEvents(mine, events);
        expect(await known()).toMatchObject({ readSeq: 4, unread: 2 });
        await cache.endResets([]);
        expect(await known()).toMatchObject({ readSeq: 1, unread: 5 });
      });

      it('is undone when it never reaches the server', async () => {
        await cache.resetRead(garden, 2);
        await cache.endResets([]);
        expect(await known()).toMatchObject({ readSeq: 6, unread: 0 });
        expect((await cache.endResets([])).conversations).toEqual([]);
      });

      it('goes on from there when more is read', async () => {
        await cache.resetRead(garden, 2);
        await cache.advanceRead(garden, 4);
        expect(await known()).toMatchObject({ readSeq: 4, unread: 2 });
        await cache.applyEvents(mine, [told(2, 'read.reset', 2, 4)]);
        // The reset is answered, and the reading after it still waits.
        expect((await cache.endResets([garden])).conversations).toEqual([]);
        expect(await known()).toMatchObject({ readSeq: 4, unread: 2 });
        await cache.applyEvents(mine, [told(3, 'read.advanced', 4, 2)]);
        await cache.endResets([]);
        expect(await known()).toMatchObject({ readSeq: 4, unread: 2 });
      });

      it('is kept where the server is still to be told', async () => {
        await cache.resetRead(garden, 2);
        expect((await cache.endResets([park, garden])).conversations).toEqual([]);
        expect(await known()).toMatchObject({ readSeq: 2, unread: 4 });
      });

      it('adds what is here of what is not all here', async () => {
        const newest = [message(garden, 99), message(garden, 100)];
        await cache.applySnapshot(stream, snapshotOf(channel(garden), newest, 99, read(100, 0, 100, 2)), 100);
        await cache.resetRead(garden, 90);
        expect(await known()).toMatchObject({ readSeq: 90, unread: 2 });
        await cache.applyEvents(mine, [
          event(mine, 2, 'read.reset', { conversationId: garden, read: read(90, 10, 100, 2) }),
        ]);
        await cache.endResets([]);
        expect(await known()).toMatchObject({ readSeq: 90, unread: 10 });
      });

      it('is forgotten with the membership', async () => {
        await cache.resetRead(garden, 2);
        await cache.applyEvents(mine, [
          event(mine, 2, 'conversation.left', { conversationId: garden }),
          event(mine, 3, 'conversation.joined', { conversation: channel(garden), read: read(6, 0, 6, 3) }),
        ]);
        expect(await known()).toMatchObject({ readSeq: 6 });
      });

      it('does nothing where one is not', async () => {
        expect((await cache.resetRead(park, 2)).conversations).toEqual([]);
      });
    });
  });
}
