import { z } from 'zod';
import type { Conversation } from './conversation.ts';
import type { EntryValue } from './entry.ts';
import type { UserId } from './ids.ts';
import { isAdmin, type Role, type User } from './user.ts';

/** What a person is in a conversation; each may do all that those after it may. */
export const conversationRoleSchema = z.enum(['owner', 'moderator', 'member']);
export type ConversationRole = z.infer<typeof conversationRoleSchema>;

const RANKS: Record<ConversationRole, number> = { owner: 2, moderator: 1, member: 0 };

/** Who made a channel or group owns it; others are what their `role` entry says, or just members. */
export const roleIn = (
  conversation: Pick<Conversation, 'createdBy'>,
  userId: UserId,
  entry: EntryValue<'role'> | undefined,
): ConversationRole => (conversation.createdBy === userId ? 'owner' : (entry ?? 'member'));

/** One person as a conversation's rules see them. */
export type Standing = {
  /** In the space. */
  spaceRole: Role;
  /** In the conversation; `undefined` for who is not in it. */
  role: ConversationRole | undefined;
};

/** What somebody may do with a conversation as a whole, and with what others are and wrote in it. */
export type Permissions = {
  rename: boolean;
  /** Topic and description. */
  describe: boolean;
  archive: boolean;
  unarchive: boolean;
  addMembers: boolean;
  /** Says who owns and moderates it. */
  setRoles: boolean;
  deleteOthersMessages: boolean;
  /** Mentions all who are in it, by `@here` or `@everyone`. */
  callEveryone: boolean;
  leave: boolean;
  /** Says for how long messages are kept. */
  retain: boolean;
  /** Judges what is reported. */
  moderate: boolean;
  /** Takes out somebody who has this role. */
  remove(role: ConversationRole): boolean;
};

type Governed = Pick<Conversation, 'kind' | 'everyone' | 'archivedAt'>;

/**
 * What a person may do in a conversation that they may see. The server's commands and the window ask the same
 * function: what is offered is what is allowed. A direct message is nobody's to govern, and one that is archived
 * stays as it is until it is not.
 */
export function permissionsIn(
  { kind, everyone, archivedAt }: Governed,
  { spaceRole, role }: Standing,
): Permissions {
  const shared = kind !== 'direct';
  const changing = shared && archivedAt === undefined;
  const admin = isAdmin(spaceRole);
  const rank = admin ? RANKS.owner + 1 : role === undefined ? -1 : RANKS[role];
  const takesPart = rank >= RANKS.member && spaceRole !== 'guest';
  const moderates = rank >= RANKS.moderator;
  const owns = rank >= RANKS.owner;
  const judges = admin || (shared && moderates);
  return {
    rename: changing && kind === 'channel' && moderates,
    describe: changing && takesPart,
    archive: changing && !everyone && owns,
    unarchive: shared && archivedAt !== undefined && owns,
    addMembers: changing && !everyone && takesPart,
    setRoles: changing && owns,
    deleteOthersMessages: judges,
    callEveryone: kind === 'channel' ? moderates : role !== undefined,
    leave: shared && !everyone && role !== undefined,
    retain: shared && owns,
    moderate: judges,
    remove: (other) => shared && !everyone && moderates && rank > RANKS[other],
  };
}

const SPACE_RANKS: Record<Role, number> = { owner: 3, admin: 2, member: 1, guest: 0 };

/** What somebody may do about another person in the space. */
export type Governing = {
  /** Changes their role, state, password and sessions. */
  govern: boolean;
  /** Makes them this. */
  give(role: Role): boolean;
};

/** Whether somebody may invite others to become this: who runs the space, to what ranks below them. */
export const mayInviteAs = (actor: Pick<User, 'role'>, role: Role): boolean =>
  isAdmin(actor.role) && SPACE_RANKS[actor.role] > SPACE_RANKS[role];

/** Who runs a space may govern who ranks below them, and raise nobody to their own rank but by giving it up. */
export function governing(actor: Pick<User, 'id' | 'role'>, other: Pick<User, 'id' | 'role'>): Governing {
  const govern =
    isAdmin(actor.role) && actor.id !== other.id && SPACE_RANKS[actor.role] > SPACE_RANKS[other.role];
  return {
    govern,
    give: (role) => govern && role !== 'owner' && SPACE_RANKS[actor.role] > SPACE_RANKS[role],
  };
}
