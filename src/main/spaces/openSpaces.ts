import { rm } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { AppFault } from '../../client/app/AppFault.ts';
import { createDoor } from '../../client/app/createDoor.ts';
import type { AppOutput, AppParsedInput } from '../../shared/ipc/contract.ts';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import type { Pin } from '../../shared/model/trust.ts';
import type { Health, Session } from '../../shared/protocol/http.ts';
import { createDiscovery } from '../discovery/createDiscovery.ts';
import { openJsonFile } from '../files/openJsonFile.ts';
import type { Hosting } from '../host/createHosting.ts';
import { createConnectionTest } from '../trust/testConnection.ts';
import { normaliseAddress } from './address.ts';
import { createBackingUp } from './createBackingUp.ts';
import { createFounding, type Founded } from './createFounding.ts';
import { createHostedServer } from './createHostedServer.ts';
import { createJoining, type Reached } from './createJoining.ts';
import { createLocalSpace, type LocalSpace, spaceFolder } from './createLocalSpace.ts';
import { createMeeting } from './createMeeting.ts';
import { type SpaceEntry, spaceEntriesSchema } from './entries.ts';
import type { SpacesContext } from './SpacesContext.ts';

export type Spaces = Awaited<ReturnType<typeof openSpaces>>;

/**
 * All spaces of this app, each with its own engine, cache and connection. What a window asks for rejects with
 * `AppFault` or `EngineError`.
 */
