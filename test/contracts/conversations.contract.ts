import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Conversation } from '../../src/shared/model/conversation.ts';
import { MAX_GROUP } from '../../src/shared/model/conversation.ts';
import type { ConversationId, UserId } from '../../src/shared/model/ids.ts';
import type { Notice } from '../../src/shared/model/message.ts';
import { conversationStream, directoryStream } from '../../src/shared/model/stream.ts';
import type { User } from '../../src/shared/model/user.ts';
import { clientId, refusedWith, type StoreSource, StoreStory } from './StoreStory.ts';

const nobody = '00000000-0000-4000-8000-000000000000' as UserId;

/** What every store promises of how conversations are managed: what they say of themselves, who is in them, who may do what. */
export function describeConversations(name: string, createSource: () => Promise<StoreSource>): void {
  describe(`managing conversations in the store: ${name}`, () => {
    let source: StoreSource;
    let story: StoreStory;
    /** Made by Bob, who is nobody in particular in the space; Ann, who owns the space, is not in it. */
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

    const register = (username: string) =>
      story.store.createAccount({
        username,
        displayName: username,
        passwordHash: 'hash',
        admission: { open: true, first: false, inviteHash: null },
      });
    const change = (actor: User, what: object, conversationId = cats.id) =>
      story.store.changeConversation(actor.id, { conversationId, ...what });
    const setRole = (actor: User, user: User, role: 'owner' | 'moderator' | 'member', id = cats.id) =>
      story.store.setRole(actor.id, { conversationId: id, userId: user.id, role });
    const add = (actor: User, userIds: UserId[], conversationId = cats.id) =>
      story.store.addMembers(actor.id, { conversationId, userIds });
    const remove = (actor: User, user: User, conversationId = cats.id) =>
      story.store.removeMember(actor.id, { conversationId, userId: user.id });
    const refuses = (attempt: Promise<unknown>, code: string) =>
      expect(attempt).rejects.toEqual(refusedWith(code));
    const group = () =>
      story.store.createConversation(story.bob.id, {
        kind: 'group',
        memberIds: [story.ann.id, story.cleo.id],
        clientId: clientId(),
      });
    const direct = () =>
      story.store.createConversation(story.bob.id, {
        kind: 'direct',
        memberIds: [story.cleo.id],
        clientId: clientId(),
      });
    /** What the timeline says of what was done, and who did it. */
    async function linesOf(user: User, id: ConversationId = cats.id): Promise<[UserId, Notice][]> {
      const { messages } = await story.store.history(user.id, { conversationId: id, limit: 50 });
      return messages.flatMap(({ authorId, notice }) =>
        notice ? [[authorId, notice] as [UserId, Notice]] : [],
      );
    }

    describe('what a conversation says of itself', () => {
      it('is changed by an event in its stream and in the directory, with a line for each thing that changed', async () => {
        const { ann, bob, cleo } = story;
        const { seq } = await story.send(bob, cats.id, 'hello');
        const [head] = (await story.store.readableStreams(ann.id)).filter(
          ({ stream }) => stream === 'directory',
        );
        const changed = await change(bob, {
          name: 'dogs',
          topic: 'who is a good dog',
          description: 'All of them.',
        });
        expect(changed).toEqual({
          ...cats,
          name: 'dogs',
          topic: 'who is a good dog',
          description: 'All of them.',
        });
        const events = await story.eventsOf(cleo, conversationStream(cats.id), seq);
        expect(events.map(({ type }) => type)).toEqual([
          'conversation.changed',
          'message.created',
          'message.created',
        ]);
        expect(await story.eventsOf(ann, directoryStream, head?.head)).toMatchObject([
          { type: 'conversation.changed', actorId: bob.id, data: { conversation: changed } },
        ]);
        expect(await linesOf(cleo)).toEqual([
          [bob.id, { type: 'renamed', name: 'dogs' }],
          [bob.id, { type: 'topic', topic: 'who is a good dog' }],
        ]);
        expect((await story.snapshotOf(cleo, cats.id)).conversation).toEqual(changed);
      });

      it('is set, not toggled: what is the same already makes no event', async () => {
        const { bob } = story;
        await change(bob, { topic: 'cats', archived: true });
        const { seq } = (await story.eventsOf(bob, conversationStream(cats.id))).at(-1) ?? { seq: 0 };
        await change(bob, { topic: 'cats', name: 'cats', archived: true });
        expect(await story.eventsOf(bob, conversationStream(cats.id), seq)).toEqual([]);
      });

      it('loses what is set to null, and keeps what is not spoken of', async () => {
        const { bob } = story;
        await change(bob, { topic: 'cats', description: 'Only cats.' });
        expect(await change(bob, { topic: null })).toEqual({ ...cats, description: 'Only cats.' });
        expect(await change(bob, { description: null })).toEqual(cats);
        expect((await linesOf(bob)).at(-1)).toEqual([bob.id, { type: 'topic', topic: null }]);
      });

      it('tells nobody outside of a private channel', async () => {
        const { ann, bob } = story;
        const secret = await story.channel(bob, 'secret', { private: true });
        const before = await story.eventsOf(ann, directoryStream);
        await change(bob, { name: 'deeper' }, secret.id);
        expect(await story.eventsOf(ann, directoryStream)).toEqual(before);
        await refuses(change(ann, { name: 'found' }, secret.id), 'not_found');
      });

      it('keeps names of public channels unique; another case of its own name is its own', async () => {
        const { bob } = story;
        await story.channel(bob, 'dogs');
        const secret = await story.channel(bob, 'secret', { private: true });
        await refuses(change(bob, { name: 'DOGS' }), 'conflict');
        await refuses(change(bob, { name: 'general' }), 'conflict');
        expect(await change(bob, { name: 'Cats' })).toMatchObject({ name: 'Cats' });
        expect(await change(bob, { name: 'dogs' }, secret.id)).toMatchObject({ name: 'dogs' });
        await story.channel(bob, 'secret');
      });

      it('is for members to describe, for moderators to rename, for owners to archive', async () => {
        const { ann, bob, cleo } = story;
        await change(cleo, { topic: 'what a member may do' });
        await refuses(change(cleo, { name: 'mine' }), 'forbidden');
        await refuses(change(cleo, { archived: true }), 'forbidden');
        await setRole(bob, cleo, 'moderator');
        await change(cleo, { name: 'ours' });
        await refuses(change(cleo, { archived: true }), 'forbidden');
        const dan = await register('dan');
        await refuses(change(dan, { topic: 'from outside' }), 'forbidden');
        await refuses(change(dan, { topic: 'nowhere' }, nobody as string as ConversationId), 'not_found');
        expect(await change(ann, { archived: true })).toMatchObject({ archivedAt: expect.any(Number) });
      });

      it('of #general can be changed, but not its being there for everyone', async () => {
        const { ann, bob, general } = story;
        await change(ann, { name: 'everyone', topic: 'all of us' }, general);
        await change(bob, { topic: 'all of you' }, general);
        await refuses(change(ann, { archived: true }, general), 'forbidden');
        await refuses(remove(ann, bob, general), 'forbidden');
        await refuses(story.store.leaveConversation(ann.id, { conversationId: general }), 'forbidden');
      });

      it('of a direct message cannot be changed, nor who is in it', async () => {
        const { ann, bob, cleo } = story;
        const { id } = await direct();
        await refuses(change(bob, { topic: 'us' }, id), 'forbidden');
        await refuses(change(bob, { archived: true }, id), 'forbidden');
        await refuses(add(bob, [ann.id], id), 'forbidden');
        await refuses(remove(bob, cleo, id), 'forbidden');
        await refuses(setRole(bob, cleo, 'owner', id), 'forbidden');
      });

      it('of a group is its topic, never a name', async () => {
        const { bob, cleo } = story;
        const { id } = await group();
        expect(await change(cleo, { topic: 'lunch' }, id)).toMatchObject({ name: null, topic: 'lunch' });
        await refuses(change(bob, { name: 'eaters' }, id), 'forbidden');
      });
    });

    describe('an archived conversation', () => {
      it('can be read, left and cleaned up, and takes nothing new', async () => {
        const { ann, bob, cleo } = story;
        const { id: messageId } = await story.send(cleo, cats.id, 'the last word');
        await change(bob, { archived: true });
        await refuses(story.send(bob, cats.id, 'one more'), 'forbidden');
        await refuses(story.store.editMessage(cleo.id, { messageId, text: 'better' }), 'forbidden');
        await refuses(change(bob, { topic: 'over' }), 'forbidden');
        await refuses(change(ann, { name: 'over' }), 'forbidden');
        await refuses(add(bob, [ann.id]), 'forbidden');
        await refuses(setRole(bob, cleo, 'moderator'), 'forbidden');
        expect(await story.store.deleteMessage(cleo.id, { messageId })).toMatchObject({ text: '' });
        expect(await story.store.joinConversation(ann.id, { conversationId: cats.id })).toMatchObject({
          id: cats.id,
        });
        await remove(bob, cleo);
        await story.store.leaveConversation(ann.id, { conversationId: cats.id });
      });

      it('is what it was when it comes back, and can be changed in the same breath', async () => {
        const { bob, cleo } = story;
        await change(bob, { topic: 'cats', archived: true });
        await refuses(change(cleo, { archived: false }), 'forbidden');
        expect(await change(bob, { archived: false, topic: 'again' })).toEqual({ ...cats, topic: 'again' });
        await story.send(cleo, cats.id, 'welcome back');
        expect((await linesOf(bob)).map(([, { type }]) => type)).toEqual([
          'topic',
          'archived',
          'unarchived',
          'topic',
        ]);
      });
    });

    describe('people', () => {
      it('S3, S8: who is added sees what was written before, and is told of all that comes after', async () => {
        const { ann, bob, cleo } = story;
        const secret = await story.channel(bob, 'secret', { private: true, memberIds: [cleo.id] });
        await story.send(bob, secret.id, 'long ago');
        story.commits.length = 0;
        await add(cleo, [ann.id, cleo.id, ann.id], secret.id);
        expect(
          story.commits.flat().map((one) => (one.kind === 'event' ? one.event.type : `${one.kind}`)),
        ).toEqual(['subscribed', 'member.joined', 'message.created', 'conversation.joined', 'entry.changed']);
        const snapshot = await story.snapshotOf(ann, secret.id);
        expect(snapshot.messages.map(({ text }) => text)).toEqual(['long ago', '']);
        expect(snapshot.read.unread).toBe(0);
        expect(await linesOf(ann, secret.id)).toEqual([[cleo.id, { type: 'added', userIds: [ann.id] }]]);
      });

      it('who are there already are not added again', async () => {
        const { bob, cleo } = story;
        const before = await story.eventsOf(bob, conversationStream(cats.id));
        expect(await add(bob, [cleo.id])).toEqual(cats);
        expect(await story.eventsOf(bob, conversationStream(cats.id))).toEqual(before);
      });

      it('are added by who is there, and must exist', async () => {
        const { ann, bob } = story;
        const dan = await register('dan');
        await refuses(add(dan, [dan.id]), 'forbidden');
        await refuses(add(bob, [ann.id, nobody]), 'not_found');
        expect(await story.store.isMember(ann.id, cats.id)).toBe(false);
        await add(ann, [dan.id]);
        expect(await story.store.isMember(dan.id, cats.id)).toBe(true);
      });

      it('found a group of three to fifty, whether its maker is named or not', async () => {
        const { ann, bob, cleo } = story;
        const found = (memberIds: UserId[]) =>
          story.store.createConversation(bob.id, { kind: 'group', memberIds, clientId: clientId() });
        await refuses(found([bob.id, ann.id]), 'invalid');
        await refuses(found([ann.id, '01978f14-ffff-7000-8000-000000000404' as UserId]), 'not_found');
        const crowd = [ann.id, cleo.id];
        for (let at = 2; at < MAX_GROUP; at++) crowd.push((await register(`q${at}`)).id);
        await refuses(found(crowd), 'invalid');
        expect((await found(crowd.slice(1))).memberIds).toHaveLength(MAX_GROUP);
        expect((await found([bob.id, ...crowd.slice(1)])).memberIds).toHaveLength(MAX_GROUP);
      });

      it('make a group what it is called, up to fifty', async () => {
        const { bob, cleo } = story;
        const three = await group();
        const dan = await register('dan');
        const four = await add(cleo, [dan.id], three.id);
        expect(four.memberIds).toEqual([...three.memberIds, dan.id]);
        expect((await story.snapshotOf(dan, three.id)).conversation).toEqual(four);
        expect((await remove(bob, dan, three.id)).memberIds).toEqual(three.memberIds);
        const crowd: UserId[] = [];
        for (let at = 0; at < MAX_GROUP - 2; at++) crowd.push((await register(`p${at}`)).id);
        await refuses(add(bob, crowd, three.id), 'conflict');
        expect((await add(bob, crowd.slice(1), three.id)).memberIds).toHaveLength(MAX_GROUP);
      });

      it('S13: who is removed gets nothing from there on, and is nothing there when they come back', async () => {
        const { bob, cleo } = story;
        await setRole(bob, cleo, 'moderator');
        story.commits.length = 0;
        await remove(bob, cleo);
        expect(
          story.commits.flat().map((one) => (one.kind === 'event' ? one.event.type : `${one.kind}`)),
        ).toEqual([
          'unsubscribed',
          'member.left',
          'entry.changed',
          'message.created',
          'entry.changed',
          'conversation.left',
        ]);
        expect(
          await story.store.eventsAfter(cleo.id, conversationStream(cats.id), 0, { events: 9, bytes: 9 }),
        ).toBe(undefined);
        expect((await linesOf(bob)).at(-1)).toEqual([bob.id, { type: 'removed', userId: cleo.id }]);
        await story.store.joinConversation(cleo.id, { conversationId: cats.id });
        await refuses(change(cleo, { name: 'mine' }), 'forbidden');
        const before = await story.eventsOf(bob, conversationStream(cats.id));
        const dan = await register('dan');
        await remove(bob, dan);
        expect(await story.eventsOf(bob, conversationStream(cats.id))).toEqual(before);
      });

      it('are removed by who stands above them, and leave by themselves', async () => {
        const { ann, bob, cleo } = story;
        const dan = await register('dan');
        await add(bob, [dan.id]);
        await refuses(remove(cleo, dan), 'forbidden');
        await setRole(bob, cleo, 'moderator');
        await refuses(remove(cleo, bob), 'forbidden');
        await setRole(bob, dan, 'moderator');
        await refuses(remove(cleo, dan), 'forbidden');
        await remove(bob, dan);
        await refuses(remove(bob, bob), 'invalid');
        await remove(ann, bob);
        expect(await story.store.isMember(bob.id, cats.id)).toBe(false);
      });

      it('say that they came and went by themselves, but not that they were there from the beginning', async () => {
        const { ann, cleo, general } = story;
        await story.store.joinConversation(ann.id, { conversationId: cats.id });
        await story.store.leaveConversation(ann.id, { conversationId: cats.id });
        expect(await linesOf(cleo)).toEqual([
          [ann.id, { type: 'joined' }],
          [ann.id, { type: 'left' }],
        ]);
        expect(await linesOf(cleo, general)).toEqual([]);
      });

      it('S14: lines about them are unread for nobody', async () => {
        const { ann, cleo } = story;
        await story.store.joinConversation(ann.id, { conversationId: cats.id });
        expect((await story.snapshotOf(cleo, cats.id)).read.unread).toBe(0);
      });
    });

    describe('roles', () => {
      it('are entries of the conversation, set by its owners, with a line for each', async () => {
        const { bob, cleo } = story;
        const entry = await setRole(bob, cleo, 'moderator');
        expect(entry).toEqual({ kind: 'role', key: cleo.id, value: 'moderator' });
        expect((await story.snapshotOf(cleo, cats.id)).entries).toEqual([entry]);
        const before = await story.eventsOf(bob, conversationStream(cats.id));
        expect(await setRole(bob, cleo, 'moderator')).toEqual(entry);
        expect(await story.eventsOf(bob, conversationStream(cats.id))).toEqual(before);
        await setRole(bob, cleo, 'owner');
        await setRole(cleo, cleo, 'member');
        expect((await story.snapshotOf(cleo, cats.id)).entries).toEqual([]);
        expect(await linesOf(cleo)).toEqual([
          [bob.id, { type: 'role', userId: cleo.id, role: 'moderator' }],
          [bob.id, { type: 'role', userId: cleo.id, role: 'owner' }],
          [cleo.id, { type: 'role', userId: cleo.id, role: 'member' }],
        ]);
      });

      it('are not for members or moderators to give, nor for who is not there', async () => {
        const { ann, bob, cleo } = story;
        await refuses(setRole(cleo, cleo, 'owner'), 'forbidden');
        await setRole(bob, cleo, 'moderator');
        await refuses(setRole(cleo, cleo, 'owner'), 'forbidden');
        await refuses(setRole(bob, ann, 'moderator'), 'not_found');
        const secret = await story.channel(bob, 'secret', { private: true });
        await refuses(setRole(cleo, cleo, 'owner', secret.id), 'not_found');
      });

      it('leave who made a conversation its owner', async () => {
        const { ann, bob, cleo } = story;
        await setRole(bob, cleo, 'owner');
        await refuses(setRole(cleo, bob, 'member'), 'forbidden');
        await refuses(setRole(ann, bob, 'moderator'), 'forbidden');
        expect(await setRole(bob, bob, 'owner')).toMatchObject({ value: null });
      });

      it('let moderators delete what others wrote, and members not', async () => {
        const { bob, cleo } = story;
        const dan = await register('dan');
        await add(bob, [dan.id]);
        const { id: messageId } = await story.send(dan, cats.id, 'nonsense');
        await refuses(story.store.deleteMessage(cleo.id, { messageId }), 'forbidden');
        await setRole(bob, cleo, 'moderator');
        expect(await story.store.deleteMessage(cleo.id, { messageId })).toMatchObject({ text: '' });
        const { id: other } = await story.send(dan, story.general, 'elsewhere');
        await refuses(story.store.deleteMessage(cleo.id, { messageId: other }), 'forbidden');
      });

      it('give nobody a say in what the other of a direct message wrote', async () => {
        const { bob, cleo } = story;
        const { id } = await direct();
        const { id: messageId } = await story.send(cleo, id, 'for you');
        await refuses(story.store.deleteMessage(bob.id, { messageId }), 'forbidden');
      });
    });

    describe('S5: a repeat', () => {
      it('changes nothing back, whatever happened since', async () => {
        const { bob, cleo } = story;
        const dan = await register('dan');
        const conversationId = cats.id;
        const { store } = story;
        const requests = {
          change: { conversationId, topic: 'first', clientId: clientId() },
          add: { conversationId, userIds: [dan.id], clientId: clientId() },
          role: { conversationId, userId: cleo.id, role: 'moderator' as const, clientId: clientId() },
          remove: { conversationId, userId: dan.id, clientId: clientId() },
        };
        await store.changeConversation(bob.id, requests.change);
        await store.addMembers(bob.id, requests.add);
        await store.setRole(bob.id, requests.role);
        await store.removeMember(bob.id, requests.remove);
        await change(bob, { topic: 'second' });
        await setRole(bob, cleo, 'owner');
        await add(bob, [dan.id]);
        const before = await story.eventsOf(bob, conversationStream(conversationId));
        expect(await store.changeConversation(bob.id, requests.change)).toMatchObject({ topic: 'second' });
        expect(await store.addMembers(bob.id, requests.add)).toMatchObject({ id: conversationId });
        expect(await store.setRole(bob.id, requests.role)).toMatchObject({ value: 'owner' });
        expect(await store.removeMember(bob.id, requests.remove)).toMatchObject({ id: conversationId });
        expect(await story.eventsOf(bob, conversationStream(conversationId))).toEqual(before);
        await refuses(
          store.addMembers(bob.id, { ...requests.add, clientId: requests.change.clientId }),
          'conflict',
        );
      });

      it('tells who is out of a private channel since nothing of what goes on there', async () => {
        const { bob, cleo, store } = story;
        const secret = await story.channel(bob, 'secret', { private: true, memberIds: [cleo.id] });
        const request = { conversationId: secret.id, topic: 'plans', clientId: clientId() };
        await store.changeConversation(cleo.id, request);
        await remove(bob, cleo, secret.id);
        await change(bob, { topic: 'other plans', description: 'of which she knows nothing' }, secret.id);
        expect(await store.changeConversation(cleo.id, request)).toEqual({
          ...secret,
          name: null,
          memberIds: [],
        });
      });
    });

    it('counts the people of public channels, and of no others', async () => {
      const { ann, bob, cleo, general, store } = story;
      await story.channel(bob, 'secret', { private: true });
      await remove(bob, cleo);
      const counts = [
        { conversationId: general, members: 3 },
        { conversationId: cats.id, members: 1 },
      ];
      expect(await store.memberCounts(ann.id)).toEqual(counts);
      expect(await store.memberCounts(nobody)).toEqual([]);
    });
  });
}
