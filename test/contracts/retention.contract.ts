import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Conversation } from '../../src/shared/model/conversation.ts';
import type { Message } from '../../src/shared/model/message.ts';
import { conversationStream } from '../../src/shared/model/stream.ts';
import type { User } from '../../src/shared/model/user.ts';
import { refusedWith, type StoreSource, StoreStory } from './StoreStory.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What every store promises of conversations that keep what is said for some days only. */
export function describeRetention(name: string, createSource: () => Promise<StoreSource>): void {
  describe(`retention in the store: ${name}`, () => {
    let source: StoreSource;
    let story: StoreStory;
    /** Bob’s own, with Cleo in it. */
    let cats: Conversation;
    beforeEach(async () => {
      source = await createSource();
      story = await StoreStory.begin(source);
      cats = await story.channel(story.bob, 'cats', { memberIds: [story.cleo.id] });
    });
    afterEach(async () => {
      await story.store.close();
      await source.dispose();
    });

    const retain = (actor: User, retentionDays: number | null) =>
      story.store.changeConversation(actor.id, { conversationId: cats.id, retentionDays });
    const send = (text: string): Promise<Message> => story.send(story.bob, cats.id, text);
    /** Time passes, and what has fallen due by then is done. */
    async function pass(ms: number): Promise<void> {
      story.time.shiftMs += ms;
      for (let round = 0; round < 100; round += 1) {
        const next = await story.store.nextDueAt();
        if (next === undefined || next > Date.now() + story.time.shiftMs) return;
        await story.store.performDue();
      }
      throw new Error('what is due is never done');
    }
    const texts = async () =>
      (await story.snapshotOf(story.cleo, cats.id)).messages
        .filter(({ notice }) => notice === undefined)
        .map(({ text }) => text);
    const expiries = async () =>
      (await story.eventsOf(story.cleo, conversationStream(cats.id))).filter(
        ({ type }) => type === 'messages.expired',
      );

    it('S4: what is older than it is kept for is gone within the hour, from the stream as well', async () => {
      await send('old');
      await retain(story.bob, 2);
      await pass(DAY);
      await send('young');
      await pass(DAY - HOUR);
      expect(await texts()).toEqual(['old', 'young']);
      await pass(2 * HOUR);
      expect(await texts()).toEqual(['young']);
      const [expired, ...others] = await expiries();
      expect([expired?.actorId, others]).toEqual([null, []]);
      const states = await story.store.readableStreams(story.cleo.id);
      const floor = states.find(({ stream }) => stream === conversationStream(cats.id))?.floor;
      expect(expired).toMatchObject({ data: { throughSeq: floor } });
    });

    it('is changed by who owns the conversation, told to its members and noted', async () => {
      const { store, bob, cleo, ann } = story;
      await expect(retain(cleo, 1)).rejects.toEqual(refusedWith('forbidden'));
      expect((await retain(bob, 7)).retentionDays).toBe(7);
      const [told] = (await story.eventsOf(cleo, conversationStream(cats.id))).slice(-1);
      expect(told).toMatchObject({
        type: 'conversation.changed',
        data: { conversation: { retentionDays: 7 } },
      });
      expect('retentionDays' in (await retain(ann, null))).toBe(false);
      const { records } = await store.audit(ann.id, { act: 'conversation.retention', limit: 2 });
      expect(records.map(({ detail }) => detail)).toEqual([
        { from: 7, to: null },
        { from: null, to: 7 },
      ]);
    });

    it('lets go at once what is too old when it is set, and nothing once it is taken back', async () => {
      await send('old');
      await pass(3 * DAY);
      await send('young');
      await retain(story.bob, 1);
      await pass(0);
      expect(await texts()).toEqual(['young']);
      await retain(story.bob, null);
      expect(await story.store.nextDueAt()).toBeUndefined();
      await pass(9 * DAY);
      expect(await texts()).toEqual(['young']);
    });

    it('does much in portions, each with an event of its own', async () => {
      for (let sent = 0; sent < 1201; sent += 1) await send(`old ${sent}`);
      await retain(story.bob, 1);
      await pass(DAY + 2 * HOUR);
      expect(await texts()).toEqual([]);
      expect(await expiries()).toHaveLength(3);
    });

    it('S7: goes by the order of the stream where a clock was set back: nothing goes before its time', async () => {
      await retain(story.bob, 2);
      story.time.shiftMs = 5 * DAY;
      await send('by a clock that was ahead');
      story.time.shiftMs = 0;
      await send('by one that is right');
      await pass(3 * DAY);
      expect(await texts()).toEqual(['by a clock that was ahead', 'by one that is right']);
      await pass(5 * DAY);
      expect(await texts()).toEqual([]);
    });

    it('S4: takes pins with it, and reaches what is archived', async () => {
      const { store, bob } = story;
      const { id: messageId } = await send('old');
      await store.pinMessage(bob.id, { messageId, pinned: true });
      await store.changeConversation(bob.id, { conversationId: cats.id, archived: true });
      await retain(bob, 1);
      await pass(DAY + 2 * HOUR);
      expect(await texts()).toEqual([]);
      expect((await story.snapshotOf(bob, cats.id)).entries).toEqual([]);
    });

    it('S4: leaves nothing of an edited message that stood long enough', async () => {
      const { store, bob, ann } = story;
      const { id: messageId } = await send('old');
      await retain(bob, 1);
      await pass(DAY - 2 * HOUR);
      await store.editMessage(bob.id, { messageId, text: 'edited since' });
      await pass(4 * HOUR);
      expect(JSON.stringify(await story.eventsOf(ann, conversationStream(cats.id)))).not.toContain('edited');
      expect(await texts()).toEqual([]);
      await expect(store.versions(bob.id, { messageId })).resolves.toEqual([]);
    });
  });
}
