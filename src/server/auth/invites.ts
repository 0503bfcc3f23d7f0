import type { Timestamp } from '../../shared/model/ids.ts';
import type { NewInvite } from '../store/Store.ts';
import { hashCode, newCode } from './secrets.ts';

const INVITE_LIFE_MS = 7 * 24 * 60 * 60 * 1000;
/** So many accounts can be made with one invite: it is handed to a team, and ends by its date. */
const INVITE_USES = 100;

/** What inviting gives: a code to pass on, good until `expiresAt`. */
export type Invite = { code: string; expiresAt: Timestamp };

/** A new code, and what is stored of it. `now` in UTC milliseconds. */
export function newInvite(now: Timestamp): { invite: Invite; stored: NewInvite } {
  const invite = { code: newCode(), expiresAt: now + INVITE_LIFE_MS };
  const { code, expiresAt } = invite;
  return { invite, stored: { codeHash: hashCode(code), role: 'member', expiresAt, uses: INVITE_USES } };
}
