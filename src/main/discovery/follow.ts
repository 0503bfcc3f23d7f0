import type { SpaceId } from '../../shared/model/ids.ts';
import type { Pin } from '../../shared/model/trust.ts';
import type { Sighting } from './Multicast.ts';
import type { Probe } from './probe.ts';

/** A space of this app that cannot be reached where it was. */
export type LostSpace = {
  spaceId: SpaceId;
  address: string;
  /** The key that its server has to have. */
  pin: Pin | null;
  /** It answers where it was: it is connected to again, now. */
  reconnect(): void;
  /** Its server is here from now on. */
  moveTo(address: string): Promise<void>;
};

export type FollowerOptions = {
  /** It as it is now; `undefined` unless it is in this app and out of reach. */
  lost(spaceId: SpaceId): LostSpace | undefined;
  probe: Probe;
  onFailure(error: unknown): void;
};

/**
 * Follows a host that has moved. What is announced says only where to ask: the server there has to have the key that is
 * known before anything is said to it. A space without such a key is not followed: its token would go to whoever announces.
 */
export function createFollower({ lost, probe, onFailure }: FollowerOptions) {
  const trying = new Set<SpaceId>();

  async function tryAll(spaceId: SpaceId, addresses: string[]): Promise<void> {
    for (const address of addresses) {
      const space = lost(spaceId);
      if (space === undefined || space.pin === null) return;
      const { kind } = await probe(address, spaceId, space.pin);
      if (kind !== 'alive') continue;
      // It may have been reached meanwhile, or a person may have trusted another key.
      const still = lost(spaceId);
      if (still?.pin !== space.pin) return;
      return address === still.address ? still.reconnect() : still.moveTo(address);
    }
  }

  return {
    /** Something is announced: if it is what is looked for, it is tried there. */
    heard({ spaceId, hosts, port }: Sighting): void {
      const space = lost(spaceId);
      if (space === undefined || space.pin === null || trying.has(spaceId)) return;
      // With a key it speaks TLS, whatever is announced.
      const announced = hosts.map((host) => new URL(`https://${host}:${port}`).origin);
      const where = announced.includes(space.address) ? [space.address, ...announced] : announced;
      trying.add(spaceId);
      tryAll(spaceId, [...new Set(where)])
        .catch(onFailure)
        .finally(() => trying.delete(spaceId));
    },
  };
}
