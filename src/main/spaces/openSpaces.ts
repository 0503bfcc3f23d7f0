import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppFault } from '../../client/app/AppFault.ts';
import { createDoor } from '../../client/app/createDoor.ts';
import type { AppInput, AppOutput, AppParsedInput } from '../../shared/ipc/contract.ts';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import type { Health, Session } from '../../shared/protocol/http.ts';
import { openJsonFile } from '../files/openJsonFile.ts';
import type { Hosting } from '../host/createHosting.ts';
import { HostError } from '../host/startHost.ts';
import { normaliseAddress } from './address.ts';
import { createHostedServer, hostedFolder } from './createHostedServer.ts';
import { createLocalSpace, type LocalSpace, spaceFolder } from './createLocalSpace.ts';
import { isLoopback, loopbackAddress, type SpaceEntry, spaceEntriesSchema } from './entries.ts';
import type { SpacesContext } from './SpacesContext.ts';

export type Spaces = Awaited<ReturnType<typeof openSpaces>>;

/**
 * All spaces of this app, each with its own engine, cache and connection. What a window asks for rejects with
 * `AppFault` or `EngineError`.
 */
export async function openSpaces(context: SpacesContext) {
  const { log, onDelta } = context;
  const door = createDoor({ ...context, addressOf: normaliseAddress });
  const file = await openJsonFile(join(context.dataFolder, 'spaces.json'), spaceEntriesSchema, {
    spaces: [],
  });
  if (file.wasSetAside) log.error('the list of spaces was damaged and has been set aside');
  const spaces = new Map<SpaceId, LocalSpace>();
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

  /**
   * A space of this computer answers at another address than it is looked for, and its person signs in there:
   * its host has moved, so it is followed, with all that is cached and unsent.
   */
  async function follow(
    space: LocalSpace,
    address: string,
    account: AppParsedInput<'space:join'>['account'],
  ): Promise<void> {
    const isLost = !space.isConnected() && space.hosting === null && space.entry.address !== address;
    if (!isLost || account.mode !== 'login')
      throw new AppFault('already_joined', `This computer is in ${space.entry.name} already.`);
    const session = await door.enter(address, account);
    if (session.user.id !== space.entry.userId) {
      door.leave({ ...space.entry, address }, session.refreshToken);
      throw new AppFault('already_joined', `This computer is in ${space.entry.name} with another account.`);
    }
    await space.moveTo(address, session.refreshToken);
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
    address: string,
    server: { hosting: Hosting; folder: string; port: number } | null,
  ): Promise<void> {
    const hosting = server && { folder: server.folder, port: server.port, announced: true, secure: true };
    const entry = { spaceId, name, address, pin: null, userId: user.id, username: user.username, hosting };
    const space = add(entry, server?.hosting ?? null);
    await space.vault.write(refreshToken);
    await save();
    onDelta({ type: 'space.changed', space: space.view() });
    space.open();
  }

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

    async probe({ address: typed }: AppInput<'space:probe'>): Promise<AppOutput<'space:probe'>> {
      const { address, health } = await door.greet(typed);
      const { spaceId, name, isNew, registration } = health;
      const trust = { kind: isLoopback(address) ? ('loopback' as const) : ('plain' as const) };
      return { address, spaceId, name, isNew, registration, trust };
    },

    async host(input: AppParsedInput<'space:host'>): Promise<AppOutput<'space:host'>> {
      const { spaceName, port: askedPort, ...account } = input;
      const folder = randomUUID();
      let spaceId: SpaceId | undefined;
      const owner = () => spaceId && spaces.get(spaceId);
      const { hosting, setupCode } = createHostedServer(context, folder, spaceName, owner);
      try {
        const port = await hosting.start(askedPort ?? null).catch(refuseHost);
        const { address, health } = await door.greet(loopbackAddress(port));
        const session = await door.register(address, { ...account, invite: setupCode });
        spaceId = health.spaceId;
        await enter(health, session, address, { hosting, folder, port });
        return { spaceId };
      } catch (error) {
        await hosting.close();
        await rm(hostedFolder(context, folder), { recursive: true, force: true });
        throw error;
      }
    },

    async join({ address: typed, account }: AppParsedInput<'space:join'>): Promise<AppOutput<'space:join'>> {
      const { address, health } = await door.greet(typed);
      const known = spaces.get(health.spaceId);
      if (known !== undefined) await follow(known, address, account);
      else await enter(health, await door.enter(address, account), address, null);
      return { spaceId: health.spaceId };
    },

    async signIn({ spaceId, password }: AppParsedInput<'space:signIn'>): Promise<void> {
      const space = get(spaceId);
      const session = await door.signInAgain(space.entry, password);
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
      if (refreshToken !== null) door.leave(space.entry, refreshToken);
    },

    async invite({ spaceId }: AppParsedInput<'space:invite'>): Promise<AppOutput<'space:invite'>> {
      const space = get(spaceId);
      const invite = await (await space.engine()).createInvite();
      const hosting = space.hosting?.view();
      const addresses = hosting?.status === 'running' ? hosting.addresses : [space.entry.address];
      return { ...invite, addresses, pin: space.entry.pin };
    },

    prove: notBuilt,
    test: notBuilt,
    trust: notBuilt,
    configureHosting: notBuilt,
    watchNearby: notBuilt,

    async startHosting({ spaceId, port }: AppParsedInput<'hosting:start'>): Promise<void> {
      const { hosting, entry } = get(spaceId);
      if (!hosting || !entry.hosting)
        throw new AppFault('not_found', 'This space is not hosted on this computer.');
      await hosting.start(port === undefined ? entry.hosting.port : port).catch(refuseHost);
    },

    /** Ends every space and every server. */
    async close(): Promise<void> {
      await Promise.all([...spaces.values()].map((space) => space.close()));
      await save();
    },
  };
}

async function notBuilt(): Promise<never> {
  throw new AppFault('internal', 'Not built yet.');
}

function refuseHost(error: unknown): never {
  if (!(error instanceof HostError)) throw error;
  throw new AppFault(error.code === 'port_taken' ? 'port_taken' : 'internal', error.message);
}
