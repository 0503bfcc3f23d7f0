import type { SpaceId, UserId } from '../../shared/model/ids.ts';
import type { User } from '../../shared/model/user.ts';
import { keyed } from './records.ts';

/** The people of each space. */
export type UsersById = Readonly<Record<UserId, User>>;
export type UsersSlice = { users: Readonly<Record<SpaceId, UsersById>> };

export const initialUsers: UsersSlice = { users: {} };

export function putUsers(slice: UsersSlice, spaceId: SpaceId, users: readonly User[]): UsersSlice {
  const held = slice.users[spaceId];
  return { users: { ...slice.users, [spaceId]: { ...held, ...keyed(users, (user) => user.id) } } };
}
