import { describe, expect, it } from 'vitest';
import type { User } from '../../src/shared/model/user.ts';
import { beginEach, clientId, refusedWith, type StoreSource, type StoreStory } from './StoreStory.ts';

const ANYONE = { open: true, first: false, inviteHash: null };

/** Names by which one person, or one channel, could be taken for another. */
export function describeNames(name: string, createSource: () => Promise<StoreSource>): void {
  describe(`names in a store, ${name}`, () => {
    let story: StoreStory;
    beginEach(createSource, (begun) => {
      story = begun;
    });
    const register = (username: string, displayName = username): Promise<User> =>
      story.store.createAccount({ username, displayName, passwordHash: '', admission: ANYONE });
    const channel = (called: string, isPrivate = false) => {
      const made = { kind: 'channel' as const, name: called, private: isPrivate, clientId: clientId() };
      return story.store.createConversation(story.ann.id, made);
    };

    it('nobody signs in by what can be taken for another’s name', async () => {
      await register('modern-1');
      for (const username of ['rnodern-1', 'modern-l', 'MODERN-I'])
        await expect(register(username)).rejects.toEqual(refusedWith('conflict'));
      expect((await register('modern-2')).username).toBe('modern-2');
    });

    it('who goes by what can be taken for another’s name is marked, and the other is not', async () => {
      const { store } = story;
      const first = await register('olga', 'Olga Berg');
      const second = await register('mallory', 'Оlgа Веrg');
      expect(first.resembles).toBeUndefined();
      expect(second.resembles).toBe(true);
      expect(await store.user(second.id)).toEqual(second);
      expect((await register('eve', 'ANN')).resembles, 'what she is mentioned by').toBe(true);
      const renamed = await store.changeUser(second.id, { displayName: 'Mallory' });
      expect(renamed.resembles).toBeUndefined();
      expect((await store.changeUser(second.id, { displayName: 'olga  berg' })).resembles).toBe(true);
    });

    it('no public channel can be taken for another; of private ones nothing is told', async () => {
      await channel('payroll');
      for (const called of ['рayroll', 'payro11', 'ｐａｙｒｏｌｌ', 'genera1'])
        await expect(channel(called)).rejects.toEqual(refusedWith('conflict'));
      await channel('secret plans', true);
      const { id } = await channel('ѕесrеt plans');
      const change = { conversationId: id, name: 'раyroll' };
      await expect(story.store.changeConversation(story.ann.id, change)).rejects.toEqual(
        refusedWith('conflict'),
      );
      const own = await story.store.changeConversation(story.ann.id, {
        conversationId: id,
        name: 'Secret plans',
      });
      expect(own.name).toBe('Secret plans');
    });
  });
}
