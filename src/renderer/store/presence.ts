import type { SpaceId, UserId } from '../../shared/model/ids.ts';

/** Who is online in each space, as far as the last connection told. */
export type PresenceSlice = { online: Readonly<Record<SpaceId, ReadonlySet<UserId>>> };

export const initialPresence: PresenceSlice = { online: {} };

export function putOnline(slice: PresenceSlice, spaceId: SpaceId, ids: readonly UserId[]): PresenceSlice {
  return { online: { ...slice.online, [spaceId]: new Set(ids) } };
}
