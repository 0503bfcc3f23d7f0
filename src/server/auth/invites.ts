import type { Timestamp } from '../../shared/model/ids.ts';
import type { NewInvite } from '../store/RunningStore.ts';
import type { Parsed } from '../store/Store.ts';
import { hashCode, newCode } from './secrets.ts';

const INVITE_LIFE_MS = 7 * 24 * 60 * 60 * 1000;
/** So many accounts can be made with one invite: it is handed to a team, and ends by its date. */
const INVITE_USES = 100;

/** A new code, and what is stored of the invite that it stands for. `now` in UTC milliseconds. */
export function newInvite(
  now: Timestamp,
  {
    role = 'member',
    uses = INVITE_USES,
    lifeMs = INVITE_LIFE_MS,
    conversationIds = [],
  }: Parsed<'invite:create'>,
): { code: string; stored: NewInvite } {
  const code = newCode();
  return {
    code,
    stored: { codeHash: hashCode(code), role, uses, expiresAt: now + lifeMs, conversationIds },
  };
}
