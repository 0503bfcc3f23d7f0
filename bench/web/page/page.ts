import { conversationStream } from '../../../src/shared/model/stream.ts';
import { openIdbCache } from '../../../src/web/cache/openIdbCache.ts';
import { conversation, created, emptySnapshot, me } from '../../cache/messages.ts';
import { createTexts } from '../../cache/words.ts';
import type { Measures } from '../Measures.ts';

/** Events in one reply to `sync`. */
const PAGE = 500;
const IN_PAGE = 50;
const CONVERSATIONS = 10;

const fail = (error: Error): never => {
  throw error;
};
const open = (name: string) => openIdbCache(name, me, fail);
const all = Array.from({ length: CONVERSATIONS }, (_, index) => conversation(index + 1));

const measures: Measures = {
  async fill(name: string, messages: number) {
    const cache = await open(name);
    const textOf = createTexts();
    for (const each of all) await cache.applySnapshot(conversationStream(each.id), emptySnapshot(each), 1);
    const last = messages / CONVERSATIONS + 1;
    for (let from = 2; from <= last; from += PAGE)
      for (const each of all) {
        const through = Math.min(from + PAGE - 1, last);
        await cache.applyEvents(conversationStream(each.id), created(each, from, through, textOf));
      }
    for (const each of all) await cache.advanceRead(each.id, last);
    await cache.close();
  },

  async open(name: string): Promise<number> {
    const start = performance.now();
    const cache = await open(name);
    await cache.load();
    const { messages } = await cache.page(conversation(1).id, undefined, IN_PAGE);
    const time = performance.now() - start;
    if (messages.length !== IN_PAGE) throw new Error('The page is not full.');
    await cache.close();
    return time;
  },

  async pages(name: string, reads: number): Promise<number[]> {
    const cache = await open(name);
    const times: number[] = [];
    for (let read = 0; read < reads; read += 1) {
      const start = performance.now();
      await cache.page(conversation((read % CONVERSATIONS) + 1).id, undefined, IN_PAGE);
      times.push(performance.now() - start);
    }
    await cache.close();
    return times;
  },

  async catchUp(name: string, missed: number): Promise<number> {
    const cache = await open(name);
    const place = conversation(1);
    const stream = conversationStream(place.id);
    await cache.applySnapshot(stream, emptySnapshot(place), 1);
    const pages = Array.from({ length: missed / PAGE }, (_, index) =>
      created(place, index * PAGE + 2, (index + 1) * PAGE + 1),
    );
    const start = performance.now();
    for (const page of pages) await cache.applyEvents(stream, page);
    await cache.page(place.id, undefined, IN_PAGE);
    const time = performance.now() - start;
    await cache.reset();
    await cache.close();
    return time;
  },

  async putBare(name: string, missed: number): Promise<number> {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('messages');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const pages = Array.from({ length: missed / PAGE }, (_, index) =>
      created(conversation(1), index * PAGE + 2, (index + 1) * PAGE + 1),
    );
    const start = performance.now();
    for (const page of pages)
      await new Promise<void>((resolve, reject) => {
        const transaction = database.transaction('messages', 'readwrite', { durability: 'relaxed' });
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error);
        const store = transaction.objectStore('messages');
        for (const event of page)
          if (event.kind === 'known' && event.event.type === 'message.created')
            store.put(event.event.data.message, event.event.seq);
      });
    const time = performance.now() - start;
    database.transaction('messages', 'readwrite').objectStore('messages').clear();
    database.close();
    return time;
  },

  async search(name: string, text: string, one: boolean): Promise<{ time: number; hits: number }> {
    const cache = await open(name);
    const conversationId = one ? conversation(1).id : null;
    const start = performance.now();
    const { messages } = await cache.search({ text, conversationId, before: null, limit: IN_PAGE });
    const time = performance.now() - start;
    await cache.close();
    return { time, hits: messages.length };
  },
};

Object.assign(globalThis, { measures });
