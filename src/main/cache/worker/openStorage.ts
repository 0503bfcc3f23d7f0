import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { DatabaseError, type DatabaseErrorCode } from '../../../sqlite/DatabaseError.ts';
import {
  type Call,
  type CallError,
  type FromWorker,
  NO_CALL,
  type StorageWorkerData,
  type Stores,
  storeMethods,
} from './calls.ts';
import { packEvents, unpackChange, unpackPage } from './packing.ts';

/** One space's cache and outbox, in a thread of their own. */
export type Storage = Stores & {
  /** What was damaged when it was opened: the cache begins empty therefore, the outbox with what could be read of it. */
  setAside: (keyof Stores)[];
  /** The app ended last time without closing the cache, by a crash or a power cut. */
  wasLeftOpen: boolean;
  /** Closes both files and ends the thread. */
  close(): Promise<void>;
};

export type OpenStorageOptions = StorageWorkerData & {
  /** The file of `storage.worker.ts`, as it is or as it was built. */
  workerPath: string;
  /** A file was found damaged while in use: nothing more can be relied on until it was opened anew. */
  onDamaged(store: keyof Stores): void;
  /** The thread ended by itself; calls under way and to come are rejected. */
  onCrashed(error: Error): void;
};

type Waiting = { store: keyof Stores; resolve(value: unknown): void; reject(error: Error): void };

/** Opens the files in a new thread. Rejects with `DatabaseError`. */
export async function openStorage({
  workerPath,
  onDamaged,
  onCrashed,
  ...data
}: OpenStorageOptions): Promise<Storage> {
  const worker = new Worker(workerPath, { workerData: data });
  const { setAside, wasLeftOpen } = await opened(worker);
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  let ended: Error | undefined;

  const end = (error: Error): void => {
    if (ended) return;
    ended = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('message', (message: FromWorker) => {
    if (message.type !== 'answered' && message.type !== 'failed') return;
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'answered') call?.resolve(message.value);
    else {
      call?.reject(revived(message.error));
      const store = message.id === NO_CALL ? 'cache' : call?.store;
      if (store && message.error.code === 'damaged') onDamaged(store);
    }
  });
  worker.on('error', (error) => {
    const unexpected = !ended;
    end(error);
    if (unexpected) onCrashed(error);
  });

  const call = (store: keyof Stores, method: string, args: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (ended) return reject(ended);
      calls += 1;
      waiting.set(calls, { store, resolve, reject });
      worker.postMessage({ id: calls, store, method, args } satisfies Call);
    });

  const stores = remoteStores(call);
  const close = async (): Promise<void> => {
    if (ended) return;
    await Promise.all([stores.cache.close(), stores.outbox.close()]);
    end(new Error('This storage has been closed.'));
    await worker.terminate();
  };
  return { ...stores, setAside, wasLeftOpen, close };
}

async function opened(worker: Worker): Promise<Extract<FromWorker, { type: 'opened' }>> {
  const [message]: FromWorker[] = await once(worker, 'message');
  if (message?.type === 'opened') return message;
  await worker.terminate();
  if (message?.type === 'refused') throw new DatabaseError(message.code, message.message);
  throw new Error('The storage worker said nothing it should.');
}

/** Objects whose every method is a call to the worker. */
function remoteStores(
  call: (store: keyof Stores, method: string, args: unknown[]) => Promise<unknown>,
): Stores {
  const remote = (store: keyof Stores) =>
    Object.fromEntries(
      Object.keys(storeMethods[store]).map((method) => {
        return [method, (...args: unknown[]) => call(store, method, args)];
      }),
    );
  // `storeMethods` lists each method of both interfaces, and the worker answers with what they answer.
  const stores = { cache: remote('cache'), outbox: remote('outbox') } as unknown as Stores;
  // These two carry much, and pack it (see `packing.ts`).
  stores.cache.applyEvents = async (stream, events) => {
    const packed = (await call('cache', 'applyEvents', [stream, packEvents(events)])) as string;
    return unpackChange(packed, events);
  };
  stores.cache.page = async (id, bound, limit) =>
    unpackPage((await call('cache', 'page', [id, bound, limit])) as string, id);
  return stores;
}

function revived({ name, message, code }: CallError): Error {
  // The code was made by a DatabaseError on the other side.
  if (code !== null) return new DatabaseError(code as DatabaseErrorCode, message);
  return Object.assign(new Error(message), { name });
}
