import { type InviteLink, inviteLink, readInviteLink } from '../../shared/model/inviteLink.ts';
import { readSpokenCode } from '../../shared/model/spokenCode.ts';
import type { Pin } from '../../shared/model/trust.ts';

/** How one comes to a space: where it is, and what was given along. */
export type Way = {
  address: string;
  /** The code of an invite link. */
  invite: string | null;
  /** The key that a link vouches for. */
  pin: Pin | null;
  /** A code that was read out, as it is compared. */
  spoken: string | null;
};

export const wayTo = (address: string): Way => ({ address, invite: null, pin: null, spoken: null });

/** An address and what may be such a code behind it. */
const WITH_MORE = /^(\S+)\s+(\S.*)$/;
/** What can only have been meant as an invite link. */
const LIKE_A_LINK = /^parley:|\/join\/|#pin=/i;

/**
 * Takes apart what was typed or pasted: an address, an invite link of either kind, or an address and a spoken code. `damaged`
 * is what was a link once: without its key it must not be taken as one that had none.
 */
export function readWay(typed: string): Way | 'damaged' {
  const text = typed.trim();
  const link = readInviteLink(text);
  if (link !== null) return { ...link, spoken: null };
  if (LIKE_A_LINK.test(text)) return 'damaged';
  const [, address = '', more = ''] = WITH_MORE.exec(text) ?? [];
  const spoken = readSpokenCode(more);
  return spoken === null ? wayTo(text) : { ...wayTo(address), spoken };
}

/** A link that was opened, as it would have been pasted. */
export const typedOf = (link: InviteLink): string => inviteLink(link);
