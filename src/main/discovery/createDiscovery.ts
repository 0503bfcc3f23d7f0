import type { NetworkInterfaceInfo } from 'node:os';
import type { Log } from '../../client/app/Log.ts';
import type { Clock } from '../../client/clock.ts';
import type { Delta } from '../../shared/ipc/deltas.ts';
import type { HostingView, SpaceView, Surroundings } from '../../shared/ipc/views.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import { lanHosts } from '../../shared/model/lanHosts.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import type { SpaceEntry } from '../spaces/entries.ts';
import type { Transports } from '../trust/createTransports.ts';
import { createAnnouncer } from './announce.ts';
import { createBrowser } from './browse.ts';
import { createFollower, type LostSpace } from './follow.ts';
import type { Announcement, Multicast } from './Multicast.ts';
import { createProbe } from './probe.ts';

/** What finding each other has to know of a space of this app, and to do with it. */
export type DiscoverableSpace = {
  entry: SpaceEntry;
  hosting: { view(): HostingView } | null;
  view(): Pick<SpaceView, 'connection'>;
  reconnect(): void;
  /** Its server, which has proved to have the key that is known, is at this address now. */
  followTo(address: string): Promise<void>;
};

export type DiscoveryOptions = {
  multicast: Multicast;
  transports: Transports;
  clock: Clock;
  log: Log;
  networkInterfaces(): NodeJS.Dict<NetworkInterfaceInfo[]>;
  spaces(): DiscoverableSpace[];
  onDelta(delta: Delta): void;
};

export type Discovery = ReturnType<typeof createDiscovery>;

/** Finding each other on a network: announces what is hosted here, looks around for a window, and follows hosts that move. */
export function createDiscovery({ multicast, clock, log, spaces, ...options }: DiscoveryOptions) {
  const lost = new Set<SpaceId>();
  const probe = createProbe({ transports: options.transports, clock });
  const spaceOf = (spaceId: SpaceId) => spaces().find(({ entry }) => entry.spaceId === spaceId);
  const announcer = createAnnouncer({ multicast, wanted: () => spaces().flatMap(announcementOf) });
  const follower = createFollower({
    lost(spaceId) {
      const space = spaceOf(spaceId);
      return space && lost.has(spaceId) ? lostSpace(space) : undefined;
    },
    probe,
    onFailure: (error) => log.error('a space that moved could not be followed', error),
  });
  const browser = createBrowser({
    multicast,
    probe,
    clock,
    own(spaceId) {
      const space = spaceOf(spaceId);
      return space && { pin: space.entry.pin ?? hostedPinOf(space) };
    },
    addresses: () => lanHosts(options.networkInterfaces()),
    isSeeking: () => spaces().some(({ entry }) => lost.has(entry.spaceId) && entry.pin !== null),
    onSighting: follower.heard,
    onChange: (surroundings) => options.onDelta({ type: 'nearby.changed', surroundings }),
  });

  function noteLost({ entry, hosting, view }: DiscoverableSpace): void {
    const { connection } = view();
    // A space that is hosted here is on this computer, and its app knows where.
    if (hosting === null && isOutOfReach(connection)) lost.add(entry.spaceId);
    else if (connection.status !== 'connecting') lost.delete(entry.spaceId);
  }

  return {
    /** Something of a space of this app is different: its server, its name, its connection, or what its host chose. */
    update(): void {
      for (const space of spaces()) noteLost(space);
      announcer.update();
      browser.update();
    },

    networkChanged(): void {
      announcer.networkChanged();
      browser.networkChanged();
    },

    watch: (on: boolean): Promise<Surroundings> => browser.watch(on),

    /** Withdraws what was announced, and hears of nothing any more. */
    async close(): Promise<void> {
      browser.close();
      await announcer.close();
    },
  };
}

/** Whether it is not where it was: nobody answers there, or somebody else does. */
function isOutOfReach(connection: SpaceView['connection']): boolean {
  if (connection.status !== 'stopped') return connection.status === 'offline';
  return connection.reason === 'untrusted' || connection.reason === 'different_space';
}

function announcementOf({ entry, hosting }: DiscoverableSpace): Announcement[] {
  const view = hosting?.view();
  if (view?.status !== 'running' || !entry.hosting?.announced) return [];
  const { spaceId, name } = entry;
  return [{ spaceId, name, port: view.port, pin: view.pin, protocol: PROTOCOL_VERSION }];
}

function hostedPinOf({ hosting }: DiscoverableSpace) {
  const view = hosting?.view();
  return view?.status === 'running' ? view.pin : null;
}

const lostSpace = ({ entry, reconnect, followTo }: DiscoverableSpace): LostSpace => ({
  spaceId: entry.spaceId,
  address: entry.address,
  pin: entry.pin,
  reconnect,
  moveTo: followTo,
});
