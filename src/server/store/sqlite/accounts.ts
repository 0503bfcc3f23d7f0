import { audienceNames } from '../../../shared/model/audience.ts';
import { conversationIdSchema, type UserId, userIdSchema } from '../../../shared/model/ids.ts';
import type { Invite } from '../../../shared/model/running.ts';
import { directoryStream } from '../../../shared/model/stream.ts';
import type { Role, User } from '../../../shared/model/user.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import { newId } from '../../newId.ts';
import type { Admission, NewAccount } from '../Store.ts';
import { append } from './append.ts';
import { auditActorOf, note } from './audit.ts';
import type { CommandContext } from './groupCommit.ts';
import { placesOf, rests } from './invites.ts';
import { admit, foundConversation } from './membership.ts';
import type { Tables } from './tables.ts';

/** What an account may be made by: a role, and the invite that gives it, if one does. */
type Admitted = { role: Role; invite?: Invite };

/** What an admission gives now; `undefined` when it does not let in. */
export function admitted(tables: Tables, admission: Admission, at: number): Admitted | undefined {
  const { users, invites } = tables;
  if (users.isEmpty()) return admission.first ? { role: 'owner' } : undefined;
  const invite = admission.inviteHash === null ? undefined : invites.usable(admission.inviteHash, at);
  if (invite && !rests(tables, invite)) return { role: invite.role, invite };
  return admission.open ? { role: 'member' } : undefined;
}

export function createAccount(tables: Tables, context: CommandContext, account: NewAccount): User {
  const { users, invites } = tables;
  const { username, displayName, passwordHash, admission } = account;
  const by = admitted(tables, admission, context.at);
  if (by === undefined) throw new RequestError('forbidden', 'A valid invite is needed to register here.');
  if (isTaken(users, username)) throw new RequestError('conflict', `The name ${username} is taken.`);
  const like = users.lookalikeOf(username);
  if (like !== undefined)
    throw new RequestError('conflict', `The name ${username} can be taken for ${like}, which is taken.`);
  const { role, invite } = by;
  const id = userIdSchema.parse(newId(context.at));
  const user: User = {
    ...{ id, username, displayName, role, createdAt: context.at },
    ...(users.resembles({ id, displayName }) && { resembles: true }),
  };
  users.insert(user, passwordHash, invite?.id ?? null);
  if (invite) invites.use(invite.id);
  append(tables, context, {
    stream: directoryStream,
    type: 'user.created',
    actorId: user.id,
    data: () => ({ user }),
  });
  if (role === 'owner') foundGeneral(tables, context, user.id);
  else enter(tables, context, user, invite);
  const detail = { role, inviteId: invite?.id ?? null };
  note(tables, context, { actor: auditActorOf(user.id), act: 'account.created', userId: user.id, detail });
  return user;
}

/** Where everyone is, who is no guest is from the beginning; and whoever came by an invite, where it says. */
function enter(
  tables: Tables,
  context: CommandContext,
  { id, role }: User,
  invite: Invite | undefined,
): void {
  if (role !== 'guest')
    for (const conversation of tables.conversations.forEveryone())
      admit(tables, context, conversation, [id], id);
  for (const conversation of invite ? placesOf(tables, invite) : [])
    admit(tables, context, conversation, [id], id, { type: 'joined' });
}

const isTaken = (users: Tables['users'], username: string): boolean =>
  users.idOf(username) !== undefined || audienceNames.some((name) => name === username.toLowerCase());

/** The one channel that everyone is in, born with the space's owner. */
function foundGeneral(tables: Tables, context: CommandContext, ownerId: UserId): void {
  const general = {
    id: conversationIdSchema.parse(newId(context.at)),
    kind: 'channel' as const,
    name: 'general',
    private: false,
    everyone: true,
    memberIds: [],
    createdBy: ownerId,
    createdAt: context.at,
  };
  foundConversation(tables, context, general, [ownerId]);
}
