import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_ENTRIES } from '../../src/shared/model/entry.ts';
import type { ConversationId, MessageId } from '../../src/shared/model/ids.ts';
import { conversationStream, userStream } from '../../src/shared/model/stream.ts';
import type { User } from '../../src/shared/model/user.ts';
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

      it('S5: a repeat tells who has left nothing that was said or done since', async () => {
        const { store, ann, bob } = story;
        const secret = await story.channel(ann, 'secret', { private: true, memberIds: [bob.id] });
        const theirs = await story.send(ann, secret.id, 'cake');
        const own = await story.send(bob, secret.id, 'yes');
        const react = { messageId: theirs.id, emoji: '🎉', on: true, clientId: clientId() };
        const edit = { messageId: own.id, text: 'yes please', clientId: clientId() };
        await store.reactToMessage(bob.id, react);
        await store.editMessage(bob.id, edit);
        await store.removeMember(ann.id, { conversationId: secret.id, userId: bob.id });
        await store.editMessage(ann.id, { messageId: theirs.id, text: 'he is gone' });
        await store.reactToMessage(ann.id, { messageId: own.id, emoji: '👎', on: true });
        expect(await store.reactToMessage(bob.id, react)).toMatchObject({ text: '' });
        const again = await store.editMessage(bob.id, edit);
        expect(again).toMatchObject({ text: 'yes please' });
        expect(again).not.toHaveProperty('reactions');
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
        expect(events.map(({ type }) => type)).toEqual(['entry.changed', 'message.created', 'entry.changed']);
      });

      it('are told by a line of the timeline, which counts as unread for nobody', async () => {
        const { store, ann, bob, general } = story;
        const { id: messageId, seq } = await story.send(ann, general, 'the rules');
        await store.advanceRead(ann.id, { conversationId: general, seq });
        await store.pinMessage(bob.id, { messageId, pinned: true });
        await store.pinMessage(ann.id, { messageId, pinned: true });
        const { messages, read } = await story.snapshotOf(ann, general);
        expect(messages.slice(1)).toMatchObject([
          { authorId: bob.id, text: '', notice: { type: 'pinned', messageId } },
        ]);
        expect(read.unread).toBe(0);
      });

      it('S5: a repeat does not pin again what was unpinned since, and is answered to who has left', async () => {
        const { store, ann, bob } = story;
        const { id: conversationId } = await story.channel(ann, 'open', { memberIds: [bob.id] });
        const { id: messageId } = await story.send(ann, conversationId, 'cake');
        await store.pinMessage(ann.id, { messageId, pinned: true });
        const request = { messageId, pinned: true, clientId: clientId() };
        await store.pinMessage(bob.id, request);
        await store.pinMessage(ann.id, { messageId, pinned: false });
        expect(await store.pinMessage(bob.id, request)).toMatchObject({ value: null });
        await store.leaveConversation(bob.id, { conversationId });
        expect(await store.pinMessage(bob.id, request)).toMatchObject({ value: null });
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

    describe('deletions', () => {
      it('S4: say who deleted it where that was not its author', async () => {
        const { store, ann, bob, general } = story;
        const [own, others] = [
          await story.send(bob, general, 'mine'),
          await story.send(bob, general, 'rude'),
        ];
        expect(await store.deleteMessage(bob.id, { messageId: own.id })).not.toHaveProperty('deletedBy');
        const blank = await store.deleteMessage(ann.id, { messageId: others.id });
        expect(blank).toMatchObject({ text: '', authorId: bob.id, deletedBy: ann.id });
        expect((await story.snapshotOf(bob, general)).messages.at(1)).toEqual(blank);
        expect(await store.deleteMessage(bob.id, { messageId: others.id })).toEqual(blank);
      });
    });

    describe('forwarding', () => {
      const forward = (actor: User, conversationId: ConversationId, forwardOf: MessageId) =>
        story.store.sendMessage(actor.id, { conversationId, clientId: clientId(), text: '…', forwardOf });

      it('takes the text as it stands, mentions nobody, and says whose it is, over any number of times', async () => {
        const { store, ann, bob, cleo, general } = story;
        const { id: private1 } = await story.channel(ann, 'one', { private: true, memberIds: [bob.id] });
        const { id: private2 } = await story.channel(bob, 'two', { private: true, memberIds: [cleo.id] });
        const source = await story.send(ann, private1, 'at for @cleo');
        await store.editMessage(ann.id, { messageId: source.id, text: 'at four for @cleo' });
        const { id: messageId, conversationId, authorId, createdAt } = source;
        const forwardedFrom = { messageId, conversationId, authorId, createdAt };
        const first = await forward(bob, private2, source.id);
        expect(first).toMatchObject({
          text: 'at four for @cleo',
          authorId: bob.id,
          mentions: [],
          forwardedFrom,
        });
        const second = await forward(cleo, general, first.id);
        expect(second).toMatchObject({ text: 'at four for @cleo', authorId: cleo.id, forwardedFrom });
        await store.deleteMessage(ann.id, { messageId: source.id });
        expect((await story.snapshotOf(ann, general)).messages.at(-1)).toEqual(second);
      });

      it('is refused of what one may not read, what was deleted, and lines that nobody wrote', async () => {
        const { store, ann, bob, general } = story;
        const hidden = await story.channel(ann, 'hidden', { private: true });
        const open = await story.channel(ann, 'open');
        const gone = await story.send(ann, general, 'gone');
        await store.deleteMessage(ann.id, { messageId: gone.id });
        const here = await story.send(ann, general, 'here');
        await store.pinMessage(ann.id, { messageId: here.id, pinned: true });
        const line = (await story.snapshotOf(ann, general)).messages.at(-1)?.id ?? here.id;
        const refusals = {
          not_found: (await story.send(ann, hidden.id, 'psst')).id,
          forbidden: (await story.send(ann, open.id, 'hello')).id,
        };
        for (const [code, id] of Object.entries(refusals))
          await expect(forward(bob, general, id)).rejects.toEqual(refusedWith(code));
        for (const id of [gone.id, line])
          await expect(forward(bob, general, id)).rejects.toEqual(refusedWith('conflict'));
      });

      it('cannot be edited, and S5: a repeat gets the first result', async () => {
        const { store, ann, bob, general } = story;
        const source = await story.send(ann, general, 'as said');
        const request = { conversationId: general, clientId: clientId(), text: '…', forwardOf: source.id };
        const sent = await store.sendMessage(bob.id, request);
        const edit = store.editMessage(bob.id, { messageId: sent.id, text: 'never said' });
        await expect(edit).rejects.toEqual(refusedWith('conflict'));
        await store.deleteMessage(ann.id, { messageId: source.id });
        expect(await store.sendMessage(bob.id, request)).toEqual(sent);
      });
    });

    describe('threads', () => {
      const reply = (actor: User, replyTo: MessageId, text: string) =>
        story.store.sendMessage(actor.id, {
          conversationId: story.general,
          clientId: clientId(),
          text,
          replyTo,
        });

      it('are a message with its replies in order, deleted ones as blanks, page by page', async () => {
        const { store, ann, bob, general } = story;
        const root = await story.send(ann, general, 'who comes?');
        const one = await reply(bob, root.id, 'me');
        await story.send(ann, general, 'by the way');
        const two = await reply(ann, root.id, 'me too');
        const three = await reply(bob, root.id, 'oops');
        const blank = await store.deleteMessage(bob.id, { messageId: three.id });
        const first = await store.thread(bob.id, { messageId: root.id, limit: 2 });
        expect(first).toEqual({ message: root, replies: [one, two], more: true });
        const rest = await store.thread(bob.id, { messageId: root.id, limit: 2, afterSeq: two.seq });
        expect(rest).toEqual({ message: root, replies: [blank], more: false });
      });

      it('S4: lose what has expired, and S3: are for those who may read them', async () => {
        const { store, ann, bob, general } = story;
        const root = await story.send(ann, general, 'who comes?');
        const one = await reply(bob, root.id, 'me');
        const late = await store.editMessage(bob.id, { messageId: one.id, text: 'not me' });
        await store.expireMessages(general, late.changedSeq - 1);
        await expect(store.messages(bob.id, { messageIds: [root.id, one.id] })).resolves.toEqual([]);
        const open = await story.channel(ann, 'open');
        const there = await story.send(ann, open.id, 'hello');
        const asked = store.thread(bob.id, { messageId: there.id, limit: 9 });
        await expect(asked).rejects.toEqual(refusedWith('forbidden'));
      });
    });

    it('messages are found by their ids, as far as one may read them', async () => {
      const { store, ann, bob, general } = story;
      const hidden = await story.channel(ann, 'hidden', { private: true });
      const open = await story.channel(ann, 'open');
      const here = await story.send(ann, general, 'here');
      const others = [await story.send(ann, hidden.id, 'psst'), await story.send(ann, open.id, 'hello')];
      const messageIds = [...others.map(({ id }) => id), here.id, here.id];
      expect(await store.messages(bob.id, { messageIds })).toEqual([here]);
      expect(await store.messages(ann.id, { messageIds })).toEqual([...others, here]);
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

      it('are the last ones of what was edited very often, or at length', async () => {
        const { store, bob, general } = story;
        const { id: messageId } = await story.send(bob, general, 'text 0');
        for (let number = 1; number <= 60; number += 1)
          await store.editMessage(bob.id, { messageId, text: `text ${number}` });
        const kept = await store.versions(bob.id, { messageId });
        expect(kept.map(({ text }) => text)).toEqual(
          Array.from({ length: 50 }, (_, index) => `text ${index + 10}`),
        );
        for (let number = 1; number <= 20; number += 1)
          await store.editMessage(bob.id, { messageId, text: String(number).padEnd(20_000, '.') });
        expect(await store.versions(bob.id, { messageId })).toHaveLength(10);
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
