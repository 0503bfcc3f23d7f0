import type { UserId } from '../../../shared/model/ids.ts';
import { governing } from '../../../shared/model/permissions.ts';
import { isActive, isAdmin, type User } from '../../../shared/model/user.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import { shutOut } from '../../auth/shutOut.ts';
import type { Actor } from '../Store.ts';
import type { Tables } from './tables.ts';

export const noPerson = (id: string) =>
  new RequestError('not_found', `There is no person ${id} in this space.`);

/**
 * Refuses what somebody had under way when they were shut out: asked of every command inside its commit, so that
 * nothing of theirs is written after that, whatever was on its way.
 */
export function requireActive({ users }: Tables, actorId: Actor): void {
  const state = actorId === null ? undefined : users.stateOf(actorId);
  if (state !== undefined) throw shutOut({ state });
}

/** Whether somebody runs the space now: whoever runs the server, and its owner and admins while they may come in. */
export function runs({ users }: Tables, actorId: Actor): boolean {
  if (actorId === null) return true;
  const actor = users.find(actorId);
  return actor !== undefined && isActive(actor) && isAdmin(actor.role);
}

/** Refuses who does not run the space. */
export function requireRunner(tables: Tables, actorId: Actor, what: string): void {
  if (!runs(tables, actorId)) throw new RequestError('forbidden', `Only owners and admins may ${what}.`);
}

/**
 * The other person that somebody may govern: who ranks below them. Whoever runs the server may govern everyone. A person
 * whom the actor may not know of is none.
 */
export function requireGoverned(tables: Tables, actorId: Actor, userId: UserId, what: string): User {
  requireRunner(tables, actorId, what);
  const other = tables.users.find(userId);
  if (other === undefined) throw noPerson(userId);
  const actor = actorId === null ? undefined : tables.users.find(actorId);
  if (actor !== undefined && !governing(actor, other).govern)
    throw new RequestError(
      'forbidden',
      actor.id === other.id
        ? 'Nobody may do this to themselves.'
        : 'Only who ranks above a person may do this.',
    );
  return other;
}
