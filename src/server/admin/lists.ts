import type { Timestamp, UserId } from '../../shared/model/ids.ts';
import type { Invite, ServiceToken } from '../../shared/model/running.ts';
import type { User } from '../../shared/model/user.ts';

// Lists for a command line: a line for each thing, its fields between tabs.

/** Names by id. */
export type Names = ReadonlyMap<UserId, string>;

/** A time as a command line tells it. */
export const timeOf = (at: Timestamp): string => new Date(at).toISOString();

/** Who is meant; whoever runs the server has no name. */
export const nameOf = (names: Names, id: UserId | null): string =>
  id === null ? 'host' : (names.get(id) ?? id);

export const describePerson = ({ username, displayName, role, state }: User): string =>
  [username, role, state ?? 'active', displayName].join('\t');

/** What an invite still is at a moment. */
function stateOf({ revokedAt, expiresAt, usesLeft }: Invite, now: Timestamp): string {
  if (revokedAt !== null) return `revoked ${timeOf(revokedAt)}`;
  if (usesLeft === 0) return 'used up';
  return `${expiresAt <= now ? 'expired' : 'until'} ${timeOf(expiresAt)}`;
}

export function describeInvite(invite: Invite, names: Names, now: Timestamp): string {
  const { id, role, uses, usesLeft, createdBy, userIds } = invite;
  const came = userIds.map((userId) => nameOf(names, userId)).join(' ');
  const by = nameOf(names, createdBy);
  return [id, role, `${usesLeft} of ${uses} left`, stateOf(invite, now), `by ${by}`, came].join('\t');
}

export function describeToken(
  { id, name, createdBy, usedAt, revokedAt }: ServiceToken,
  names: Names,
): string {
  const used = usedAt === null ? 'never used' : `used ${timeOf(usedAt)}`;
  const state = revokedAt === null ? used : `revoked ${timeOf(revokedAt)}`;
  return [id, name, state, `by ${nameOf(names, createdBy)}`].join('\t');
}
