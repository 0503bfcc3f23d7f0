import { AppFault } from '../../client/app/AppFault.ts';
import { createFacade } from '../../client/app/createFacade.ts';
import type { KnownSpace } from '../../client/app/knownSpace.ts';
import type { SessionVault } from '../../client/connection/Transport.ts';
import type { Engine } from '../../client/Engine.ts';
import { codeOf, StorageError } from '../idb/StorageError.ts';
import { createMending } from './createMending.ts';
import { inTime } from './inTime.ts';
import { createOpener, type Opened } from './openSpace.ts';
import type { Fault } from './openStores.ts';
import { patiently } from './patiently.ts';
import type { WebContext } from './WebContext.ts';

export type WebSpaceOptions = {
  entry: KnownSpace;
  /** `null` where another tab is the one that writes: what is kept is shown then, and nothing is written or sent. */
  vault: SessionVault | null;
  /** The entry has changed and has to be remembered. */
  onEntry(): void;
};

export type WebSpace = ReturnType<typeof createWebSpace>;

/** The space of a browser's page: its databases and its engine, opened once, and anew when the browser takes them away. */
export function createWebSpace(context: WebContext, { entry, vault, onEntry }: WebSpaceOptions) {
  const { clock, log, onDelta } = context;
  const { spaceId } = entry;
  let current: Promise<Opened> | undefined;
  let refreshing: Promise<void> | undefined;
  let closed = false;
  const isOver = () => closed;

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

  const mending = createMending({ clock, log, writes: vault !== null, isOver, shut, openAnew });
  const opener = createOpener(context, { entry, vault, observer, isOver, onFault: mending.mend });
  const openOnce = () => opener.open(mending.underWay() !== undefined);

  function open(opening = openOnce): Promise<Opened> {
    if (current) return current;
    const made = opening();
    current = made;
    made.catch((error: unknown) => {
      // Whoever asks next has it tried again.
      if (current === made) current = undefined;
      if (!closed) refused(error);
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

  async function openAnew({ error }: Fault, deletesCache: boolean): Promise<void> {
    // The tab that writes may have removed all of it for good, which is seen when it is asked for.
    if (!vault) return onDelta({ type: 'space.reset', spaceId });
    const opening = async () => {
      if (deletesCache) await opener.deleteCache(error);
      return patiently(clock, openOnce);
    };
    // Whoever waits for it learns from it what is wrong.
    await open(opening).then(
      () => onDelta({ type: 'space.reset', spaceId }),
      () => undefined,
    );
  }

  /** Ends what is open. What the storage does not answer meanwhile is ended once it does. */
  async function shut(): Promise<void> {
    const ending = current?.then(opener.end);
    try {
      if (ending) await inTime(clock, 'The space', ending);
    } catch (error) {
      log.warn('the space did not close as it should', error);
    } finally {
      current = undefined;
    }
  }

  async function readAgain(): Promise<void> {
    // One that could not be opened is tried anew when it is asked for.
    const opened = await current?.catch(() => undefined);
    if (!opened || closed) return;
    await opened.engine.stop();
    if (closed) return;
    current = undefined;
    await open(() => opener.start(opened, false));
  }

  const whileOpen = (use: (engine: Engine) => void): void => {
    current?.then(({ engine }) => use(engine)).catch(() => undefined);
  };

  return {
    entry,
    view: facade.view,

    /** Rejects with `AppFault` when what is kept of it cannot be opened. */
    async engine(): Promise<Engine> {
      await mending.underWay();
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
    /** Resolves once it is, or the browser's storage has had its time: whoever waits must not wait for ever. */
    async close(): Promise<void> {
      closed = true;
      facade.close();
      const mended = inTime(clock, 'The space', mending.underWay() ?? Promise.resolve());
      await mended.catch((error: unknown) => log.warn('the space was being mended as it was closed', error));
      await shut();
    },
  };
}
