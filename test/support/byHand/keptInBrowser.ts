import type { Cache } from '../../../src/client/cache/Cache.ts';
import type { OutboxStore } from '../../../src/client/outbox/OutboxStore.ts';
import { storeMethods } from '../../../src/main/cache/worker/calls.ts';
import type { UserId } from '../../../src/shared/model/ids.ts';
import { openIdbCache } from '../../../src/web/cache/openIdbCache.ts';
import { openIdbOutbox } from '../../../src/web/outbox/openIdbOutbox.ts';

/** Whether worlds keep everything as a browser does; the vitest project `indexeddb` says so. */
export const isKeptInBrowser = process.env['PARLEY_STORES'] === 'indexeddb';

/** Counts what is under way, so that a world waits for it. */
export type Busy = { begin(): void; end(): void };

let databases = 0;
const nextName = (what: string) => {
  databases += 1;
  return `${what}-${databases}`;
};
const onLost = (error: Error) => {
  throw error;
};

export const browserCache = (me: UserId, busy: Busy): Cache =>
  later<Cache>(openIdbCache(nextName('cache'), me, onLost), storeMethods.cache, busy);

export const browserOutbox = (busy: Busy): OutboxStore =>
  later<OutboxStore>(
    openIdbOutbox(nextName('outbox'), {
      onLost,
      onUnreadable(what) {
        throw new Error(`cannot be read: ${what}`);
      },
    }),
    storeMethods.outbox,
    busy,
  );

/** What is still being opened, as if it were open: every method waits. */
function later<T extends object>(opening: Promise<T>, methods: object, busy: Busy): T {
  const call = async (name: string, args: unknown[]): Promise<unknown> => {
    busy.begin();
    try {
      const store = await opening;
      const method: unknown = Reflect.get(store, name);
      if (typeof method !== 'function') throw new Error(`there is no ${name}`);
      return await method.apply(store, args);
    } finally {
      busy.end();
    }
  };
  const waiting = Object.keys(methods).map((name) => [name, (...args: unknown[]) => call(name, args)]);
  // `methods` lists all that the interface has, and each gives a promise.
  return Object.fromEntries(waiting) as T;
}
