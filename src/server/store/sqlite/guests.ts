import type { ConversationId, UserId } from '../../../shared/model/ids.ts';
import { userStream } from '../../../shared/model/stream.ts';
import type { User } from '../../../shared/model/user.ts';
import type { Actor } from '../Store.ts';
import { append } from './append.ts';
import { noPerson } from './governingPeople.ts';
import type { CommandContext } from './groupCommit.ts';
import type { Tables } from './tables.ts';

// Guests do not read the directory (S3). What they may know of others, who are or were in a conversation of theirs, is
// told them in their own streams: each person when they first meet, and again whenever something about them changes.

export const isGuest = ({ users }: Tables, userId: UserId): boolean => users.find(userId)?.role === 'guest';

/** Whether a guest may know of somebody: of themselves, and of those who are or were in a conversation of theirs. */
export const meets = ({ memberships }: Tables, guestId: UserId, other: UserId): boolean =>
  guestId === other || memberships.meets(guestId, other);

/** Whether somebody may know of another: a guest of whom they meet, others of everyone. */
export const mayKnow = (tables: Tables, userId: UserId, other: UserId): boolean =>
  !isGuest(tables, userId) || meets(tables, userId, other);

/** Refuses ids that are nobody's, as far as the person may know. */
export function requirePeople(tables: Tables, actorId: UserId, userIds: readonly UserId[]): void {
  const byGuest = isGuest(tables, actorId);
  for (const id of userIds)
    if (!tables.users.find(id) || (byGuest && !meets(tables, actorId, id))) throw noPerson(id);
}

/** Finds the people that a text names, as far as its author may know of them. */
export function namesKnownTo(tables: Tables, authorId: UserId): (name: string) => UserId | undefined {
  return (name) => {
    const id = tables.users.idOf(name);
    return id !== undefined && mayKnow(tables, authorId, id) ? id : undefined;
  };
}

function tell(tables: Tables, context: CommandContext, guestId: UserId, user: User, actorId: Actor): void {
  const stream = userStream(guestId);
  append(tables, context, { stream, type: 'user.changed', actorId, data: () => ({ user }) });
}

/** Tells all guests who may know of a person what that person is now. */
export function tellGuests(tables: Tables, context: CommandContext, user: User, actorId: Actor): void {
  for (const guestId of tables.users.guests())
    if (meets(tables, guestId, user.id)) tell(tables, context, guestId, user, actorId);
}

/** Tells guests whom they meet when people come into a conversation: asked before these are in it. */
export function introduce(
  tables: Tables,
  context: CommandContext,
  conversationId: ConversationId,
  newcomers: readonly UserId[],
  actorId: Actor,
): void {
  const { users, memberships } = tables;
  const meet = (guestId: UserId, other: UserId) => {
    const user = meets(tables, guestId, other) ? undefined : users.find(other);
    if (user) tell(tables, context, guestId, user, actorId);
  };
  const present = memberships.guests(conversationId);
  for (const newcomer of newcomers) {
    for (const guestId of present) meet(guestId, newcomer);
    if (!isGuest(tables, newcomer)) continue;
    const others = [...memberships.members(conversationId), ...memberships.former(conversationId)];
    for (const other of new Set([...others, ...newcomers])) meet(newcomer, other);
  }
}
