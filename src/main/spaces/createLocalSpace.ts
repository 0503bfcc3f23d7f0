import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createEngine } from '../../client/createEngine.ts';
import type { Arrival, Engine } from '../../client/Engine.ts';
import type { SpaceDelta } from '../../shared/ipc/deltas.ts';
import type { ConnectionView, SpaceView } from '../../shared/ipc/views.ts';
import type { Conversation } from '../../shared/model/conversation.ts';
import type { ConversationId } from '../../shared/model/ids.ts';
import { DatabaseError } from '../../sqlite/DatabaseError.ts';
import { AppFault } from '../AppFault.ts';
import { openStorage, type Storage } from '../cache/worker/openStorage.ts';
import { setAside } from '../files/setAside.ts';
import type { Hosting } from '../host/createHosting.ts';
import { createVault } from '../vault/createVault.ts';
import { loopbackAddress, type SpaceEntry } from './entries.ts';
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

type Opened = { engine: Engine; storage: Storage };

/** One space on this computer: its storage, its engine, its session and, where it is hosted here, its server. */
export function createLocalSpace(context: SpacesContext, { entry, hosting, onEntry }: LocalSpaceOptions) {
  const { log, onDelta } = context;
  const { spaceId } = entry;
  const folder = spaceFolder(context, spaceId);
  const cachePath = join(folder, 'cache.sqlite');
  let connection: ConnectionView = { status: 'connecting' };
  let unread = 0;
  let opened: Promise<Opened> | undefined;
  let closed = false;
  const conversations = new Map<ConversationId, Pick<Conversation, 'kind' | 'name'>>();

  const vault = createVault({
    path: join(folder, 'session'),
    keychain: context.keychain,
    onSessionOnly: () => onDelta({ type: 'notice.raised', code: 'session_only', spaceId }),
    onUnreadable: (error) => log.warn('a session could not be read', error),
  });

  const view = (): SpaceView => ({
    spaceId,
    name: entry.name,
    address: entry.address,
    userId: entry.userId,
    username: entry.username,
    connection,
    hosting: hosting?.view() ?? null,
    unread,
  });
  function changed(): void {
    if (closed) return;
    onDelta({ type: 'space.changed', space: view() });
    context.onChange();
  }

  async function openOnce(): Promise<Opened> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const storage = await openStorage({
      workerPath: context.storageWorkerPath,
      cachePath,
      outboxPath: join(folder, 'outbox.sqlite'),
      me: entry.userId,
      onDamaged: (store) => void reopen(store === 'cache'),
      onCrashed(error) {
        log.error('a storage worker crashed', error);
        void reopen(false);
      },
    });
    for (const store of storage.setAside) tellSetAside(store);
    const engine = createEngine({
      spaceId,
      userId: entry.userId,
      address: entry.address,
      cache: storage.cache,
      outbox: storage.outbox,
      transport: context.transport,
      vault,
      clock: context.clock,
      random: context.random,
      observer: {
        onDelta: taken,
        onConnection(next) {
          connection = next;
          changed();
        },
        onName: rename,
        onUnread(total) {
          if (total === unread) return;
          unread = total;
          changed();
        },
        onArrival: (arrival) =>
          void tell(arrival, { engine, storage }).catch((error) => log.error('a notification failed', error)),
        onReport: ({ what, detail }) => log.warn(what, detail),
      },
    });
    await engine.start();
    return { engine, storage };
  }

  function tellSetAside(store: 'cache' | 'outbox'): void {
    log.error(`the ${store} of a space was damaged and has been set aside`, folder);
    if (store === 'cache') onDelta({ type: 'notice.raised', code: 'cache_rebuilt', spaceId });
  }

  /** Starts over on new storage; the cache that was found damaged is set aside, and sync fills another. */
  async function reopen(cacheDamaged: boolean): Promise<void> {
    await shut();
    if (closed) return;
    if (cacheDamaged) {
      setAside(cachePath);
      tellSetAside('cache');
    }
    open();
  }

  function open(): Promise<Opened> {
    opened ??= openOnce();
    opened.catch((error: unknown) => {
      log.error('a space could not be opened', error);
      if (error instanceof DatabaseError && error.code === 'newer') {
        connection = { status: 'stopped', reason: 'client_too_old' };
        changed();
      }
    });
    return opened;
  }

  async function shut(): Promise<void> {
    const closing = opened;
    opened = undefined;
    try {
      const { engine, storage } = (await closing) ?? {};
      await engine?.stop();
      await storage?.close();
    } catch (error) {
      log.warn('a space did not close as it should', error);
    }
  }

  function taken(delta: SpaceDelta): void {
    if (delta.type === 'conversations.changed')
      for (const { id, kind, name } of delta.conversations) conversations.set(id, { kind, name });
    onDelta(delta);
  }

  function rename(name: string): void {
    if (name === entry.name) return;
    entry.name = name;
    onEntry();
    changed();
  }

  async function tell(arrival: Arrival, { engine, storage }: Opened): Promise<void> {
    const { conversationId } = arrival;
    if (!conversations.has(conversationId))
      for (const { id, kind, name } of (await engine.content()).conversations)
        conversations.set(id, { kind, name });
    const conversation = conversations.get(conversationId);
    if (!conversation) return;
    const nameOf = (id: SpaceEntry['userId']) => engine.user(id)?.displayName ?? 'Someone';
    const wording = { conversation, nameOf };
    await context.onArrival(arrival, { spaceId, me: entry.userId, outbox: storage.outbox, wording });
  }

  return {
    entry,
    vault,
    hosting,
    view,
    unread: () => unread,
    isConnected: () => connection.status === 'online' || connection.status === 'syncing',

    /** Opens it if that has not begun. `engine` tells what came of it. */
    open(): void {
      void open();
    },

    /** Rejects with `AppFault` when this space cannot be opened on this computer. */
    async engine(): Promise<Engine> {
      try {
        return (await open()).engine;
      } catch (error) {
        if (!(error instanceof DatabaseError)) throw error;
        throw new AppFault(error.code === 'newer' ? 'client_too_old' : 'internal', error.message);
      }
    },

    reconnect(): void {
      opened?.then(({ engine }) => engine.reconnect()).catch(() => undefined);
    },

    /** The server hosted here runs, failed or starts: its own app follows it to where it is now. */
    async hostingChanged(): Promise<void> {
      const now = hosting?.view();
      changed();
      if (now?.status !== 'running' || !entry.hosting) return;
      if (now.port !== entry.hosting.port) {
        entry.hosting.port = now.port;
        entry.address = loopbackAddress(now.port);
        onEntry();
        await reopen(false);
      } else this.reconnect();
    },

    /** Ends link, storage and server; nothing is reported any more. */
    async close(): Promise<void> {
      closed = true;
      await shut();
      await hosting?.close();
    },
  };
}
