import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, it } from 'vitest';
import {
  channel,
  conversationId,
  me,
  read,
  snapshotOf,
  space,
  user,
} from '../../../test/contracts/builders.ts';
import { conversationStream } from '../../shared/model/stream.ts';
import { openIdbCache } from './openIdbCache.ts';
import type { CacheSchema } from './schema.ts';

const garden = channel(conversationId(1));
/** What stands where a name is to be, and cannot be held against the limit of its length. */
const name = { length: { toString: 1, valueOf: 1 } };

it.each([
  ['space', { me, identity: null, space: { ...space, name } }, 'space'],
  ['users', { ...user(me, 'Me'), displayName: name }, undefined],
  ['conversations', { id: garden.id, conversation: { ...garden, name } }, undefined],
] as const)(
  'a record of “%s” whose name is none is damage, though its length cannot be compared',
  async (store, record, key) => {
    const kept = `cache with a damaged record in ${store}`;
    const cache = await openIdbCache(kept, me, () => undefined);
    const head = 1;
    await cache.applySnapshot(
      conversationStream(garden.id),
      snapshotOf(garden, [], 1, read(0, 0, head, 1)),
      head,
    );
    const database = await openDB<CacheSchema>(kept);
    const [there = {}] = await database.getAll(store);
    await database.clear(store);
    await database.put(store, { ...there, ...record } as never, key as never);
    database.close();
    await expect(cache.load()).rejects.toMatchObject({ name: 'StorageError', code: 'damaged' });
    await cache.close();
  },
);
