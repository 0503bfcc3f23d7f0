import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { conversationStream } from '../../src/shared/model/stream.ts';
import { deleteIdbCache, openIdbCache } from '../../src/web/cache/openIdbCache.ts';
import type { StorageError } from '../../src/web/idb/StorageError.ts';
import {
  ada,
  changed,
  channel,
  conversationId,
  created,
  deleted,
  event,
  identity,
  me,
  message,
  messageId,
  read,
  snapshotOf,
  userId,
} from '../contracts/builders.ts';

const garden = conversationId(1);
const stream = conversationStream(garden);
const NAME = 'parley cache';
const NOTHING = { messages: [], older: 'hole', newer: 'hole' };

const open = (of = me, lost: StorageError[] = []) => openIdbCache(NAME, of, (error) => lost.push(error));
const enter = (cache: Awaited<ReturnType<typeof open>>, head: number) => {
  const messages = Array.from({ length: head }, (_, index) => message(garden, index + 1));
  return cache.applySnapshot(stream, snapshotOf(channel(garden), messages, 1, read(0, head, head, 1)), head);
};

describe('the cache in IndexedDB', () => {
  afterEach(async () => {
    await deleteDB(NAME);
  });

  it('begins anew where the browser dropped it while nobody had it open', async () => {
    const before = await open();
    await before.setIdentity(identity);
    await enter(before, 5);
    await before.close();
    await deleteDB(NAME);

    const cache = await open();
    expect(await cache.load()).toMatchObject({ identity: null, conversations: [] });
    await enter(cache, 3);
    expect((await cache.page(garden, undefined, 10)).messages).toHaveLength(3);
    await cache.close();
  });

  it('says that it is lost where the browser takes it away while it is open, and refuses from then on', async () => {
    const lost: StorageError[] = [];
    const cache = await open(me, lost);
    await enter(cache, 2);
    await deleteDB(NAME);
    expect(lost).toMatchObject([{ name: 'StorageError', code: 'lost' }]);
    await expect(cache.load()).rejects.toMatchObject({ name: 'StorageError', code: 'lost' });
    await expect(cache.applyEvents(stream, [created(message(garden, 3))])).rejects.toMatchObject({
      code: 'lost',
    });
  });

  it('starts over for another account', async () => {
    const before = await open();
    await enter(before, 5);
    await before.close();
    const cache = await open(ada);
    expect((await cache.load()).conversations).toEqual([]);
    expect(await cache.page(garden, undefined, 10)).toEqual(NOTHING);
    await cache.close();
    const again = await open(ada);
    await enter(again, 2);
    await again.close();
    const kept = await open(ada);
    expect((await kept.load()).conversations).toHaveLength(1);
    await kept.close();
  });

  it('refuses one of a newer version, says so in words, and leaves it as it is', async () => {
    const before = await open();
    await enter(before, 4);
    await before.close();
    (await openDB(NAME, 99)).close();
    await expect(open()).rejects.toMatchObject({
      name: 'StorageError',
      code: 'newer',
      message: expect.stringContaining('newer version of Parley'),
    });
    const raw = await openDB(NAME, 99);
    expect(await raw.count('messages')).toBe(4);
    raw.close();
  });

  it('makes way for a tab that needs a later version', async () => {
    const lost: StorageError[] = [];
    await open(me, lost);
    const later = await openDB(NAME, 99);
    expect(lost).toMatchObject([{ code: 'lost' }]);
    later.close();
  });

  it('does not wait for ever for a tab that keeps an earlier version', async () => {
    const earlier = await openDB(`${NAME} earlier`, 1);
    await expect(deleteIdbCache(`${NAME} earlier`)).rejects.toMatchObject({ code: 'blocked' });
    earlier.close();
    await deleteIdbCache(`${NAME} earlier`);
  });

  it('rejects what is refused for want of room, and does not do half of it', async () => {
    const cache = await open();
    await enter(cache, 3);
    const before = { content: await cache.load(), page: await cache.page(garden, undefined, 10) };
    // The window of a test has no end of room, so that the refusal is put in its place: after half of the operation was written.
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
      if (this.name === 'messages') throw new DOMException('No room.', 'QuotaExceededError');
      return key === undefined ? put.call(this, value) : put.call(this, value, key);
    });
    await expect(
      cache.applyEvents(stream, [
        event(stream, 4, 'member.joined', { userId: userId(3) }),
        created(message(garden, 5)),
      ]),
    ).rejects.toMatchObject({ name: 'StorageError', code: 'full' });
    vi.restoreAllMocks();
    expect({ content: await cache.load(), page: await cache.page(garden, undefined, 10) }).toEqual(before);
    expect((await cache.applyEvents(stream, [created(message(garden, 4))])).messages).toHaveLength(1);
    await cache.close();
  });

  it('undoes all of an operation of which one write is refused after it was taken', async () => {
    const cache = await open();
    await enter(cache, 3);
    // Two messages with one id, which no sound server sends.
    const twice = [created(message(garden, 4)), created(message(garden, 5, { id: messageId(garden, 4) }))];
    await expect(cache.applyEvents(stream, twice)).rejects.toMatchObject({ name: 'ConstraintError' });
    expect((await cache.load()).cursors.get(stream)).toBe(3);
    expect((await cache.page(garden, undefined, 10)).messages).toHaveLength(3);
    await cache.close();
  });

  it('is one for two connections: each operation is whole, and both see all', async () => {
    const [first, second] = [await open(), await open()];
    await enter(first, 2);
    const events = Array.from({ length: 40 }, (_, index) => created(message(garden, index + 3)));
    // Both are told the same, at once, as two tabs would be; repeats are passed over (S9).
    await Promise.all(
      events.flatMap((each) => [first.applyEvents(stream, [each]), second.applyEvents(stream, [each])]),
    );
    for (const cache of [first, second]) {
      expect((await cache.load()).conversations).toMatchObject([{ headSeq: 42, unread: 42 }]);
      expect((await cache.page(garden, undefined, 100)).messages).toHaveLength(42);
      await cache.close();
    }
  });

  it.each([
    ['conversations', { joined: 'perhaps' }, (cache: Awaited<ReturnType<typeof open>>) => cache.load()],
    ['messages', { text: 7 }, (cache: Awaited<ReturnType<typeof open>>) => cache.page(garden, undefined, 10)],
  ] as const)('says that it is damaged where %s hold what was never written', async (store, spoilt, use) => {
    const cache = await open();
    await enter(cache, 3);
    const raw = await openDB(NAME);
    const [first] = await raw.getAll(store);
    await raw.put(store, { ...first, ...spoilt });
    raw.close();
    await expect(use(cache)).rejects.toMatchObject({ name: 'StorageError', code: 'damaged' });
    await cache.close();
    await deleteIdbCache(NAME);
    const anew = await open();
    expect((await anew.load()).conversations).toEqual([]);
    await anew.close();
  });

  it('says that it is damaged where a store is missing', async () => {
    const raw = await openDB(NAME, 1, { upgrade: (database) => database.createObjectStore('space') });
    raw.close();
    await expect(open()).rejects.toMatchObject({ name: 'StorageError', code: 'damaged' });
  });

  it('S14: keeps of a message in the indexes of counting only what counts', async () => {
    const cache = await open();
    await enter(cache, 2);
    await cache.applyEvents(stream, [
      created(message(garden, 3, { authorId: me, mentions: [me] })),
      created(message(garden, 4, { mentions: [me] })),
      created(message(garden, 5, { text: '', notice: { type: 'joined' } })),
      deleted(changed(message(garden, 1), 6, '')),
    ]);
    const raw = await openDB(NAME);
    const seqsOf = async (index: string) =>
      (await raw.getAllKeysFromIndex('messages', index)).map((place) => Number(place) % 2 ** 32);
    expect(await seqsOf('unread')).toEqual([2, 4]);
    expect(await seqsOf('mention')).toEqual([4]);
    expect(await seqsOf('deletion')).toEqual([1]);
    raw.close();
    await cache.close();
  });

  it('searches on from a page whose last message has expired meanwhile', async () => {
    const cache = await open();
    await enter(cache, 9);
    const query = { text: 'message', conversationId: null, limit: 3 };
    const page = await cache.search({ ...query, before: null });
    expect(page.messages.map(({ seq }) => seq)).toEqual([9, 8, 7]);
    await cache.applyEvents(stream, [deleted(changed(message(garden, 7), 10, ''))]);
    const next = await cache.search({ ...query, before: page.next });
    expect(next.messages.map(({ seq }) => seq)).toEqual([6, 5, 4]);
    await cache.applyEvents(stream, [event(stream, 11, 'messages.expired', { throughSeq: 4 })]);
    expect((await cache.search({ ...query, before: next.next })).messages).toEqual([]);
    await cache.close();
  });

  it('finds what lies behind thousands of messages, each once however they are written in one moment', async () => {
    const cache = await open();
    await enter(cache, 1);
    const many = Array.from({ length: 2_500 }, (_, index) =>
      // Three thousandths of a second for all of them, and a word in every seventh.
      created(
        message(garden, index + 2, {
          text: index % 7 === 0 ? 'a needle' : 'only hay',
          createdAt: 50_000 + Math.floor(index / 1_000),
        }),
      ),
    );
    for (let from = 0; from < many.length; from += 500)
      await cache.applyEvents(stream, many.slice(from, from + 500));
    for (const conversationId of [null, garden]) {
      const found: number[] = [];
      let before: number | null = null;
      do {
        const page = await cache.search({ text: 'needle', conversationId, before, limit: 100 });
        found.push(...page.messages.map(({ seq }) => seq));
        before = page.next;
      } while (before !== null);
      const expected = many.flatMap((_, index) => (index % 7 === 0 ? [index + 2] : [])).reverse();
      expect(found).toEqual(expected);
    }
    await cache.close();
  });

  it('gives an empty page with others behind it rather than to look too long for what is rare', async () => {
    const cache = await open();
    await enter(cache, 2);
    const hay = Array.from({ length: 2_400 }, (_, index) =>
      created(message(garden, index + 3, { text: 'hay' })),
    );
    await cache.applyEvents(stream, hay);
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 10_000));
    const pages: number[][] = [];
    let before: number | null = null;
    do {
      const page = await cache.search({ text: 'message', conversationId: null, before, limit: 10 });
      pages.push(page.messages.map(({ seq }) => seq));
      before = page.next;
    } while (before !== null);
    expect(pages).toEqual([[], [], [2, 1]]);
    await cache.close();
  });
});
