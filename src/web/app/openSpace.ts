import { AppFault } from '../../client/app/AppFault.ts';
import type { KnownSpace } from '../../client/app/knownSpace.ts';
import type { Cache } from '../../client/cache/Cache.ts';
import type { SessionVault } from '../../client/connection/Transport.ts';
import { createEngine } from '../../client/createEngine.ts';
import type { Engine, EngineObserver } from '../../client/Engine.ts';
import { StorageError } from '../idb/StorageError.ts';
import { createHeldOutbox, type Held, putBack } from './createHeldOutbox.ts';
import { type Fault, openStores } from './openStores.ts';
import { noVault, readOnlyCache, readOnlyOutbox, silentTransport } from './readOnly.ts';
import type { WebContext } from './WebContext.ts';

/** A space that is open: its two databases, and the engine that runs on them. */
export type Opened = Kept & { engine: Engine };
type Kept = { cache: Cache; outbox: ReturnType<typeof createHeldOutbox> };

export type OpenerOptions = {
  entry: KnownSpace;
  /** `null` where another tab is the one that writes. */
  vault: SessionVault | null;
  observer: EngineObserver;
  /** Whether nobody wants it open any more. */
  isOver(): boolean;
  /** What goes wrong while it is open; once at most, since it is of no use then. */
  onFault(fault: Fault): void;
};

export type Opener = ReturnType<typeof createOpener>;

/** Opens a space's databases with its engine, and keeps in memory what is unsent from one opening to the next (S17). */
export function createOpener(
  context: WebContext,
  { entry, vault, observer, isOver, onFault }: OpenerOptions,
) {
  const { stores, log, onDelta } = context;
  const { spaceId, userId } = entry;
  /** What was in the outbox that the browser has taken away, until it is put back. */
  let unsent: Held | undefined;
  const rebuilt = () => onDelta({ type: 'notice.raised', code: 'cache_rebuilt', spaceId });

  /** One try. What goes wrong while it is open is mended once; what goes wrong before that, whoever tries it learns. */
  async function attempt(isAnew: boolean, onCacheFault: (error: StorageError) => void): Promise<Opened> {
    let stage: 'opening' | 'open' | 'over' = 'opening';
    let early: Fault | undefined;
    const { cache, store } = await openStores(stores, entry, (fault) => {
      if (stage === 'opening') {
        early ??= fault;
        if (fault.store === 'cache') onCacheFault(fault.error);
      } else if (stage === 'open') {
        stage = 'over';
        onFault(fault);
      }
    });
    const opened = await start(
      { cache, outbox: createHeldOutbox(vault ? store : readOnlyOutbox(store)) },
      isAnew,
    );
    if (early) {
      await end(opened);
      throw early.error;
    }
    stage = 'open';
    return opened;
  }

  /** Runs an engine on what is open already. `isAnew`: an empty cache is one that the browser has emptied. */
  async function start({ cache, outbox }: Kept, isAnew: boolean): Promise<Opened> {
    try {
      // It may have waited for long.
      if (isOver()) throw new AppFault('not_found', 'This space is not open any more.');
      const isEmptied = isAnew && (await cache.load()).identity === null;
      if (unsent && vault) await putBack(unsent, outbox);
      const engine = await startEngine({ cache, outbox });
      unsent = undefined;
      // Sync fills it again, and says nothing of it.
      if (isEmptied && vault) rebuilt();
      return { engine, cache, outbox };
    } catch (error) {
      await Promise.all([cache.close(), outbox.close()]);
      throw error;
    }
  }

  async function startEngine({ cache, outbox }: Kept): Promise<Engine> {
    const engine = createEngine({
      spaceId,
      userId,
      address: entry.address,
      cache: vault ? cache : readOnlyCache(cache),
      outbox,
      transport: vault ? context.transport : silentTransport,
      vault: vault ?? noVault,
      clock: context.clock,
      random: context.random,
      observer,
    });
    engine.setAway(context.isAway());
    await engine.start();
    return engine;
  }

  async function end({ engine, cache, outbox }: Opened): Promise<void> {
    unsent = outbox.held();
    await engine.stop();
    unsent = outbox.held();
    await Promise.all([cache.close(), outbox.close()]);
  }

  /** The cache holds nothing that sync does not fetch again. */
  async function deleteCache(error: unknown): Promise<void> {
    log.error('the cache was damaged and begins anew', error);
    await stores.deleteCache(entry);
    rebuilt();
  }

  return {
    /**
     * What does not answer is asked once more; a cache that cannot be read then begins anew, an outbox never does. `isAnew`: it
     * was open before, and the browser has taken it away. Rejects with `StorageError`.
     */
    async open(isAnew: boolean): Promise<Opened> {
      let isRetried = false;
      let isRebuilt = false;
      for (;;) {
        let ofCache: StorageError | undefined;
        try {
          return await attempt(isAnew, (error) => {
            ofCache ??= error;
          });
        } catch (error) {
          const code = error instanceof StorageError ? error.code : undefined;
          if (isOver()) throw error;
          if (code === 'unreadable' && !isRetried) isRetried = true;
          else if (
            vault &&
            !isRebuilt &&
            ofCache === error &&
            (code === 'damaged' || code === 'unreadable')
          ) {
            isRebuilt = true;
            await deleteCache(error);
          } else throw error;
        }
      }
    },
    start,
    end,
    deleteCache,
  };
}
