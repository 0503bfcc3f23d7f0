import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { AppFault } from '../../client/app/AppFault.ts';
import type { Door } from '../../client/app/createDoor.ts';
import type { AppOutput, AppParsedInput } from '../../shared/ipc/contract.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import type { Health, Session } from '../../shared/protocol/http.ts';
import type { Hosting } from '../host/createHosting.ts';
import { HostError } from '../host/startHost.ts';
import { createHostedServer, hostedFolder, ownBackupFolder } from './createHostedServer.ts';
import type { LocalSpace } from './createLocalSpace.ts';
import { loopbackAddress } from './entries.ts';
import { hostedSpace } from './hostedSpace.ts';
import type { SpacesContext } from './SpacesContext.ts';

/** A server that was founded here, and what is remembered of it. */
export type Founded = { hosting: Hosting; folder: string; port: number };

export type FoundingOptions = {
  context: SpacesContext;
  /** To servers that need no key: what is hosted here is on this computer. */
  door: Door;
  /** The space of this computer that has this id. */
  known(spaceId: SpaceId): LocalSpace | undefined;
  /** Takes a space in where a session was just begun. */
  enter(health: Health, session: Session, address: string, founded: Founded): Promise<void>;
};

/** Spaces that are hosted on this computer: new ones, and how they go on. */
export function createFounding({ context, door, known, enter }: FoundingOptions) {
  return {
    async host(input: AppParsedInput<'space:host'>): Promise<AppOutput<'space:host'>> {
      const { spaceName, port: askedPort, ...account } = input;
      const folder = randomUUID();
      let spaceId: SpaceId | undefined;
      const owner = () => spaceId && known(spaceId);
      const { hosting, setupCode } = createHostedServer(context, folder, spaceName, owner);
      try {
        const port = await hosting.start(askedPort ?? null).catch(refuse);
        const { address, health } = await door.greet(loopbackAddress(port));
        const session = await door.register(address, { ...account, invite: setupCode });
        spaceId = health.spaceId;
        await enter(health, session, address, { hosting, folder, port });
        return { spaceId };
      } catch (error) {
        await hosting.close();
        for (const left of [hostedFolder(context, folder), ownBackupFolder(context, folder)])
          await rm(left, { recursive: true, force: true });
        throw error;
      }
    },

    async startHosting({ spaceId, port }: AppParsedInput<'hosting:start'>): Promise<void> {
      const { hosting, chosen } = hostedSpace(known(spaceId));
      await hosting.start(port === undefined ? chosen.port : port).catch(refuse);
    },

    async configureHosting({ spaceId, ...choices }: AppParsedInput<'hosting:configure'>): Promise<void> {
      await hostedSpace(known(spaceId)).space.configureHosting(choices).catch(refuse);
    },
  };
}

function refuse(error: unknown): never {
  if (!(error instanceof HostError)) throw error;
  throw new AppFault(error.code === 'port_taken' ? 'port_taken' : 'internal', error.message);
}
