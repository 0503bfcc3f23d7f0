import type { NearbyView, Surroundings } from '../../shared/ipc/views.ts';

/** A space that was announced since one looks; `gone` when it is no longer. */
export type NearbySpace = Omit<NearbyView, 'state'> & { state: NearbyView['state'] | 'gone' };

/** What is around on the network, as long as one looks. */
export type NearbySlice = {
  /** `null` while nobody looks. */
  nearby: (Omit<Surroundings, 'spaces'> & { spaces: readonly NearbySpace[] }) | null;
};

export const initialNearby: NearbySlice = { nearby: null };

/**
 * Takes what is around now. Each keeps the place that it came to, and one that is gone leaves a mark there: nothing moves away
 * from under the pointer.
 */
export function putSurroundings({ nearby }: NearbySlice, now: Surroundings): NearbySlice {
  const before = nearby?.spaces ?? [];
  const held = new Set(before.map(({ spaceId }) => spaceId));
  const seen = new Map(now.spaces.map((space) => [space.spaceId, space]));
  const kept = before.map((space): NearbySpace => seen.get(space.spaceId) ?? { ...space, state: 'gone' });
  const fresh = now.spaces.filter(({ spaceId }) => !held.has(spaceId));
  return { nearby: { ...now, spaces: [...kept, ...fresh] } };
}
