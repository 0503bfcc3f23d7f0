import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/server/store/Store.ts';
import type { ConversationId, UserId } from '../../src/shared/model/ids.ts';
import { directoryStream, userStream } from '../../src/shared/model/stream.ts';
import { SEEN_BY_MAX_MEMBERS } from '../../src/shared/protocol/signals.ts';
import { beginEach, clientId, refusedWith, type StoreSource, type StoreStory } from './StoreStory.ts';

const ANYONE = { open: true, first: false, inviteHash: null };
const eventsOf = (changes: readonly Change[] = []) =>
  changes.flatMap((change) => (change.kind === 'event' ? [change.event] : []));

/** What people say of themselves, whom they call, and how far they have read. */
export function describePeople(name: string, createSource: () => Promise<StoreSource>): void {
  describe(`people in a store, ${name}`, () => {
    let source: StoreSource;
    let story: StoreStory;
    beginEach(createSource, (begun, itsSource) => {
      story = begun;
      source = itsSource;
    });

    it('a person changes what they say of themselves, which everyone is told', async () => {
      const { store, bob, ann } = story;
      const status = { emoji: '🌴', text: 'On holiday', expiresAt: null };
      const change = { displayName: 'Bob Moss', title: 'Gardener', timeZone: 'Europe/Helsinki', status };
      const changed = await store.changeUser(bob.id, change);
      expect(changed).toEqual({ ...bob, ...change });
      expect(await store.user(bob.id)).toEqual(changed);
      const told = (await story.eventsOf(ann, directoryStream)).at(-1);
      expect(told).toMatchObject({ type: 'user.changed', actorId: bob.id, data: { user: changed } });
    });

    it('what is left out stays, and null takes it away', async () => {
      const { store, bob } = story;
      await store.changeUser(bob.id, { title: 'Gardener', timeZone: 'UTC' });
      expect(await store.changeUser(bob.id, { title: null })).toEqual({ ...bob, timeZone: 'UTC' });
      const before = story.commits.length;
      expect(await store.changeUser(bob.id, { timeZone: 'UTC' })).toEqual({ ...bob, timeZone: 'UTC' });
      expect(story.commits).toHaveLength(before);
    });

    it('S5: a repeated change makes no second event, whatever has changed since', async () => {
      const { store, bob } = story;
      const id = clientId();
      await store.changeUser(bob.id, { title: 'Gardener', clientId: id });
      await store.changeUser(bob.id, { title: 'Beekeeper' });
      const before = story.commits.length;
      expect(await store.changeUser(bob.id, { title: 'Gardener', clientId: id })).toMatchObject({
        title: 'Beekeeper',
      });
      expect(story.commits).toHaveLength(before);
      await expect(
        story.store.sendMessage(bob.id, { conversationId: story.general, clientId: id, text: 'Hi' }),
      ).rejects.toEqual(refusedWith('conflict'));
    });

    it('someone who is not there changes nothing', async () => {
      const nobody = clientId() as unknown as UserId;
      await expect(story.store.changeUser(nobody, { title: 'Ghost' })).rejects.toEqual(
        refusedWith('unauthorized'),
      );
    });

    it('names that mean more than one person are nobody’s', async () => {
      for (const username of ['here', 'Everyone'])
        await expect(
          story.store.createAccount({ username, displayName: 'x', passwordHash: '', admission: ANYONE }),
        ).rejects.toEqual(refusedWith('conflict'));
    });

    it('a wish about being seen is an entry of one’s own, which the server knows', async () => {
      const { store, bob } = story;
      expect(await store.availability(bob.id)).toBeUndefined();
      await store.setPersonalEntry(bob.id, { kind: 'availability', key: 'own', value: 'invisible' });
      expect(await store.availability(bob.id)).toBe('invisible');
      expect((await story.eventsOf(bob, userStream(bob.id))).at(-1)?.type).toBe('entry.changed');
      await store.setPersonalEntry(bob.id, { kind: 'availability', key: 'own', value: null });
      expect(await store.availability(bob.id)).toBeUndefined();
    });

    it('when people were last there outlives the server', async () => {
      const { store, ann, bob } = story;
      expect(await store.sightings()).toEqual([]);
      await store.noteSeen([
        { userId: ann.id, at: 1000 },
        { userId: bob.id, at: 2000 },
      ]);
      await store.noteSeen([{ userId: bob.id, at: 3000 }]);
      const seen = [
        { userId: ann.id, at: 1000 },
        { userId: bob.id, at: 3000 },
      ];
      expect(await store.sightings()).toEqual(seen);
      await store.close();
      const again = await source.open({ now: Date.now, after: () => () => {}, turn: setImmediate });
      expect(await again.sightings()).toEqual(seen);
      await again.close();
    });

    describe('how far others have read', () => {
      it('S14: members are told of all members, others of nobody', async () => {
        const { store, ann, bob, cleo } = story;
        const secret = await story.channel(ann, 'secret', { private: true, memberIds: [bob.id] });
        const { seq } = await story.send(ann, secret.id, 'Hello');
        await store.advanceRead(bob.id, { conversationId: secret.id, seq });
        const reads = await store.readPositions(ann.id, { conversationId: secret.id });
        expect(reads).toContainEqual({ userId: bob.id, readSeq: seq });
        expect(reads.map(({ userId }) => userId).sort()).toEqual([ann.id, bob.id].sort());
        await expect(store.readPositions(cleo.id, { conversationId: secret.id })).rejects.toEqual(
          refusedWith('not_found'),
        );
        const open = await story.channel(ann, 'open');
        await expect(store.readPositions(cleo.id, { conversationId: open.id })).rejects.toEqual(
          refusedWith('forbidden'),
        );
      });

      it('S14: nobody is told where more are in than care who has read', async () => {
        const { store, ann, general } = story;
        expect(await store.memberCount(general)).toBe(3);
        for (let number = 3; number < SEEN_BY_MAX_MEMBERS; number += 1)
          await store.createAccount({
            username: `p${number}`,
            displayName: `p${number}`,
            passwordHash: '',
            admission: ANYONE,
          });
        expect(await store.readPositions(ann.id, { conversationId: general })).toHaveLength(
          SEEN_BY_MAX_MEMBERS,
        );
        await store.createAccount({
          username: 'last',
          displayName: 'last',
          passwordHash: '',
          admission: ANYONE,
        });
        expect(await store.memberCount(general)).toBe(SEEN_BY_MAX_MEMBERS + 1);
        expect(await store.readPositions(ann.id, { conversationId: general })).toEqual([]);
      });
    });

    describe('calling everyone', () => {
      const audienceOf = async (who: 'ann' | 'bob' | 'cleo', id: ConversationId, text: string) =>
        (await story.send(story[who], id, text)).audience;

      it('works for whoever may: in a channel who made it, its moderators and the space’s admins', async () => {
        const { store, bob, cleo, ann } = story;
        const channel = await story.channel(bob, 'beds', { memberIds: [ann.id, cleo.id] });
        expect(await audienceOf('bob', channel.id, 'Look @everyone')).toBe('everyone');
        expect(await audienceOf('ann', channel.id, '@here: rain!')).toBe('here');
        expect(await audienceOf('cleo', channel.id, '@everyone look')).toBeUndefined();
        const group = await store.createConversation(bob.id, {
          kind: 'group',
          memberIds: [bob.id, cleo.id, ann.id],
          clientId: clientId(),
        });
        expect(await audienceOf('cleo', group.id, '@here and @everyone')).toBe('everyone');
      });

      it('is told with the message, changes with an edit and goes with a deletion', async () => {
        const { store, ann, general } = story;
        const message = await story.send(ann, general, 'Hi @everyone');
        expect(eventsOf(story.commits.at(-1))[0]).toMatchObject({
          data: { message: { audience: 'everyone' } },
        });
        const calmer = await store.editMessage(ann.id, { messageId: message.id, text: 'Hi all' });
        expect(calmer.audience).toBeUndefined();
        const louder = await store.editMessage(ann.id, { messageId: message.id, text: 'Hi @here' });
        expect(louder.audience).toBe('here');
        expect((await store.deleteMessage(ann.id, { messageId: message.id })).audience).toBeUndefined();
      });
    });
  });
}
