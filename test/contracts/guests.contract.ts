import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Conversation } from '../../src/shared/model/conversation.ts';
import type { ConversationId, UserId } from '../../src/shared/model/ids.ts';
import { userStream } from '../../src/shared/model/stream.ts';
import type { User } from '../../src/shared/model/user.ts';
import { clientId, refusedWith, type StoreSource, StoreStory } from './StoreStory.ts';

/** What every store promises of guests, who see only where they were added (S3). */
export function describeGuests(name: string, createSource: () => Promise<StoreSource>): void {
  describe(`guests in the store: ${name}`, () => {
    let source: StoreSource;
    let story: StoreStory;
    /** Ann’s, where Bob is and Gil was invited. */
    let visitors: Conversation;
    let gil: User;
    beforeEach(async () => {
      source = await createSource();
      story = await StoreStory.begin(source);
      visitors = await story.channel(story.ann, 'visitors', { memberIds: [story.bob.id] });
      gil = await invited('gil', visitors.id);
    });
    afterEach(async () => {
      await story.store.close();
      await source.dispose();
    });

    const refuses = (attempt: Promise<unknown>, code: string) =>
      expect(attempt).rejects.toEqual(refusedWith(code));
    async function invited(username: string, ...conversationIds: ConversationId[]): Promise<User> {
      const { store, ann } = story;
      const invite = { codeHash: username, role: 'guest' as const, expiresAt: Date.now() + 1e6, uses: 1 };
      await store.createInvite(ann.id, { ...invite, conversationIds });
      const admission = { open: false, first: false, inviteHash: username };
      return store.createAccount({ username, displayName: username, passwordHash: '', admission });
    }
    const add = (actor: User, userIds: UserId[], conversationId = visitors.id) =>
      story.store.addMembers(actor.id, { conversationId, userIds });
    const create = (actor: User, kind: 'direct' | 'group', memberIds: UserId[]) =>
      story.store.createConversation(actor.id, { kind, memberIds, clientId: clientId() });
    /** Whom a guest was told of in their own stream after a seq, by name. */
    const toldOf = async (guest: User, after = 0) =>
      (await story.eventsOf(guest, userStream(guest.id), after)).flatMap((event) =>
        event.type === 'user.changed' ? [event.data.user.displayName] : [],
      );
    const ownOf = async (guest: User) => {
      const found = await story.store.snapshot(guest.id, userStream(guest.id));
      if (found?.snapshot.kind !== 'user') throw new Error('no snapshot of the own stream');
      return { head: found.head, snapshot: found.snapshot };
    };

    it('S3: read their own stream and those of their conversations, which tell whom they meet there', async () => {
      expect((await toldOf(gil)).sort()).toEqual(['ann', 'bob']);
      const { snapshot } = await ownOf(gil);
      expect(snapshot.users?.map(({ username }) => username).sort()).toEqual(['ann', 'bob', 'gil']);
      expect(snapshot.space?.name).toBe(story.store.name);
      // Nobody else is told of anybody there.
      expect((await ownOf(story.bob)).snapshot.users).toBeUndefined();
      expect(await toldOf(story.bob)).toEqual([]);
    });

    it('S3: are told who comes where they are, once, and what becomes of those they know', async () => {
      const { store, ann, bob, cleo } = story;
      const { head } = await ownOf(gil);
      await add(ann, [cleo.id]);
      await create(ann, 'group', [gil.id, cleo.id]);
      expect(await toldOf(gil, head)).toEqual(['cleo']);
      await store.changeUser(bob.id, { displayName: 'Robert' });
      await store.setUserState(ann.id, { userId: bob.id, state: 'banned' });
      await store.changeUser(gil.id, { displayName: 'Gilbert' });
      expect(await toldOf(gil, head)).toEqual(['cleo', 'Robert', 'Robert', 'Gilbert']);
      const dan = await store.createAccount({
        username: 'dan',
        displayName: 'dan',
        passwordHash: '',
        admission: { open: true, first: false, inviteHash: null },
      });
      await store.changeUser(dan.id, { displayName: 'A stranger' });
      expect(await toldOf(gil, head)).toHaveLength(4);
    });

    it('S3: are told anew of who has changed while they did not meet', async () => {
      const { store, ann, bob } = story;
      const elsewhere = await story.channel(bob, 'elsewhere', { memberIds: [gil.id] });
      await store.removeMember(ann.id, { conversationId: visitors.id, userId: gil.id });
      const { head } = await ownOf(gil);
      await store.changeUser(ann.id, { displayName: 'Anna' });
      expect(await toldOf(gil, head)).toEqual([]);
      await add(bob, [ann.id], elsewhere.id);
      expect(await toldOf(gil, head)).toEqual(['Anna']);
    });

    it('S3: know who has left, whose messages are there: on a device that is new, and as a guest who is', async () => {
      const { store, ann, bob, cleo } = story;
      await add(ann, [cleo.id]);
      await story.send(bob, visitors.id, 'Goodbye');
      await store.leaveConversation(bob.id, { conversationId: visitors.id });
      const known = async (guest: User) =>
        (await ownOf(guest)).snapshot.users?.map(({ displayName }) => displayName).sort();
      expect(await known(gil)).toEqual(['ann', 'bob', 'cleo', 'gil']);
      const { head } = await ownOf(gil);
      await store.changeUser(bob.id, { displayName: 'Robert' });
      expect(await toldOf(gil, head)).toEqual(['Robert']);
      const gus = await invited('gus', visitors.id);
      expect((await toldOf(gus)).sort()).toEqual(['Robert', 'ann', 'cleo', 'gil']);
      // Who comes back is known already.
      const before = (await ownOf(gil)).head;
      await add(ann, [bob.id]);
      expect(await toldOf(gil, before)).toEqual([]);
      expect([...(await store.acquaintances(gil.id))].sort()).toEqual(
        [ann, bob, cleo, gil, gus].map(({ id }) => id).sort(),
      );
    });

    it('S3: do not find what is public, nor whom they do not meet', async () => {
      const { store, ann, bob, cleo, general } = story;
      const open = await story.channel(ann, 'open');
      for (const conversationId of [open.id, general]) {
        await refuses(store.joinConversation(gil.id, { conversationId }), 'not_found');
        await refuses(store.history(gil.id, { conversationId, limit: 1 }), 'not_found');
      }
      expect(await store.memberCounts(gil.id)).toEqual([]);
      await refuses(create(gil, 'direct', [cleo.id]), 'not_found');
      await refuses(create(gil, 'group', [bob.id, cleo.id]), 'not_found');
      expect((await story.send(gil, visitors.id, 'Is there a @cleo, @bob?')).mentions).toEqual([bob.id]);
      await create(gil, 'direct', [bob.id]);
      await create(gil, 'group', [bob.id, ann.id]);
    });

    it('make no channels and bring nobody in, not even where they began it', async () => {
      const { bob, ann, cleo } = story;
      await refuses(story.channel(gil, 'mine'), 'forbidden');
      const group = await create(gil, 'group', [bob.id, ann.id]);
      await create(cleo, 'direct', [gil.id]);
      await refuses(add(gil, [cleo.id], group.id), 'forbidden');
      await refuses(add(gil, [cleo.id]), 'forbidden');
      await add(bob, [cleo.id]);
    });

    it('S4: who was a member in between takes anew what their own stream did not tell them then', async () => {
      const { store, ann, bob } = story;
      const setRole = (role: 'guest' | 'member') => store.setUserRole(ann.id, { userId: gil.id, role });
      const { head: cursor } = await ownOf(gil);
      await setRole('member');
      await store.changeUser(bob.id, { displayName: 'Robert' });
      await setRole('guest');
      expect(await toldOf(gil, cursor)).not.toContain('Robert');
      const [own] = await store.readableStreams(gil.id);
      expect(own?.stream).toBe(userStream(gil.id));
      expect(own?.floor).toBeGreaterThan(cursor);
      const { head, snapshot } = await ownOf(gil);
      expect(snapshot.users?.map(({ displayName }) => displayName)).toContain('Robert');
      await store.changeUser(bob.id, { displayName: 'Bobby' });
      expect(await toldOf(gil, head)).toEqual(['Bobby']);
    });

    it('S3: hear what the space is called from then on', async () => {
      const { store } = story;
      await store.close();
      const again = await source.open({ now: Date.now, after: () => () => {}, turn: setImmediate });
      const { head } = (await again.snapshot(gil.id, userStream(gil.id))) ?? { head: 0 };
      expect(head).toBeGreaterThan(0);
      await again.close();
    });
  });
}
