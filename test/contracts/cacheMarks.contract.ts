import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cache } from '../../src/client/cache/Cache.ts';
import type { Message } from '../../src/shared/model/message.ts';
import { conversationStream, userStream } from '../../src/shared/model/stream.ts';
import {
  ada,
  changed,
  channel,
  conversationId,
  created,
  deleted,
  event,
  me,
  message,
  messageId,
  read,
  snapshotOf,
} from './builders.ts';
import type { CacheInstance } from './cache.contract.ts';

const garden = conversationId(1);
const gardenStream = conversationStream(garden);
const mine = userStream(me);
const pin = { kind: 'pin', key: messageId(garden, 1), value: { pinnedBy: ada, pinnedAt: 1 } };
const saved = { kind: 'saved', key: messageId(garden, 1), value: { conversationId: garden, savedAt: 2 } };
/** Of a kind that this build does not know. */
const unheardOf = { kind: 'gold', key: 'a', value: [1, { b: null }] };

/** What every cache keeps besides plain messages: extras of messages and conversations, entries of streams. */
export function cacheMarksContract(
  name: string,
  open: (me: Message['authorId']) => Promise<CacheInstance>,
): void {
  describe(`marks in the cache, kept by ${name}`, () => {
    let instance: CacheInstance;
    let cache: Cache;
    beforeEach(async () => {
      instance = await open(me);
      cache = instance.cache;
      const { entries: _none, ...snapshot } = snapshotOf(
        channel(garden),
        [message(garden, 1)],
        1,
        read(1, 0, 1, 1),
      );
      await cache.applySnapshot(gardenStream, { ...snapshot, entries: [pin] }, 1);
    });
    afterEach(() => cache.close());
    const entries = async () => (await cache.load()).entries;

    it('keeps what only some messages and conversations have, over a restart', async () => {
      const reacted: Message = {
        ...message(garden, 1),
        changedSeq: 2,
        reactions: [{ emoji: '🎉', userIds: [ada, me] }],
      };
      const forwarded: Message = {
        ...message(garden, 3),
        audience: 'here',
        forwardedFrom: {
          messageId: messageId(garden, 9),
          conversationId: garden,
          authorId: ada,
          createdAt: 4,
        },
      };
      const conversation = { ...channel(garden), topic: 'Beans', archivedAt: 7 };
      const change = await cache.applyEvents(gardenStream, [
        event(gardenStream, 2, 'message.reacted', { message: reacted }),
        created(forwarded),
        event(gardenStream, 4, 'conversation.changed', { conversation }),
      ]);
      expect(change.messages).toEqual([{ conversationId: garden, messages: [reacted, forwarded] }]);
      cache = await instance.reopen();
      expect((await cache.page(garden, undefined, 9)).messages).toEqual([reacted, forwarded]);
      expect((await cache.load()).conversations[0]?.conversation).toEqual(conversation);
    });

    it('S12: a reaction to a message that is not here leaves nothing behind', async () => {
      const far = { ...message(garden, 1), reactions: [{ emoji: '🎉', userIds: [ada] }] };
      const snapshot = snapshotOf(channel(garden), [message(garden, 5)], 5, read(5, 0, 5, 1));
      await cache.applySnapshot(gardenStream, snapshot, 5);
      const change = await cache.applyEvents(gardenStream, [
        event(gardenStream, 6, 'message.reacted', { message: { ...far, changedSeq: 6 } }),
      ]);
      expect(change.messages).toEqual([]);
      expect(await cache.message(far.id)).toBeUndefined();
    });

    it('counts undeleted replies and reads threads, and says when it does not hold all of them', async () => {
      const root = message(garden, 1);
      const one = message(garden, 2, { replyTo: root.id });
      const two = message(garden, 4, { replyTo: root.id });
      await cache.applyEvents(gardenStream, [created(one), created(message(garden, 3)), created(two)]);
      expect(await cache.threads([root.id])).toEqual([
        { messageId: root.id, replies: 2, lastAt: two.createdAt },
      ]);
      expect(await cache.thread(root.id)).toEqual({ message: root, replies: [one, two], complete: true });
      const gone = changed(two, 5, '');
      await cache.applyEvents(gardenStream, [deleted(gone)]);
      cache = await instance.reopen();
      expect(await cache.threads([root.id])).toEqual([
        { messageId: root.id, replies: 1, lastAt: one.createdAt },
      ]);
      expect(await cache.thread(root.id)).toEqual({ message: root, replies: [one, gone], complete: true });
      expect(await cache.threads([one.id])).toEqual([{ messageId: one.id, replies: 0, lastAt: null }]);
      expect(await cache.thread(messageId(garden, 99))).toBeUndefined();
    });

    it('S12: a thread with a hole in it is not complete', async () => {
      const far = message(garden, 9, { replyTo: messageId(garden, 1) });
      await cache.applySnapshot(gardenStream, snapshotOf(channel(garden), [far], 9, read(9, 0, 9, 1)), 9);
      const messages = [message(garden, 1)];
      await cache.addPage(garden, { messages, asOf: 9, fromSeq: 1, toSeq: 3 });
      expect(await cache.thread(messageId(garden, 1))).toEqual({
        message: messages[0],
        replies: [far],
        complete: false,
      });
      await cache.addPage(garden, { messages: [], asOf: 9, fromSeq: 4, toSeq: 8 });
      expect(await cache.thread(messageId(garden, 1))).toMatchObject({ complete: true });
    });

    it('S14: a line that nobody wrote counts as unread for nobody', async () => {
      await cache.applyEvents(mine, [
        event(mine, 1, 'conversation.joined', { conversation: channel(garden), read: read(1, 0, 1, 1) }),
      ]);
      const line: Message = { ...message(garden, 2), text: '', notice: { type: 'joined' } };
      const change = await cache.applyEvents(gardenStream, [created(line), created(message(garden, 3))]);
      expect(change.conversations[0]?.unread).toBe(1);
      expect((await cache.load()).conversations[0]?.unread).toBe(1);
    });

    it('S10: a snapshot’s entries replace what was held of its stream, and of no other', async () => {
      const own = {
        kind: 'user' as const,
        memberships: [{ conversation: channel(garden), read: read(1, 0, 1, 1) }],
      };
      await cache.applySnapshot(mine, { ...own, entries: [saved, unheardOf] }, 1);
      const change = await cache.applySnapshot(mine, { ...own, entries: [unheardOf] }, 2);
      expect(change.entries).toEqual(
        expect.arrayContaining([
          { stream: mine, ...saved, value: null },
          { stream: mine, ...unheardOf },
        ]),
      );
      expect(await entries()).toEqual([
        { stream: gardenStream, ...pin },
        { stream: mine, ...unheardOf },
      ]);
    });

    it('S9: an event sets an entry or removes it, with the cursor', async () => {
      const change = await cache.applyEvents(gardenStream, [
        event(gardenStream, 2, 'entry.changed', { entry: { ...pin, value: null } }),
        event(gardenStream, 3, 'entry.changed', { entry: { ...pin, key: messageId(garden, 2) } }),
      ]);
      expect(change.entries).toEqual([
        { stream: gardenStream, ...pin, value: null },
        { stream: gardenStream, ...pin, key: messageId(garden, 2) },
      ]);
      cache = await instance.reopen();
      expect(await entries()).toEqual([{ stream: gardenStream, ...pin, key: messageId(garden, 2) }]);
      expect((await cache.load()).cursors.get(gardenStream)).toBe(3);
    });

    it('S4: an event without a value only moves the cursor', async () => {
      const { kind, key } = pin;
      const change = await cache.applyEvents(gardenStream, [
        event(gardenStream, 2, 'entry.changed', { entry: { kind, key, value: undefined } }),
      ]);
      expect(change.entries).toEqual([]);
      expect(await entries()).toEqual([{ stream: gardenStream, ...pin }]);
      expect((await cache.load()).cursors.get(gardenStream)).toBe(2);
    });

    it('S13: entries go with their stream, and with everything', async () => {
      const change = await cache.drop(gardenStream);
      expect(change.entries).toEqual([{ stream: gardenStream, ...pin, value: null }]);
      expect(await entries()).toEqual([]);
      await cache.applyEvents(mine, [event(mine, 1, 'entry.changed', { entry: saved })]);
      await cache.reset();
      expect(await entries()).toEqual([]);
    });
  });
}
