import { join } from 'node:path';
import { AppFault } from '../../client/app/AppFault.ts';
import { createFacade } from '../../client/app/createFacade.ts';
import { createEngine } from '../../client/createEngine.ts';
import type { Engine } from '../../client/Engine.ts';
import type { AppParsedInput } from '../../shared/ipc/contract.ts';
import type { Pin } from '../../shared/model/trust.ts';
import { DatabaseError } from '../../sqlite/DatabaseError.ts';
import type { Hosting } from '../host/createHosting.ts';
import { overTls } from '../trust/connectTrusted.ts';
import { createVault } from '../vault/createVault.ts';
import { createOpening, type Opened } from './createOpening.ts';
import { loopbackAddress, type SpaceEntry, trustOf } from './entries.ts';
import type { SpacesContext } from './SpacesContext.ts';

export type LocalSpaceOptions = {
  entry: SpaceEntry;
  /** The server, if the space is hosted here. */
  hosting: Hosting | null;
  /** The entry has changed and has to be remembered. */
  onEntry(): void;
};

export type LocalSpace = ReturnType<typeof createLocalSpace>;

/** The folder of one space's cache, outbox and session. */
export const spaceFolder = (context: SpacesContext, spaceId: string): string =>
  join(context.dataFolder, 'spaces', spaceId);

/** One space on this computer: its storage, its engine, its session and, where it is hosted here, its server. */
export function createLocalSpace(context: SpacesContext, { entry, hosting, onEntry }: LocalSpaceOptions) {
  const { log, onDelta, clock, random } = context;
  const { spaceId, userId } = entry;
  const folder = spaceFolder(context, spaceId);
  let isAway = false;

  const vault = createVault({
    path: join(folder, 'session'),
    keychain: context.keychain,
    onSessionOnly: () => onDelta({ type: 'notice.raised', code: 'session_only', spaceId }),
    onUnreadable: (error) => log.warn('a session could not be read', error),
  });

  const opening = createOpening(context, {
    folder,
    me: userId,
    createEngine: ({ cache, outbox }) => {
      const { address, pin } = entry;
      const engine = createEngine({
        spaceId,
        userId,
        address,
        cache,
        outbox,
        transport: context.transports(pin),
        vault,
        clock,
        random,
        observer: facade.observer,
      });
      engine.setAway(isAway);
      return engine;
    },
    onCacheRebuilt: () => onDelta({ type: 'notice.raised', code: 'cache_rebuilt', spaceId }),
    onOutboxMended: () => onDelta({ type: 'notice.raised', code: 'outbox_mended', spaceId }),
    onRefused(error) {
      log.error('a space could not be opened', error);
      if (error instanceof DatabaseError && error.code === 'newer')
        facade.observer.onConnection({ status: 'stopped', reason: 'client_too_old' });
    },
  });

  const facade = createFacade({
    entry,
    onEntry,
    hosting: () => hosting?.view() ?? null,
    choices: () => entry.hosting && { announced: entry.hosting.announced, secure: entry.hosting.secure },
    trust: () => trustOf(entry),
    async opened() {
      const { engine, storage } = await opening.open();
      return { engine, outbox: storage.outbox };
    },
    isAway: () => isAway,
    notifier: context.notifier,
    clock,
    log,
    onDelta,
    onChange: context.onChange,
  });

  /** Its server is reached differently from now on. */
  async function reach(address: string, pin: Pin | null): Promise<void> {
    entry.address = address;
    entry.pin = pin;
    onEntry();
    facade.changed();
    await opening.restart();
  }

  return {
    entry,
    vault,
    hosting,
    view: facade.view,
    unread: facade.unread,
    isConnected: facade.isConnected,

    /** Rejects with `AppFault` when this space cannot be opened on this computer. */
    async engine(): Promise<Engine> {
      try {
        return (await opening.open()).engine;
      } catch (error) {
        if (!(error instanceof DatabaseError)) throw error;
        throw new AppFault(error.code === 'newer' ? 'client_too_old' : 'internal', error.message);
      }
    },

    /** Opens it; what comes of it is told by deltas, and by `engine` to whoever asks. */
    open(): void {
      opening.open().catch(() => undefined);
    },

    /** Its server is at another address now, where this session was begun. */
    async moveTo(address: string, pin: Pin | null, refreshToken: string): Promise<void> {
      await vault.write(refreshToken);
      await reach(address, pin);
    },

    /** Its server has this key from now on: a person has compared it. */
    trust: (pin: Pin): Promise<void> => reach(overTls(entry.address), pin),
    /** Its server, which has proved to have the key that is known, is at another address now: the session goes on there. */
    followTo: (address: string): Promise<void> => reach(address, entry.pin),

    /** Whether nobody uses this computer just now. */
    setAway(away: boolean): void {
      isAway = away;
      const tellEngine = ({ engine }: Opened) => engine.setAway(isAway);
      opening
        .current()
        ?.then(tellEngine)
        .catch(() => undefined);
    },

    reconnect(): void {
      const reconnect = ({ engine }: Opened) => engine.reconnect();
      opening
        .current()
        ?.then(reconnect)
        .catch(() => undefined);
    },

    /** The server hosted here runs, failed or starts: its own app follows it to where it is now. */
    async hostingChanged(): Promise<void> {
      const now = hosting?.view();
      facade.changed();
      if (now?.status !== 'running' || !entry.hosting) return;
      if (now.port === entry.hosting.port) return this.reconnect();
      entry.hosting.port = now.port;
      entry.address = loopbackAddress(now.port);
      onEntry();
      await opening.restart();
    },

    /** Its host chose otherwise. Rejects with `HostError` where the server does not start again by that. */
    async configureHosting({
      announced,
      secure,
    }: Omit<AppParsedInput<'hosting:configure'>, 'spaceId'>): Promise<void> {
      const chosen = entry.hosting;
      if (chosen === null) return;
      const wasSecure = chosen.secure;
      chosen.announced = announced ?? chosen.announced;
      chosen.secure = secure ?? chosen.secure;
      onEntry();
      facade.changed();
      if (chosen.secure !== wasSecure) await hosting?.restart();
    },

    /** Its host chose where it is backed up to; `null` for the app's own folder. */
    backUpInto(folder: string | null): void {
      if (entry.hosting === null) return;
      entry.hosting.backupFolder = folder;
      onEntry();
    },

    /** Ends link, storage and server; nothing is reported any more. */
    async close(): Promise<void> {
      facade.close();
      await opening.close();
      await hosting?.close();
    },
  };
}
