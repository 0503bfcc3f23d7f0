import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../../client/Engine.ts';
import type { UserId } from '../../shared/model/ids.ts';
import { findFault } from '../../sqlite/findFault.ts';
import type { Stores } from '../cache/worker/calls.ts';
import { openStorage, type Storage } from '../cache/worker/openStorage.ts';
import type { SpacesContext } from './SpacesContext.ts';

/** How long after opening a cache that was left open is read through, in milliseconds: first comes what is to be seen. */
const CHECK_AFTER_MS = 5_000;

/** A space in use. */
export type Opened = { engine: Engine; storage: Storage };

export type OpeningOptions = {
  /** Where the files are. */
  folder: string;
  me: UserId;
  /** An engine on this storage, not yet started. */
  createEngine(storage: Storage): Engine;
  /** The cache was damaged: it begins empty, and sync fills it again. */
  onCacheRebuilt(): void;
  /** The outbox was damaged: what could not be read of it is in a file set aside. */
  onOutboxMended(): void;
  /** It could not be opened. */
  onRefused(error: unknown): void;
};

/** What of the app's surroundings opening a space needs. */
export type OpeningContext = Pick<SpacesContext, 'log' | 'clock' | 'storageWorkerPath' | 'checkWorkerPath'>;

type Store = keyof Stores;
type Reopening = { done: Promise<void>; mends: Set<Store> };

/** Opens one space's files and engine, once, and anew when they are found damaged or their thread ends. */
export function createOpening(context: OpeningContext, options: OpeningOptions) {
  const { log, clock } = context;
  const { folder } = options;
  const cachePath = join(folder, 'cache.sqlite');
  let current: Promise<Opened> | undefined;
  /** What is being opened anew, and which damaged files that mends; and what is to be opened anew after that. */
  let reopening: Reopening | undefined;
  let again: Reopening | undefined;
  let cancelCheck: (() => void) | undefined;
  /** Resolves when nobody looks through the cache any more. */
  let looking: Promise<unknown> | undefined;
  let closed = false;

  async function openOnce(damaged: Store[]): Promise<Opened> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const storage = await openStorage({
      workerPath: context.storageWorkerPath,
      cachePath,
      outboxPath: join(folder, 'outbox.sqlite'),
      me: options.me,
      damaged,
      onDamaged: (store) => void reopen(store),
      onCrashed(error) {
        log.error('a storage worker crashed', error);
        void reopen();
      },
    });
    for (const store of storage.setAside) tellSetAside(store);
    const engine = options.createEngine(storage);
    try {
      await engine.start();
    } catch (error) {
      // Whoever opens it anew finds nobody on its files.
      await engine.stop();
      await storage.close();
      throw error;
    }
    if (storage.wasLeftOpen) cancelCheck = clock.after(CHECK_AFTER_MS, () => void check());
    return { engine, storage };
  }

  function open(damaged: Store[] = []): Promise<Opened> {
    if (!current) {
      current = openOnce(damaged);
      current.catch(options.onRefused);
    }
    return current;
  }

  async function shut(): Promise<void> {
    cancelCheck?.();
    try {
      const { engine, storage } = (await current) ?? {};
      await engine?.stop();
      await storage?.close();
    } catch (error) {
      log.warn('a space did not close as it should', error);
    }
    current = undefined;
  }

  async function startOver(damaged: Set<Store>): Promise<void> {
    await shut();
    // Whoever still reads a file under its name reads another one once that was set aside.
    if (damaged.size > 0) await looking;
    if (closed) return;
    // Whoever waits for it learns from it what is wrong.
    await open([...damaged]).catch(() => undefined);
  }

  function begin(mends: Set<Store>): Promise<void> {
    const done = startOver(mends).finally(() => {
      if (reopening?.done === done) reopening = undefined;
    });
    reopening = { done, mends };
    return done;
  }

  /**
   * Several reads may find the same damage: it is mended once. Whatever else asks while one is under way may have come after its
   * engine was made, and gets another one after it.
   */
  function reopen(damaged?: Store): Promise<void> {
    const mends = new Set(damaged === undefined ? [] : [damaged]);
    if (reopening === undefined) return begin(mends);
    if (damaged !== undefined && reopening.mends.has(damaged)) return reopening.done;
    if (again !== undefined) for (const store of mends) again.mends.add(store);
    else {
      const next = { mends, done: Promise.resolve() };
      next.done = reopening.done.then(() => {
        again = undefined;
        return begin(next.mends);
      });
      again = next;
    }
    return again.done;
  }

  async function check(): Promise<void> {
    const checked = current;
    const checking = new AbortController();
    cancelCheck = () => checking.abort();
    const found = findFault(context.checkWorkerPath, cachePath, checking.signal).catch((error: unknown) => {
      if (!checking.signal.aborted) log.warn('a cache could not be checked', error);
      return null;
    });
    looking = found;
    if ((await found) !== null && current === checked) await reopen('cache');
  }

  function tellSetAside(store: Store): void {
    log.error(`the ${store} of a space was damaged and has been set aside`, folder);
    if (store === 'cache') options.onCacheRebuilt();
    else options.onOutboxMended();
  }

  return {
    /** What is open, opened now if that has not begun. Rejects with `DatabaseError`. */
    async open(): Promise<Opened> {
      await (again ?? reopening)?.done;
      return open();
    },
    /** What is open or being opened. */
    current: () => current,
    /** Ends the engine and begins another one on the same files. */
    restart: () => reopen(),
    async close(): Promise<void> {
      closed = true;
      await (again ?? reopening)?.done;
      await shut();
    },
  };
}
