import { AppFault } from '../../client/app/AppFault.ts';
import { createFacade } from '../../client/app/createFacade.ts';
import type { KnownSpace } from '../../client/app/knownSpace.ts';
import type { Cache } from '../../client/cache/Cache.ts';
import type { SessionVault } from '../../client/connection/Transport.ts';
import { createEngine } from '../../client/createEngine.ts';
import type { Engine } from '../../client/Engine.ts';
import { codeOf, StorageError } from '../idb/StorageError.ts';
import { createHeldOutbox, type Held, putBack } from './createHeldOutbox.ts';
import { type Fault, openStores } from './openStores.ts';
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

/** What does not answer again so soon after it was opened anew is not merely out of reach, in ms. */
const AGAIN_WITHIN_MS = 60_000;
/** How long what cannot begin anew is left alone then, in ms. */
const PAUSE_MS = 10_000;

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
  /** When the browser's storage last did not answer, in ms. */
  let unreadableAt = Number.NEGATIVE_INFINITY;
  let closed = false;

  const facade = createFacade({
    ...context,
    entry,
    onEntry,
    hosting: () => null,
    choices: () => null,
    trust: () => ({ kind: 'browser' }),
    opened: () => open(),
    onChange: () => undefined,
  });
  // Nobody connects from a tab that only reads: how the space is doing, the other one tells.
  const observer = vault ? facade.observer : { ...facade.observer, onConnection: () => undefined };
  if (!vault) facade.observer.onConnection({ status: 'offline', retryAt: null });

  /** One try. What goes wrong while it is open is mended once; what goes wrong before that, whoever tries it learns. */
  async function attempt(onCacheFault: (error: StorageError) => void): Promise<Opened> {
    let stage: 'opening' | 'open' | 'over' = 'opening';
    let early: Fault | undefined;
    const { cache, store } = await openStores(stores, entry, (fault) => {
      if (stage === 'opening') {
        early ??= fault;
        if (fault.store === 'cache') onCacheFault(fault.error);
      } else if (stage === 'open') {
        stage = 'over';
        void mend(fault);
      }
    });
    const outbox = createHeldOutbox(vault ? store : readOnlyOutbox(store));
    const opened = await start({ cache, outbox });
    if (early) {
      await end(opened);
      throw early.error;
    }
    stage = 'open';
    return opened;
  }

  /** What does not answer is asked once more; a cache that cannot be read then begins anew, an outbox never does. */
  async function openOnce(): Promise<Opened> {
    let isRetried = false;
    let isRebuilt = false;
    for (;;) {
      let ofCache: StorageError | undefined;
      try {
        return await attempt((error) => {
          ofCache ??= error;
        });
      } catch (error) {
        const code = error instanceof StorageError ? error.code : undefined;
        if (closed) throw error;
        if (code === 'unreadable' && !isRetried) isRetried = true;
        else if (vault && !isRebuilt && ofCache === error && (code === 'damaged' || code === 'unreadable')) {
          isRebuilt = true;
          await beginAnew(error);
        } else throw error;
      }
    }
  }

  async function beginAnew(error: unknown): Promise<void> {
    log.error('the cache was damaged and begins anew', error);
    await stores.deleteCache(entry);
    onDelta({ type: 'notice.raised', code: 'cache_rebuilt', spaceId });
  }

  async function start({ cache, outbox }: Omit<Opened, 'engine'>): Promise<Opened> {
    try {
      const isEmptied = reopening !== undefined && (await cache.load()).identity === null;
      if (unsent && vault) await putBack(unsent, outbox);
      const engine = await startEngine({ cache, outbox });
      unsent = undefined;
      // Sync fills it again, and says nothing of it.
      if (isEmptied && vault) onDelta({ type: 'notice.raised', code: 'cache_rebuilt', spaceId });
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
    if (!(error instanceof StorageError)) return;
    const reason = codeOf(error);
    if (reason === 'client_too_old' || reason === 'held_elsewhere')
      facade.observer.onConnection({ status: 'stopped', reason });
  }

  async function end({ engine, cache, outbox }: Opened): Promise<void> {
    unsent = outbox.held();
    await engine.stop();
    unsent = outbox.held();
    await Promise.all([cache.close(), outbox.close()]);
  }

  async function shut(): Promise<void> {
    try {
      const opened = await current;
      if (opened) await end(opened);
    } catch (error) {
      log.warn('the space did not close as it should', error);
    } finally {
      current = undefined;
    }
  }

  async function startOver({ store, error }: Fault): Promise<void> {
    log.error(`the ${store} is of no use any more`, error);
    const isAgain = error.code === 'unreadable' && clock.now() - unreadableAt < AGAIN_WITHIN_MS;
    if (error.code === 'unreadable') unreadableAt = clock.now();
    const mustBeginAnew = vault !== null && store === 'cache' && (error.code === 'damaged' || isAgain);
    await shut();
    if (closed) return;
    if (isAgain && !mustBeginAnew) await new Promise<void>((resolve) => void clock.after(PAUSE_MS, resolve));
    // The tab that writes may have removed all of it for good, which is seen when it is asked for.
    if (!vault) return onDelta({ type: 'space.reset', spaceId });
    const opening = async () => {
      if (mustBeginAnew) await beginAnew(error);
      return patiently(clock, openOnce);
    };
    // Whoever waits for it learns from it what is wrong.
    await open(opening).then(
      () => onDelta({ type: 'space.reset', spaceId }),
      () => undefined,
    );
  }

  /** All that was kept may be gone, or out of reach: it is opened anew. */
  function mend(fault: Fault): Promise<void> {
    // Nothing makes these whole but the tab that writes, or a person: whoever asks is told.
    const isHopeless = fault.error.code === 'damaged' && (vault === null || fault.store === 'outbox');
    if (closed || isHopeless) return Promise.resolve();
    const mending = (reopening ?? Promise.resolve())
      .then(() => (closed ? undefined : startOver(fault)))
      .catch((error: unknown) => log.error('the space could not be opened anew', error))
      .finally(() => {
        if (reopening === mending) reopening = undefined;
      });
    reopening = mending;
    return mending;
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
        throw new AppFault(codeOf(error), error.message);
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
