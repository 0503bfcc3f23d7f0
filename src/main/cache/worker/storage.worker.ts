import { parentPort, workerData } from 'node:worker_threads';
import { DatabaseError, toDatabaseError } from '../../../sqlite/DatabaseError.ts';
import { setAside } from '../../files/setAside.ts';
import { openCache } from '../openCache.ts';
import { openOutbox } from '../outbox/openOutbox.ts';
import type { Call, CallError, FromWorker, StorageWorkerData, Stores } from './calls.ts';
import { type PackedEvents, packChange, unpackEvents } from './packing.ts';

/**
 * The thread that holds one space's cache and outbox, so that a large catch-up never stalls a window. Calls
 * are answered in the order they come.
 */
const { cachePath, outboxPath, me } = workerData as StorageWorkerData;
const say = (message: FromWorker): void => parentPort?.postMessage(message);
const wasSetAside: (keyof Stores)[] = [];

try {
  const stores: Stores = {
    cache: openOrReplace('cache', cachePath, () => openCache(cachePath, me)),
    outbox: openOrReplace('outbox', outboxPath, () => openOutbox(outboxPath)),
  };
  parentPort?.on('message', (call: Call) => void answer(stores, call));
  say({ type: 'opened', setAside: wasSetAside });
} catch (error) {
  if (!(error instanceof DatabaseError)) throw error;
  say({ type: 'refused', code: error.code, message: error.message });
}

/** A damaged file makes room for a new one: the cache is filled again by sync. */
function openOrReplace<T>(store: keyof Stores, path: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== 'damaged') throw error;
    setAside(path);
    wasSetAside.push(store);
    return open();
  }
}

async function answer(stores: Stores, { id, store, method, args }: Call): Promise<void> {
  try {
    say({ type: 'answered', id, value: await perform(stores, store, method, args) });
  } catch (error) {
    say({ type: 'failed', id, error: carried(toDatabaseError(error, store)) });
  }
}

async function perform(
  stores: Stores,
  store: keyof Stores,
  method: string,
  args: unknown[],
): Promise<unknown> {
  if (method === 'applyEvents') {
    const packed = args[0] as PackedEvents;
    const events = unpackEvents(packed);
    return packChange(await stores.cache.applyEvents(packed.stream, events), events);
  }
  // The caller is typed by the same interfaces; see `remoteStores`.
  const methods = stores[store] as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
  return methods[method]?.(...args);
}

function carried(error: unknown): CallError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), code: null };
  const code = error instanceof DatabaseError ? error.code : null;
  return { name: error.name, message: error.message, code };
}
