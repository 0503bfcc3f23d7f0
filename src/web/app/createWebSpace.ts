import { AppFault } from '../../client/app/AppFault.ts';
import { createFacade } from '../../client/app/createFacade.ts';
import type { KnownSpace } from '../../client/app/knownSpace.ts';
import type { Cache } from '../../client/cache/Cache.ts';
import type { SessionVault } from '../../client/connection/Transport.ts';
import { createEngine } from '../../client/createEngine.ts';
import type { Engine } from '../../client/Engine.ts';
import { StorageError } from '../idb/StorageError.ts';
import { createHeldOutbox, type Held, putBack } from './createHeldOutbox.ts';
import { patiently } from './patiently.ts';
import { noVault, readOnlyCache, readOnlyOutbox, silentTransport } from './readOnly.ts';
import type { WebContext } from './WebContext.ts';

export type WebSpaceOptions = {
  entry: KnownSpace;
  /** `null` where another tab is the one that writes: what is kept is shown then, and nothing is written or sent. */
  vault: SessionVault | null;
  /** The entry has changed and has to be remembered. */
  onEntry(): void;
};

export type WebSpace = ReturnType<typeof createWebSpace>;

type Opened = { engine: Engine; cache: Cache; outbox: ReturnType<typeof createHeldOutbox> };

/** The space of a browser's page: its databases and its engine, opened once, and anew when the browser takes them away. */
export function createWebSpace(context: WebContext, { entry, vault, onEntry }: WebSpaceOptions) {
  const { stores, clock, log, onDelta } = context;
  const { spaceId, userId } = entry;
  let current: Promise<Opened> | undefined;
  let reopening: Promise<void> | undefined;
  let refreshing: Promise<void> | undefined;
  /** What was in the outbox that the browser has taken away, until it is put back. */
  let unsent: Held | undefined;
  let closed = false;

  const facade = createFacade({
    ...context,
    entry,
    onEntry,
    hosting: () => null,
    opened: () => open(),
    onChange: () => undefined,
  });
  // Nobody connects from a tab that only reads: how the space is doing, the other one tells.
  const observer = vault ? facade.observer : { ...facade.observer, onConnection: () => undefined };
  if (!vault) facade.observer.onConnection({ status: 'offline', retryAt: null });

  async function openCache(): Promise<Cache> {
    const onLost = (error: StorageError) => void reopen(error);
    try {
      return await stores.openCache(entry, onLost);
    } catch (error) {
      if (!(error instanceof StorageError) || error.code !== 'damaged' || vault === null) throw error;
      log.error('the cache was damaged and begins anew', error);
      await stores.deleteCache(entry);
      onDelta({ type: 'notice.raised', code: 'cache_rebuilt', spaceId });
      return stores.openCache(entry, onLost);
    }
  }

  async function openOnce(): Promise<Opened> {
    const [cache, store] = await Promise.allSettled([
      openCache(),
      stores.openOutbox(entry, (error) => void reopen(error)),
    ]);
    // One without the other is of no use, and held open it would be in everybody's way.
    if (cache.status === 'rejected') {
      if (store.status === 'fulfilled') await store.value.close();
      throw cache.reason;
    }
    if (store.status === 'rejected') {
      await cache.value.close();
      throw store.reason;
    }
    const outbox = createHeldOutbox(vault ? store.value : readOnlyOutbox(store.value));
    return start({ cache: cache.value, outbox });
  }

  async function start({ cache, outbox }: Omit<Opened, 'engine'>): Promise<Opened> {
    try {
      if (unsent && vault) await putBack(unsent, outbox);
      const engine = await startEngine({ cache, outbox });
      unsent = undefined;
      return { engine, cache, outbox };
    } catch (error) {
      await Promise.all([cache.close(), outbox.close()]);
      throw error;
    }
  }

  async function startEngine({ cache, outbox }: Omit<Opened, 'engine'>): Promise<Engine> {
    const engine = createEngine({
      spaceId,
      userId,
      address: entry.address,
      cache: vault ? cache : readOnlyCache(cache),
      outbox,
      transport: vault ? context.transport : silentTransport,
      vault: vault ?? noVault,
      clock,
      random: context.random,
      observer,
    });
    engine.setAway(context.isAway());
    await engine.start();
    return engine;
  }

  function open(opening = openOnce): Promise<Opened> {
    if (current) return current;
    const made = opening();
    current = made;
    made.catch((error: unknown) => {
      // Whoever asks next has it tried again.
      if (current === made) current = undefined;
      refused(error);
    });
    return made;
  }

  function refused(error: unknown): void {
    log.error('the space could not be opened', error);
    if (error instanceof StorageError && (error.code === 'newer' || error.code === 'blocked'))
      facade.observer.onConnection({ status: 'stopped', reason: 'client_too_old' });
  }

  async function shut(): Promise<void> {
    try {
      const opened = await current;
      if (!opened) return;
      await opened.engine.stop();
      unsent = opened.outbox.held();
      await Promise.all([opened.cache.close(), opened.outbox.close()]);
    } catch (error) {
      log.warn('the space did not close as it should', error);
    } finally {
      current = undefined;
    }
  }

  async function startOver(error: StorageError): Promise<void> {
    log.error('the browser took away what was kept', error);
    await shut();
    if (closed) return;
    // The tab that writes may have removed all of it for good, which is seen when it is asked for.
    if (!vault) return onDelta({ type: 'space.reset', spaceId });
    onDelta({ type: 'notice.raised', code: 'cache_rebuilt', spaceId });
    // Whoever waits for it learns from it what is wrong.
    await open(() => patiently(clock, openOnce)).then(
      () => onDelta({ type: 'space.reset', spaceId }),
      () => undefined,
    );
  }

  /** All that was kept may be gone at once: it is opened anew once. */
  function reopen(error: StorageError): Promise<void> {
    if (closed) return Promise.resolve();
    reopening ??= startOver(error).finally(() => {
      reopening = undefined;
    });
    return reopening;
  }

  async function readAgain(): Promise<void> {
    // One that could not be opened is tried anew when it is asked for.
    const opened = await current?.catch(() => undefined);
    if (!opened || closed) return;
    await opened.engine.stop();
    if (closed) return;
    current = undefined;
    await open(() => start(opened));
  }

  const whileOpen = (use: (engine: Engine) => void): void => {
    current?.then(({ engine }) => use(engine)).catch(() => undefined);
  };

  return {
    entry,
    view: facade.view,

    /** Rejects with `AppFault` when what is kept of it cannot be opened. */
    async engine(): Promise<Engine> {
      await reopening;
      if (closed) throw new AppFault('not_found', 'This space is not open any more.');
      try {
        return (await open()).engine;
      } catch (error) {
        if (!(error instanceof StorageError)) throw error;
        throw new AppFault(error.code === 'newer' ? 'client_too_old' : 'internal', error.message);
      }
    },
    /** Opens it; what comes of it is told by deltas, and by `engine` to whoever asks. */
    open(): void {
      open().catch(() => undefined);
    },
    setAway: (away: boolean) => whileOpen((engine) => engine.setAway(away)),
    reconnect: () => whileOpen((engine) => engine.reconnect()),
    /** Reads again what another tab has written meanwhile. */
    refresh(): Promise<void> {
      refreshing ??= readAgain().finally(() => {
        refreshing = undefined;
      });
      return refreshing;
    },
    async close(): Promise<void> {
      closed = true;
      facade.close();
      await reopening;
      await shut();
    },
  };
}
