import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_ENTRIES } from '../../src/shared/model/entry.ts';
import { conversationStream, userStream } from '../../src/shared/model/stream.ts';
import { clientId, refusedWith, type StoreSource, StoreStory } from './StoreStory.ts';

/** What every store promises of what people do to messages: reactions, pins, what they keep for themselves, versions. */
export function describeMarks(name: string, createSource: () => Promise<StoreSource>): void {
  describe(`marks in the store: ${name}`, () => {
    let source: StoreSource;
    let story: StoreStory;

    beforeEach(async () => {
      source = await createSource();
      story = await StoreStory.begin(source);
    });
    afterEach(async () => {
      await story.store.close();
      await source.dispose();
    });

    describe('reactions', () => {
      it('are set, never toggled, in the order of their first use, and told by one event each', async () => {
        const { store, ann, bob, general } = story;
        const { id: messageId, seq } = await story.send(ann, general, 'cake at four');
        await store.reactToMessage(bob.id, { messageId, emoji: '🎉', on: true });
        await store.reactToMessage(ann.id, { messageId, emoji: '👍', on: true });
        const both = await store.reactToMessage(ann.id, { messageId, emoji: '🎉', on: true });
        expect(both.reactions).toEqual([
          { emoji: '🎉', userIds: [bob.id, ann.id] },
          { emoji: '👍', userIds: [ann.id] },
        ]);
        expect(await store.reactToMessage(ann.id, { messageId, emoji: '🎉', on: true })).toEqual(both);
        await store.reactToMessage(bob.id, { messageId, emoji: '🎉', on: false });
        await store.reactToMessage(ann.id, { messageId, emoji: '🎉', on: false });
        const left = await store.reactToMessage(ann.id, { messageId, emoji: '👍', on: false });
        expect(left).not.toHaveProperty('reactions');
        const events = await story.eventsOf(bob, conversationStream(general), seq);
        expect(events.map(({ type }) => type)).toEqual(Array(6).fill('message.reacted'));
        expect((await story.snapshotOf(bob, general)).messages).toEqual([left]);
      });

      it('S5: a repeat does not bring back what was taken away since', async () => {
        const { store, ann, bob, general } = story;
        const { id: messageId } = await story.send(ann, general, 'cake');
        const request = { messageId, emoji: '🎉', on: true, clientId: clientId() };
        await store.reactToMessage(bob.id, request);
        const without = await store.reactToMessage(bob.id, { messageId, emoji: '🎉', on: false });
        expect(await store.reactToMessage(bob.id, request)).toEqual(without);
      });

      it('S4: go with a deleted message, which takes no more of them', async () => {
        const { store, ann, bob, general } = story;
        const { id: messageId } = await story.send(ann, general, 'cake');
        await store.reactToMessage(bob.id, { messageId, emoji: '🎉', on: true });
        expect(await store.deleteMessage(ann.id, { messageId })).not.toHaveProperty('reactions');
        const again = store.reactToMessage(bob.id, { messageId, emoji: '🎉', on: true });
        await expect(again).rejects.toEqual(refusedWith('conflict'));
      });

      it('are refused to who is not there, and beyond fifty', async () => {
        const { store, ann, bob } = story;
        const hidden = await story.channel(ann, 'secret', { private: true });
        const open = await story.channel(ann, 'open');
        const there = await story.send(ann, hidden.id, 'psst');
        const here = await story.send(ann, open.id, 'hello');
        const react = (messageId: typeof there.id) =>
          store.reactToMessage(bob.id, { messageId, emoji: '🎉', on: true });
        await expect(react(there.id)).rejects.toEqual(refusedWith('not_found'));
        await expect(react(here.id)).rejects.toEqual(refusedWith('forbidden'));
        const emojis = Array.from({ length: 51 }, (_, at) => String.fromCodePoint(0x1f400 + at));
        const all = emojis.map((emoji) =>
          store.reactToMessage(ann.id, { messageId: here.id, emoji, on: true }).then(
            () => 'taken',
            () => 'refused',
          ),
        );
        expect(await Promise.all(all)).toEqual([...Array(50).fill('taken'), 'refused']);
      });
    });

    describe('pins', () => {
      const pinsOf = async () => {
        const { entries } = await story.snapshotOf(story.bob, story.general);
        return entries.filter(({ kind }) => kind === 'pin').map(({ key }) => key);
      };

      it('are entries of the conversation, set once and removed once', async () => {
        const { store, ann, bob, general } = story;
        const { id: messageId, seq } = await story.send(ann, general, 'the rules');
        const entry = await store.pinMessage(bob.id, { messageId, pinned: true });
        expect(entry).toMatchObject({ kind: 'pin', key: messageId, value: { pinnedBy: bob.id } });
        expect(await store.pinMessage(ann.id, { messageId, pinned: true })).toEqual(entry);
        expect(await pinsOf()).toEqual([messageId]);
        await store.pinMessage(ann.id, { messageId, pinned: false });
        await store.pinMessage(ann.id, { messageId, pinned: false });
        expect(await pinsOf()).toEqual([]);
        const events = await story.eventsOf(bob, conversationStream(general), seq);
        expect(events.map(({ type }) => type)).toEqual(['entry.changed', 'entry.changed']);
      });

      it('S4: go with a message that is deleted or expires', async () => {
        const { store, ann, bob, general } = story;
        const first = await story.send(ann, general, 'one');
        const second = await story.send(ann, general, 'two');
        const third = await story.send(ann, general, 'three');
        for (const { id: messageId } of [first, second, third])
          await store.pinMessage(bob.id, { messageId, pinned: true });
        await store.deleteMessage(ann.id, { messageId: third.id });
        expect(await pinsOf()).toEqual([first.id, second.id].sort());
        await store.expireMessages(general, first.seq);
        expect(await pinsOf()).toEqual([second.id]);
      });
    });

    describe('what one keeps for oneself', () => {
      it('is an entry of one’s own stream, told to nobody else', async () => {
        const { store, ann, bob, general } = story;
        const { id: key } = await story.send(ann, general, 'read later');
        const value = { conversationId: general, savedAt: 5 };
        await store.setPersonalEntry(bob.id, { kind: 'saved', key, value });
        await store.setPersonalEntry(bob.id, { kind: 'level', key: general, value: 'mentions' });
        await store.setPersonalEntry(bob.id, { kind: 'level', key: general, value: null });
        const snapshot = (await store.snapshot(bob.id, userStream(bob.id)))?.snapshot;
        expect(snapshot).toMatchObject({ entries: [{ kind: 'saved', key, value }] });
        expect(await story.eventsOf(ann, userStream(bob.id))).toEqual([]);
      });

      it('S5: a repeat does not undo what was set since', async () => {
        const { store, bob, general: key } = story;
        const first = { kind: 'level' as const, key, value: 'mentions' as const, clientId: clientId() };
        await store.setPersonalEntry(bob.id, first);
        await store.setPersonalEntry(bob.id, { kind: 'level', key, value: 'nothing' });
        expect(await store.setPersonalEntry(bob.id, first)).toMatchObject({ value: 'nothing' });
      });

      it('is bounded', async () => {
        const { store, bob } = story;
        const set = () =>
          store.setPersonalEntry(bob.id, {
            kind: 'section',
            key: clientId(),
            value: { name: 'x', position: 0, conversationIds: [] },
          });
        await Promise.all(Array.from({ length: MAX_ENTRIES }, set));
        await expect(set()).rejects.toEqual(refusedWith('conflict'));
      });
    });

    describe('versions', () => {
      it('are what a message said before, for those who may read it, until its text goes', async () => {
        const { store, ann, bob } = story;
        const { id: conversationId } = await story.channel(ann, 'open');
        const { id: messageId } = await story.send(ann, conversationId, 'one');
        for (const text of ['two', 'two', 'three']) await store.editMessage(ann.id, { messageId, text });
        const versions = await store.versions(ann.id, { messageId });
        expect(versions.map(({ text }) => text)).toEqual(['one', 'two']);
        await expect(store.versions(bob.id, { messageId })).rejects.toEqual(refusedWith('forbidden'));
        await store.deleteMessage(ann.id, { messageId });
        expect(await store.versions(ann.id, { messageId })).toEqual([]);
      });

      it('S4: go with a message that expires', async () => {
        const { store, ann, general } = story;
        const { id: messageId } = await story.send(ann, general, 'one');
        const { changedSeq } = await store.editMessage(ann.id, { messageId, text: 'two' });
        await store.expireMessages(general, changedSeq - 1);
        expect(await store.versions(ann.id, { messageId })).toEqual([]);
      });
    });
  });
}
