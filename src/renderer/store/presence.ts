import type { SpaceId, UserId } from '../../shared/model/ids.ts';
import type { PersonPresence } from '../../shared/protocol/signals.ts';

export type PresenceById = ReadonlyMap<UserId, PersonPresence>;

/** How people are there in each space, as far as the last connection told. */
export type PresenceSlice = { presence: Readonly<Record<SpaceId, PresenceById>> };

export const initialPresence: PresenceSlice = { presence: {} };

/** Takes how these are now; with `all` nothing is known of anybody else any more. */
export function putPresence(
  slice: PresenceSlice,
  spaceId: SpaceId,
  people: readonly PersonPresence[],
  all: boolean,
): PresenceSlice {
  const known = new Map(all ? [] : slice.presence[spaceId]);
  for (const person of people) known.set(person.userId, person);
  return { presence: { ...slice.presence, [spaceId]: known } };
}
