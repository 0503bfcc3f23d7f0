import { isDeepStrictEqual } from 'node:util';
import type { UserId } from '../../../shared/model/ids.ts';
import type { User } from '../../../shared/model/user.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import type { Parsed, Sighting } from '../Store.ts';
import type { CommandContext } from './groupCommit.ts';
import { changePerson } from './people.ts';
import { findRepeat, keepRequest, NO_CONVERSATION } from './repeats.ts';
import type { Tables } from './tables.ts';

/** Changes what a person says of themselves, with an event where that changes anything. */
export function changeUser(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { clientId, ...wanted }: Parsed<'user:change'>,
): User {
  const user = tables.users.find(actorId);
  if (!user) throw new RequestError('unauthorized', 'There is no such account.');
  if (findRepeat(tables, actorId, clientId, 'user:change')) return user;
  keepRequest(tables, context, actorId, clientId, {
    request: 'user:change',
    conversationId: NO_CONVERSATION,
  });
  const changed = changedUser(user, wanted);
  delete changed.resembles;
  if (tables.users.resembles(changed)) changed.resembles = true;
  if (isDeepStrictEqual(changed, user)) return user;
  changePerson(tables, context, changed, actorId);
  return changed;
}

function changedUser(user: User, wanted: Omit<Parsed<'user:change'>, 'clientId'>): User {
  const changed: User = { ...user, displayName: wanted.displayName ?? user.displayName };
  const title = wanted.title === undefined ? user.title : wanted.title;
  const timeZone = wanted.timeZone === undefined ? user.timeZone : wanted.timeZone;
  const status = wanted.status === undefined ? user.status : wanted.status;
  delete changed.title;
  delete changed.timeZone;
  delete changed.status;
  if (title) changed.title = title;
  if (timeZone) changed.timeZone = timeZone;
  if (status) changed.status = status;
  return changed;
}

/** Keeps when people were last there. */
export function noteSeen({ users }: Tables, _context: CommandContext, seen: readonly Sighting[]): void {
  for (const { userId, at } of seen) users.setSeen(userId, at);
}