export async function openSpaces(given: SpacesContext) {
  const { log, onDelta } = given;
  const context: SpacesContext = {
    ...given,
    onChange() {
      given.onChange();
      discovery.update();
    },
  };
  const doorTo = (pin: Pin | null) =>
    createDoor({ ...context, transport: context.transports(pin), addressOf: normaliseAddress });
  const { meet, prove } = createMeeting(doorTo);
  const file = await openJsonFile(joinPath(context.dataFolder, 'spaces.json'), spaceEntriesSchema, {
    spaces: [],
  });
  if (file.wasSetAside) log.error('the list of spaces was damaged and has been set aside');
  const spaces = new Map<SpaceId, LocalSpace>();
  const discovery = createDiscovery({ ...context, spaces: () => [...spaces.values()] });
  const testConnection = createConnectionTest(context);
  let isAway = false;
  for (const entry of file.get().spaces) restore(entry);

  function save(): Promise<void> {
    return file.save({ spaces: [...spaces.values()].map(({ entry }) => entry) });
  }

  function add(entry: SpaceEntry, hosting: Hosting | null): LocalSpace {
    const onEntry = () =>
      void save().catch((error) => log.error('the list of spaces could not be saved', error));
    const space = createLocalSpace(context, { entry, hosting, onEntry });
    space.setAway(isAway);
    spaces.set(entry.spaceId, space);
    return space;
  }

  function restore(entry: SpaceEntry): void {
    const owner = () => spaces.get(entry.spaceId);
    const server = entry.hosting && createHostedServer(context, entry.hosting.folder, undefined, owner);
    add(entry, server?.hosting ?? null);
  }

  function get(spaceId: SpaceId): LocalSpace {
    const space = spaces.get(spaceId);
    if (!space) throw new AppFault('not_found', 'This space is not on this computer.');
    return space;
  }

  /** Remembers a space with the session that was just begun there, and opens it. */
  async function enter(
    { spaceId, name }: Health,
    { user, refreshToken }: Session,
    { address, pin }: Reached,
    server: Founded | null,
  ): Promise<void> {
    const choices = { announced: true, secure: true, backupFolder: null };
    const hosting = server && { folder: server.folder, port: server.port, ...choices };
    const entry = { spaceId, name, address, pin, userId: user.id, username: user.username, hosting };
    const space = add(entry, server?.hosting ?? null);
    await space.vault.write(refreshToken);
    await save();
    onDelta({ type: 'space.changed', space: space.view() });
    space.open();
  }

  const known = (spaceId: SpaceId) => spaces.get(spaceId);
  const join = createJoining({
    ...{ meet, doorTo, known },
    enter: (health, session, reached) => enter(health, session, reached, null),
  });
  const { host, startHosting, configureHosting } = createFounding({
    ...{ context, door: doorTo(null), known },
    enter: (health, session, address, founded) => enter(health, session, { address, pin: null }, founded),
  });

  return {
    views: (): SpaceView[] => [...spaces.values()].map((space) => space.view()),
    engine: (spaceId: SpaceId) => get(spaceId).engine(),
    unread: () => [...spaces.values()].reduce((total, space) => total + space.unread(), 0),
    isHosting: () => [...spaces.values()].some((space) => space.hosting?.running()),

    /** How many devices besides this app's own are connected to each space hosted here. */
    async connected(): Promise<{ name: string; others: number }[]> {
      const all = [...spaces.values()].map(async (space) => {
        const connections = (await space.hosting?.running()?.connections()) ?? 0;
        return { name: space.entry.name, others: connections - (space.isConnected() ? 1 : 0) };
      });
      return Promise.all(all);
    },

    /** Opens every space and starts every server; what comes of it is told by deltas. */
    open(): void {
      for (const space of spaces.values()) {
        space.open();
        // The view says what went wrong, and the person chooses what to do about it.
        space.hosting
          ?.start(space.entry.hosting?.port ?? null)
          .catch((error) => log.warn('a space is not hosted', error));
      }
    },

    /** This computer has other addresses than before: others reach what is hosted here by those. */
    networkChanged(): void {
      for (const space of spaces.values()) space.hosting?.lookUpAddresses();
      discovery.networkChanged();
    },

    /** S19: after waking, a change of network, or a window brought back. */
    reconnect(): void {
      for (const space of spaces.values()) space.reconnect();
    },

    /** Whether nobody uses this computer just now: the people of its spaces are told. */
    setAway(away: boolean): void {
      for (const space of spaces.values()) space.setAway(away);
      isAway = away;
    },

    async probe(input: AppParsedInput<'space:probe'>): Promise<AppOutput<'space:probe'>> {
      const { address, health, trust } = await meet(input.address, { pin: input.pin ?? null, orPlain: true });
      const { spaceId, name, isNew, registration } = health;
      return { address, spaceId, name, isNew, registration, trust };
    },

    prove: ({ address, code }: AppParsedInput<'space:prove'>) => prove(address, code),

    join,
    host,
    startHosting,
    configureHosting,
    ...createBackingUp(context, known),

    async trust({ spaceId, pin }: AppParsedInput<'space:trust'>): Promise<void> {
      const space = get(spaceId);
      if (space.entry.hosting) throw new AppFault('hosting', 'This space is hosted on this computer.');
      await space.trust(pin);
    },

    async signIn({ spaceId, password }: AppParsedInput<'space:signIn'>): Promise<void> {
      const space = get(spaceId);
      const session = await doorTo(space.entry.pin).signInAgain(space.entry, password);
      await space.vault.write(session.refreshToken);
      (await space.engine()).signedIn();
    },

    async signOut({ spaceId }: AppParsedInput<'space:signOut'>): Promise<void> {
      await (await get(spaceId).engine()).signOut();
    },

    async forget({ spaceId }: AppParsedInput<'space:forget'>): Promise<void> {
      const space = get(spaceId);
      if (space.entry.hosting) throw new AppFault('hosting', 'This space is hosted on this computer.');
      const refreshToken = await space.vault.read();
      spaces.delete(spaceId);
      await save();
      await space.close();
      await rm(spaceFolder(context, spaceId), { recursive: true, force: true });
      onDelta({ type: 'space.removed', spaceId });
      context.onChange();
      if (refreshToken !== null) doorTo(space.entry.pin).leave(space.entry, refreshToken);
    },

    async invite({ spaceId }: AppParsedInput<'space:invite'>): Promise<AppOutput<'space:invite'>> {
      const space = get(spaceId);
      const invite = await (await space.engine()).createInvite();
      const hosting = space.hosting?.view();
      const { address, pin } = space.entry;
      return hosting?.status === 'running'
        ? { ...invite, addresses: hosting.addresses, pin: hosting.pin }
        : { ...invite, addresses: [address], pin };
    },

    async test({ address, pin }: AppParsedInput<'space:test'>): Promise<AppOutput<'space:test'>> {
      return { steps: await testConnection(address, pin ?? null) };
    },
    watchNearby: ({ on }: AppParsedInput<'nearby:watch'>) => discovery.watch(on),

    /** Ends every space and every server. */
    async close(): Promise<void> {
      await discovery.close();
      await Promise.all([...spaces.values()].map((space) => space.close()));
      await save();
    },
  };
}
