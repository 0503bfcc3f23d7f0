import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_DRAFTS, MAX_SCHEDULED, parseEntry } from '../../src/shared/model/entry.ts';
import type { ConversationId } from '../../src/shared/model/ids.ts';
import { conversationStream, userStream } from '../../src/shared/model/stream.ts';
import type { User } from '../../src/shared/model/user.ts';
import { clientId, refusedWith, type StoreSource, StoreStory } from './StoreStory.ts';

const HOUR = 3_600_000;

/** What every store promises of what is put off: messages sent later, reminders, drafts. */
export function describeLater(name: string, createSource: () => Promise<StoreSource>): void {
  describe(`what is put off, in the store: ${name}`, () => {
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

    const now = () => Date.now() + story.time.shiftMs;
    const entriesOf = async (user: User, kind: string) => {
      const found = (await story.store.snapshot(user.id, userStream(user.id)))?.snapshot;
      return found?.kind === 'user' ? found.entries.filter((entry) => entry.kind === kind) : [];
    };
    const textsIn = async () =>
      (await story.snapshotOf(story.ann, story.general)).messages.map(({ text }) => text);
    const schedule = (text: string, sendAt: number, scheduleId = clientId()) =>
      story.store.setScheduled(story.bob.id, { scheduleId, conversationId: story.general, text, sendAt });

    it('S4: of an entry only its last event carries what it holds now, and no row does otherwise', async () => {
      const { store, bob, general } = story;
      const stream = userStream(bob.id);
      const after = (await story.eventsOf(bob, stream)).length;
      const level = (value: 'mentions' | 'nothing' | null) =>
        store.setPersonalEntry(bob.id, { kind: 'level', key: general, value });
      const told = async () =>
        (await story.eventsOf(bob, stream, after)).map(
          ({ data }) => 'entry' in data && ['value' in data.entry, data.entry.value],
        );
      await level('mentions');
      await level('nothing');
      expect(await told()).toEqual([
        [false, undefined],
        [true, 'nothing'],
      ]);
      await level(null);
      expect(await told()).toEqual(Array(3).fill([true, null]));
      await level('mentions');
      expect((await told()).at(-1)).toEqual([true, 'mentions']);
      expect(JSON.stringify(await told())).not.toContain('nothing');
      // Live, each told what it was.
      const live = story.commits.flat().flatMap((change) => {
        if (change.kind !== 'event' || change.event.type !== 'entry.changed') return [];
        return [change.event.data.entry.value];
      });
      expect(live).toEqual(['mentions', 'nothing', null, 'mentions']);
    });

    describe('messages sent later', () => {
      it('wait as entries of one’s own, and are sent as one’s own when their time has come', async () => {
        const { store, ann, bob, general, time } = story;
        const sendAt = now() + HOUR;
        const entry = await schedule('good morning', sendAt);
        expect(await entriesOf(bob, 'scheduled')).toEqual([entry]);
        expect(await store.nextDueAt()).toBe(sendAt);
        await store.performDue();
        expect(await textsIn()).toEqual([]);
        time.shiftMs = HOUR;
        await store.performDue();
        const [message] = (await story.snapshotOf(ann, general)).messages;
        expect(message).toMatchObject({ text: 'good morning', authorId: bob.id, clientId: entry.key });
        expect(await entriesOf(bob, 'scheduled')).toEqual([]);
        expect(await store.nextDueAt()).toBeUndefined();
      });

      it('S5: are sent once, and no more to be changed then', async () => {
        const { store, bob } = story;
        const scheduleId = clientId();
        await schedule('once', 0, scheduleId);
        await Promise.all([store.performDue(), store.performDue()]);
        expect(await textsIn()).toEqual(['once']);
        await expect(schedule('twice', 0, scheduleId)).rejects.toEqual(refusedWith('conflict'));
        expect(await store.cancelScheduled(bob.id, { scheduleId })).toMatchObject({ value: null });
        await store.performDue();
        expect(await textsIn()).toEqual(['once']);
      });

      it('S5: a repeat of setting one does not bring back what was changed, or given up, since', async () => {
        const { store, bob, general: conversationId } = story;
        const scheduleId = clientId();
        const first = {
          scheduleId,
          conversationId,
          text: 'first',
          sendAt: now() + HOUR,
          clientId: clientId(),
        };
        await store.setScheduled(bob.id, first);
        await schedule('second', now() + HOUR, scheduleId);
        expect(await store.setScheduled(bob.id, first)).toMatchObject({ value: { text: 'second' } });
        await store.cancelScheduled(bob.id, { scheduleId });
        expect(await store.setScheduled(bob.id, first)).toMatchObject({ value: null });
      });

      it('S2: message and end of waiting are one commit', async () => {
        const { store } = story;
        await schedule('both', 0);
        const before = story.commits.length;
        await store.performDue();
        const commits = story.commits.slice(before);
        expect(commits).toHaveLength(1);
        const types = commits[0]?.map((change) => change.kind === 'event' && change.event.type);
        expect(types).toEqual(['message.created', 'entry.changed']);
      });

      it('leave nothing of their text behind when they are given up', async () => {
        const { store, bob } = story;
        const scheduleId = clientId();
        await schedule('a slip of the tongue', now() + HOUR, scheduleId);
        await store.cancelScheduled(bob.id, { scheduleId });
        expect(JSON.stringify(await story.eventsOf(bob, userStream(bob.id)))).not.toContain('slip');
      });

      it('stay with the reason when they may not be sent, holding up no other', async () => {
        const { store, ann, bob, time, general } = story;
        const channel = await story.channel(ann, 'open');
        await store.joinConversation(bob.id, { conversationId: channel.id });
        const scheduleId = clientId();
        const request = { scheduleId, conversationId: channel.id, text: 'too late', sendAt: now() + HOUR };
        await store.setScheduled(bob.id, request);
        await schedule('in time', now() + HOUR);
        await store.leaveConversation(bob.id, { conversationId: channel.id });
        time.shiftMs = HOUR;
        const seq = (
          await store.eventsAfter(ann.id, conversationStream(channel.id), 0, { events: 99, bytes: 1e6 })
        )?.head;
        await store.performDue();
        expect(await textsIn()).toEqual(['in time']);
        expect(await entriesOf(bob, 'scheduled')).toMatchObject([
          { value: { text: 'too late', failure: 'forbidden' } },
        ]);
        expect(await store.nextDueAt()).toBeUndefined();
        const { head } =
          (await store.eventsAfter(ann.id, conversationStream(channel.id), 0, { events: 99, bytes: 1e6 })) ??
          {};
        expect(head).toBe(seq);
        // Elsewhere it may be sent.
        await store.setScheduled(bob.id, { ...request, conversationId: general, sendAt: 0 });
        await store.performDue();
        expect(await textsIn()).toEqual(['in time', 'too late']);
      });

      it('are refused beyond a year and a hundred, and where one may not write', async () => {
        const { store, ann, bob } = story;
        await expect(schedule('far', now() + 367 * 24 * HOUR)).rejects.toEqual(refusedWith('invalid'));
        const hidden = await story.channel(ann, 'secret', { private: true });
        const there = { scheduleId: clientId(), conversationId: hidden.id, text: 'x', sendAt: now() };
        await expect(store.setScheduled(bob.id, there)).rejects.toEqual(refusedWith('not_found'));
        await Promise.all(Array.from({ length: MAX_SCHEDULED }, () => schedule('x', now() + HOUR)));
        await expect(schedule('x', now() + HOUR)).rejects.toEqual(refusedWith('conflict'));
      });

      it('survive being reopened, and are sent then', async () => {
        await schedule('after the night', now() + HOUR);
        await story.store.close();
        const reopened = await source.open({
          now: () => Date.now() + 2 * HOUR,
          after: () => () => {},
          turn: setImmediate,
        });
        await reopened.performDue();
        await reopened.performDue();
        const stream = conversationStream(story.general);
        const page = await reopened.eventsAfter(story.ann.id, stream, 0, { events: 99, bytes: 1e6 });
        expect(page?.events.filter(({ type }) => type === 'message.created')).toHaveLength(1);
        await reopened.close();
      });
    });

    describe('reminders', () => {
      it('fire once, and can be put off and ended', async () => {
        const { store, ann, bob, general, time } = story;
        const { id: messageId } = await story.send(ann, general, 'the invoice');
        const remindAt = now() + HOUR;
        await store.setReminder(bob.id, { messageId, remindAt });
        time.shiftMs = HOUR;
        await store.performDue();
        const [fired] = await entriesOf(bob, 'reminder');
        expect(fired).toMatchObject({ key: messageId, value: { conversationId: general, remindAt } });
        expect(fired?.value).toMatchObject({ firedAt: expect.any(Number) });
        await store.performDue();
        expect(await entriesOf(bob, 'reminder')).toEqual([fired]);
        await store.setReminder(bob.id, { messageId, remindAt: now() + HOUR });
        expect(await entriesOf(bob, 'reminder')).toMatchObject([{ value: { firedAt: null } }]);
        await store.setReminder(bob.id, { messageId, remindAt: null });
        expect(await entriesOf(bob, 'reminder')).toEqual([]);
        expect(await entriesOf(ann, 'reminder')).toEqual([]);
      });

      it('go with a message that is gone, or is not theirs to read, by then', async () => {
        const { store, ann, bob, general } = story;
        const channel = await story.channel(ann, 'open');
        await store.joinConversation(bob.id, { conversationId: channel.id });
        const there = await story.send(ann, channel.id, 'one');
        const here = await story.send(ann, general, 'two');
        for (const { id: messageId } of [there, here])
          await store.setReminder(bob.id, { messageId, remindAt: 0 });
        await store.leaveConversation(bob.id, { conversationId: channel.id });
        await store.deleteMessage(ann.id, { messageId: here.id });
        await store.performDue();
        expect(await entriesOf(bob, 'reminder')).toEqual([]);
      });

      it('are refused for what one may not read', async () => {
        const { store, ann, bob } = story;
        const hidden = await story.channel(ann, 'secret', { private: true });
        const { id: messageId } = await story.send(ann, hidden.id, 'psst');
        const set = store.setReminder(bob.id, { messageId, remindAt: now() });
        await expect(set).rejects.toEqual(refusedWith('not_found'));
      });
    });

    describe('drafts', () => {
      const save = (text: string, baseRevision: number, id = clientId()) =>
        story.store.saveDraft(story.bob.id, {
          conversationId: story.general,
          text,
          baseRevision,
          clientId: id,
        });
      const held = async () => {
        const [draft] = await entriesOf(story.bob, 'draft');
        return parseEntry('draft', draft?.value) ?? { text: '', replyTo: null, revision: 0, saves: [] };
      };
      const revision = async () => (await held()).revision;

      it('are kept one after the other, each made from the one before', async () => {
        await save('good', 0);
        const first = await revision();
        await save('good mor', first);
        expect(await revision()).toBeGreaterThan(first);
        await expect(save('bad', first)).rejects.toEqual(refusedWith('conflict'));
        await expect(save('bad', 0)).rejects.toEqual(refusedWith('conflict'));
        expect(await held()).toMatchObject({ text: 'good mor' });
      });

      it('S5: what is held already changes nothing, nor does a repeat after another save', async () => {
        const id = clientId();
        await save('good', 0, id);
        const first = await revision();
        await save('good', 0);
        expect(await revision()).toBe(first);
        await save('', first);
        await save('', first);
        await save('good', 0, id);
        expect(await held()).toMatchObject({ text: '' });
      });

      it('stay as an empty text when they are sent, so that no revision is ever given twice, none included', async () => {
        await save('one', 0);
        const first = await revision();
        await save('', first);
        await expect(save('two', 0)).rejects.toEqual(refusedWith('conflict'));
        await save('two', await revision());
        await expect(save('three', first)).rejects.toEqual(refusedWith('conflict'));
        expect((await held()).saves).toHaveLength(3);
      });

      it('are kept for so many conversations: those sent the longest ago are forgotten first', async () => {
        const { store, ann, bob } = story;
        const conversations: ConversationId[] = [];
        for (let number = 0; number <= MAX_DRAFTS; number += 1) {
          const { id: conversationId } = await story.channel(ann, `bed-${number}`);
          await store.joinConversation(bob.id, { conversationId });
          conversations.push(conversationId);
        }
        const write = (place: number, text: string, baseRevision = 0) => {
          const conversationId = conversations[place] ?? story.general;
          return store.saveDraft(bob.id, { conversationId, text, baseRevision, clientId: clientId() });
        };
        for (let place = 0; place < MAX_DRAFTS; place += 1) await write(place, 'begun');
        await expect(write(MAX_DRAFTS, 'one more')).rejects.toEqual(refusedWith('conflict'));
        const [first] = await entriesOf(bob, 'draft');
        const place = conversations.indexOf(first?.key as ConversationId);
        await write(place, '', parseEntry('draft', first?.value)?.revision);
        await write(MAX_DRAFTS, 'one more');
        const kept = await entriesOf(bob, 'draft');
        expect(kept).toHaveLength(MAX_DRAFTS);
        expect(kept.map(({ key }) => key)).not.toContain(first?.key);
      });

      it('S4: leave nothing of what they said behind', async () => {
        const { bob } = story;
        await save('i quit', 0);
        await save('i think', await revision());
        await save('', await revision());
        expect(JSON.stringify(await story.eventsOf(bob, userStream(bob.id)))).not.toMatch(/quit|think/);
      });

      it('are begun where one may write, and may be given up elsewhere', async () => {
        const { store, ann, bob } = story;
        const channel = await story.channel(ann, 'open');
        const draft = (text: string, baseRevision = 0) =>
          store.saveDraft(bob.id, {
            conversationId: channel.id,
            text,
            baseRevision,
            clientId: clientId(),
          });
        await expect(draft('hello')).rejects.toEqual(refusedWith('forbidden'));
        await store.joinConversation(bob.id, { conversationId: channel.id });
        const { value } = await draft('hello');
        await store.leaveConversation(bob.id, { conversationId: channel.id });
        await draft('', (value as { revision: number }).revision);
        expect(await entriesOf(bob, 'draft')).toMatchObject([{ value: { text: '' } }]);
      });
    });
  });
}
