import { existsSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { Cache } from '../../../client/cache/Cache.ts';
import type { Stream } from '../../../shared/model/stream.ts';
import { DatabaseError, toDatabaseError } from '../../../sqlite/DatabaseError.ts';
import { systemClock } from '../../clock.ts';
import { setAside } from '../../files/setAside.ts';
import { openCache } from '../openCache.ts';
import { endMending, mendOutbox } from '../outbox/mendOutbox.ts';
import { openOutbox } from '../outbox/openOutbox.ts';
import type { SqliteCache } from '../SqliteCache.ts';
import {
  type Call,
  type CallError,
  type FromWorker,
  NO_CALL,
  type StorageWorkerData,
  type Stores,
} from './calls.ts';
import { isMisshapen } from './isMisshapen.ts';
import { packChange, packPage, unpackEvents } from './packing.ts';
import { createSpareTime } from './spareTime.ts';

/**
 * The thread that holds one space's cache and outbox, so that a large catch-up never stalls a window. Calls
 * are answered in the order they come.
 */
const { cachePath, outboxPath, me, damaged = [] } = workerData as StorageWorkerData;
const say = (message: FromWorker): void => parentPort?.postMessage(message);
/** SQLite removes its log when the last connection closes: one that is there was left by a crash. */
const wasLeftOpen = existsSync(`${cachePath}-wal`);
const wasSetAside: (keyof Stores)[] = [];

try {
  endMending(outboxPath);
  const cache = openMended('cache', {
    open: () => openCache(cachePath, me),
    mend: () => setAside(cachePath, { isDisposable: true }),
  });
  const outbox = openMended('outbox', {
    open: () => openOutbox(outboxPath),
    mend: () => mendOutbox(outboxPath),
  });
  const stores: Stores = { cache, outbox };
  const spare = createSpareTime(() => tidy(cache), systemClock);
  parentPort?.on('message', (call: Call) => {
    if (call.store === 'cache' && call.method === 'close') spare.end();
    else spare.used();
    void answer(stores, call);
  });
  spare.used();
  say({ type: 'opened', setAside: wasSetAside, wasLeftOpen });
} catch (error) {
  if (!(error instanceof DatabaseError)) throw error;
  say({ type: 'refused', code: error.code, message: error.message });
}

/** A damaged cache makes room for a new one, which is filled again by sync; a damaged outbox keeps what can be read of it. */
function openMended<T>(store: keyof Stores, { open, mend }: { open(): T; mend(): void }): T {
  try {
    if (!damaged.includes(store)) return open();
  } catch (thrown) {
    const error = toFault(thrown, store);
    if (!(error instanceof DatabaseError) || error.code !== 'damaged') throw error;
  }
  try {
    mend();
    wasSetAside.push(store);
    return open();
  } catch (thrown) {
    throw toFault(thrown, store);
  }
}

/** So many messages are taken into the search index at a time between calls, which wait for no more than these. */
const INDEX_BETWEEN_CALLS = 60;

/**
 * Takes some more messages into the search index, and says whether there are others left; after the last, the log is moved
 * into the file. What goes wrong is nobody's call, and told all the same.
 */
function tidy(cache: SqliteCache): boolean {
  try {
    const isMore = cache.indexMore(INDEX_BETWEEN_CALLS);
    if (!isMore) cache.shortenLog();
    return isMore;
  } catch (error) {
    say({ type: 'failed', id: NO_CALL, error: carried(toFault(error, 'cache')) });
    return false;
  }
}

async function answer(stores: Stores, call: Call): Promise<void> {
  const { id, store } = call;
  try {
    say({ type: 'answered', id, value: await perform(stores, call) });
  } catch (error) {
    say({ type: 'failed', id, error: carried(toFault(error, store)) });
  }
}

/** A row of the cache that is not as rows are written was changed by something else: that is damage, and heals like any other. */
function toFault(error: unknown, store: keyof Stores): unknown {
  return store === 'cache' && isMisshapen(error)
    ? new DatabaseError('damaged', 'The cache holds what was never written there.', error)
    : toDatabaseError(error, store);
}

async function perform({ cache, outbox }: Stores, { store, method, args }: Call): Promise<unknown> {
  // The caller is typed by the same interfaces; see `openStorage.ts`.
  if (store === 'cache' && method === 'applyEvents') {
    const [stream, json] = args as [Stream, string];
    const events = unpackEvents(stream, json);
    return packChange(await cache.applyEvents(stream, events), events);
  }
  if (store === 'cache' && method === 'page')
    return packPage(await cache.page(...(args as Parameters<Cache['page']>)));
  const methods = { cache, outbox }[store] as unknown as Record<
    string,
    (...args: unknown[]) => Promise<unknown>
  >;
  return methods[method]?.(...args);
}

function carried(error: unknown): CallError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), code: null };
  const { name, message } = error;
  if (error instanceof DatabaseError) return { name, message, code: error.code };
  // SQLite's own code says which of many a `disk I/O error` was.
  const code = 'code' in error ? ` (${String(error.code)})` : '';
  return { name, message: `${message}${code}`, code: null };
}
