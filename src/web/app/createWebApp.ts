import { AppFault } from '../../client/app/AppFault.ts';
import { createDoor } from '../../client/app/createDoor.ts';
import type { AppSpaces } from '../../client/app/createHandlers.ts';
import type { KnownSpace } from '../../client/app/knownSpace.ts';
import { changedSettings } from '../../client/app/storedSettings.ts';
import type { SessionVault } from '../../client/connection/Transport.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import type { Health } from '../../shared/protocol/http.ts';
import { StorageError } from '../idb/StorageError.ts';
import { createWebSpace, type WebSpace } from './createWebSpace.ts';
import type { Kept } from './openKept.ts';
import type { WebContext } from './WebContext.ts';

export type WebAppOptions = {
  /** The page's own origin: the address of the one space that it is for. */
  origin: string;
  device: string;
  kept: Kept;
  /** Whether this is the one that writes; else what is kept is shown, and nothing is changed or sent. */
  writable: boolean;
};

export type WebApp = ReturnType<typeof createWebApp>;

/** The app of one browser on the one space of its page's origin: what a window asks of spaces and settings. */
export function createWebApp(context: WebContext, { origin, device, kept, writable }: WebAppOptions) {
  const { stores, log, onDelta } = context;
  const door = createDoor({
    transport: context.transport,
    device,
    addressOf: (typed) => (typed === origin ? origin : undefined),
  });
  kept.setWriter(writable);
  let closed = false;
  /** What is being written: another one may take over once it is there. */
  let writing: Promise<unknown> = Promise.resolve();

  function set(changes: Parameters<Kept['set']>[0]): Promise<void> {
    mustBeOpen();
    const done = kept.set(changes);
    writing = Promise.allSettled([writing, done]);
    return done;
  }

  /** Whoever has lost the right to write has nothing to do with the session any more. */
  function mustBeOpen(): void {
    if (closed) throw new AppFault('read_only', 'Another tab is the one that writes.');
  }

  const vault: SessionVault = {
    async read() {
      mustBeOpen();
      // Not from memory: a token that another tab has replaced would end the session.
      await kept.refresh();
      mustBeOpen();
      return kept.get('session');
    },
    write: (session) => keep({ session }),
    clear: async () => set({ session: null }),
  };
  let isTold = false;
  let entering: Promise<unknown> = Promise.resolve();
  const remembered = kept.get('entry');
  let space = remembered && show(remembered);

  function show(entry: KnownSpace): WebSpace {
    return createWebSpace(context, {
      entry,
      vault: writable ? vault : null,
      onEntry: () => void (writable && !closed && keep({ entry }).catch(() => undefined)),
    });
  }

  /** What the browser has no room for is good for this visit alone, which the person is told once. */
  async function keep(changes: Parameters<Kept['set']>[0]): Promise<void> {
    try {
      await set(changes);
    } catch (error) {
      mustBeOpen();
      log.error('the space and its session could not be kept', error);
      const { spaceId } = changes.entry ?? space?.entry ?? {};
      if (isTold || spaceId === undefined) return;
      isTold = true;
      onDelta({ type: 'notice.raised', code: 'session_only', spaceId });
    }
  }

  function get(spaceId: SpaceId): WebSpace {
    if (space?.entry.spaceId !== spaceId) throw new AppFault('not_found', 'This space is not here.');
    return space;
  }

  /** The one that is remembered stays until it is forgotten, with what is unsent: nobody else takes its place. */
  function mustBeFree({ spaceId }: Health): void {
    if (!space) return;
    if (space.entry.spaceId !== spaceId)
      throw new AppFault('different_space', 'Another space than before answers at this address.');
    throw new AppFault('already_joined', `This browser is in ${space.entry.name} already.`);
  }

  /** Ends a session that was begun for nothing. */
  function mustStillWrite(where: Pick<KnownSpace, 'address' | 'spaceId'>, refreshToken: string): void {
    if (closed) door.leave(where, refreshToken);
    mustBeOpen();
  }

  const join: AppSpaces['join'] = async ({ address: typed, account }) => {
    const { address, health } = await door.greet(typed);
    mustBeFree(health);
    mustBeOpen();
    const { user, refreshToken } = await door.enter(address, account);
    const { spaceId, name } = health;
    mustStillWrite({ address, spaceId }, refreshToken);
    const entry = { spaceId, name, address, pin: null, userId: user.id, username: user.username };
    await keep({ entry, session: refreshToken });
    // Whoever has taken over shows it: it was kept before that.
    if (closed) return { spaceId };
    space = show(entry);
    onDelta({ type: 'space.changed', space: space.view() });
    space.open();
    return { spaceId };
  };

  async function deleteAll({ entry }: WebSpace): Promise<void> {
    for (const outcome of await Promise.allSettled([stores.deleteCache(entry), stores.deleteOutbox(entry)])) {
      if (outcome.status === 'fulfilled') continue;
      const { reason } = outcome;
      // The browser does it as soon as the tab that holds it lets go.
      if (!(reason instanceof StorageError && reason.code === 'blocked')) throw reason;
      log.warn('what was kept is deleted later', reason);
    }
  }

  const spaces: AppSpaces = {
    views: () => (space ? [space.view()] : []),
    engine: (spaceId) => get(spaceId).engine(),

    async probe({ address: typed }) {
      const { address, health } = await door.greet(typed);
      const { spaceId, name, isNew, registration } = health;
      return { address, spaceId, name, isNew, registration, trust: { kind: 'browser' as const } };
    },

    host: notHere,
    startHosting: notHere,
    configureHosting: notHere,
    backups: notHere,
    backUp: notHere,
    chooseBackupFolder: notHere,
    chooseBackup: notHere,
    restore: notHere,
    watchNearby: notHere,
    prove: notHere,
    test: notHere,
    trust: notHere,

    join(input) {
      // One after the other: the second tab that tries is in already.
      const joining = entering.then(() => join(input));
      entering = joining.catch(() => undefined);
      return joining;
    },

    async signIn({ spaceId, password }) {
      const known = get(spaceId);
      const { refreshToken } = await door.signInAgain(known.entry, password);
      mustStillWrite(known.entry, refreshToken);
      await keep({ session: refreshToken });
      if (!closed) (await known.engine()).signedIn();
    },

    async signOut({ spaceId }) {
      await (await get(spaceId).engine()).signOut();
    },

    async forget({ spaceId }) {
      const known = get(spaceId);
      mustBeOpen();
      const session = kept.get('session');
      space = null;
      const failures: unknown[] = [];
      // Half of it done is worse than all of it tried.
      for (const step of [
        async () => set({ entry: null, session: null }),
        () => known.close(),
        () => deleteAll(known),
      ])
        await step().catch((error: unknown) => failures.push(error));
      if (session !== null) door.leave(known.entry, session);
      onDelta({ type: 'space.removed', spaceId });
      if (failures.length > 0) throw failures[0];
    },

    async invite({ spaceId }) {
      const invite = await (await get(spaceId).engine()).createInvite();
      return { ...invite, addresses: [origin], pin: null };
    },
  };

  return {
    spaces,
    settings: {
      get: () => kept.get('settings'),
      async save(changes: Parameters<typeof changedSettings>[1]) {
        const settings = changedSettings(kept.get('settings'), changes);
        await kept.set({ settings });
        return settings;
      },
    },
    open: () => space?.open(),
    setAway: (away: boolean) => space?.setAway(away),
    reconnect: () => space?.reconnect(),

    /** Another tab has changed what is kept: it is read again when it is asked for. */
    async refresh(): Promise<void> {
      await kept.refresh();
      if (closed) return;
      const entry = kept.get('entry');
      if (entry?.spaceId === space?.entry.spaceId && entry?.userId === space?.entry.userId)
        return space?.refresh();
      const before = space;
      space = entry && show(entry);
      await before?.close();
    },

    async close(): Promise<void> {
      closed = true;
      await writing;
      await space?.close();
    },
  };
}

/** What only the desktop app does. */
async function notHere(): Promise<never> {
  throw new AppFault('not_found', 'A browser neither hosts spaces nor sees whose key a server has.');
}
