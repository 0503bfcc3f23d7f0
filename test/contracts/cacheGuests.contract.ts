import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cache } from '../../src/client/cache/Cache.ts';
import type { UserId } from '../../src/shared/model/ids.ts';
import { conversationStream, directoryStream, userStream } from '../../src/shared/model/stream.ts';
import type { Snapshot } from '../../src/shared/protocol/sync.ts';
import {
  ada,
  channel,
  conversationId,
  event,
  me,
  message,
  read,
  snapshotOf,
  space,
  user,
  userId,
} from './builders.ts';
import type { CacheInstance } from './cache.contract.ts';

const garden = conversationId(1);
const gardenStream = conversationStream(garden);
const mine = userStream(me);
const bea = userId(3);

/** What every cache makes of what a guest is told of others, who do not read the directory (S3). */
export function cacheGuestsContract(name: string, open: (me: UserId) => Promise<CacheInstance>): void {
  describe(`a guest’s cache, kept by ${name}`, () => {
    let instance: CacheInstance;
    let cache: Cache;
    beforeEach(async () => {
      instance = await open(me);
      cache = instance.cache;
    });
    afterEach(() => cache.close());

    const memberships = [{ conversation: channel(garden), read: read(1, 0, 1, 1) }];
    const asGuest: Snapshot = {
      kind: 'user',
      memberships,
      entries: [],
      users: [user(me, 'Me'), user(ada, 'Ada')],
      space,
    };
    const directory: Snapshot = {
      kind: 'directory',
      space,
      users: [user(me, 'Me'), user(ada, 'Ada L.'), user(bea, 'Bea')],
      conversations: [channel(conversationId(2), { name: 'fields' })],
    };
    const names = async () => (await cache.load()).users.map(({ displayName }) => displayName).sort();

    it('S3: knows the space and those whom the own stream tells of, over a restart', async () => {
      const change = await cache.applySnapshot(mine, asGuest, 1);
      expect(change).toMatchObject({ space, users: asGuest.users });
      const met = await cache.applyEvents(mine, [
        event(mine, 2, 'user.changed', { user: user(bea, 'Bea') }),
        event(mine, 3, 'user.changed', { user: { ...user(ada, 'Ada L.'), state: 'banned' } }),
        event(mine, 4, 'space.changed', { space: { ...space, name: 'Elsewhere' } }),
      ]);
      expect(met.users.map(({ displayName }) => displayName)).toEqual(['Bea', 'Ada L.']);
      expect(met.space).toMatchObject({ name: 'Elsewhere' });
      cache = await instance.reopen();
      expect(await names()).toEqual(['Ada L.', 'Bea', 'Me']);
      const content = await cache.load();
      expect(content.space).toMatchObject({ name: 'Elsewhere' });
      expect(content.users.find(({ id }) => id === ada)).toMatchObject({ state: 'banned' });
    });

    it('S3: forgets whom a snapshot of the own stream tells of no more', async () => {
      await cache.applySnapshot(mine, asGuest, 1);
      await cache.applySnapshot(mine, { ...asGuest, users: [user(me, 'Me'), user(bea, 'Bea')] }, 9);
      expect(await names()).toEqual(['Bea', 'Me']);
    });

    it('S3: takes the directory’s word for everyone, once it may read it, before that of the own stream', async () => {
      await cache.applySnapshot(mine, asGuest, 1);
      await cache.applySnapshot(directoryStream, directory, 7);
      const late = await cache.applyEvents(mine, [
        event(mine, 2, 'user.changed', { user: user(ada, 'Ada, as she was called once') }),
        event(mine, 3, 'space.changed', { space: { ...space, name: 'Once' } }),
      ]);
      expect(late).toMatchObject({ users: [], space: null });
      await cache.applySnapshot(mine, { ...asGuest, users: [] }, 5);
      expect(await names()).toEqual(['Ada L.', 'Bea', 'Me']);
      expect((await cache.load()).space).toEqual(space);
    });

    it('S3: keeps those who are met when the directory is to be read no more, and asks for them anew', async () => {
      await cache.applySnapshot(directoryStream, directory, 7);
      await cache.applySnapshot(mine, { kind: 'user', memberships, entries: [] }, 3);
      const conversation = snapshotOf(channel(garden), [message(garden, 1)], 1, read(1, 0, 1, 1));
      await cache.applySnapshot(gardenStream, conversation, 1);
      const change = await cache.drop(directoryStream);
      expect(change.forgotten).toEqual([mine]);
      expect(change.removedConversations).toEqual([conversationId(2)]);
      expect(await names()).toEqual(['Ada L.', 'Me']);
      expect([...(await cache.load()).cursors.keys()]).toEqual([gardenStream]);
      await cache.applySnapshot(mine, asGuest, 8);
      expect(await names()).toEqual(['Ada', 'Me']);
    });
  });
}
