import { PERMALINK_SCHEME } from './permalink.ts';
import { type Pin, pinSchema } from './trust.ts';

/** The way into a space that is written into a link. Without a pin the server's key has to be vouched for otherwise. */
export type InviteLink = { address: string; invite: string; pin: Pin | null };

/**
 * The link that anyone can open in a browser, and paste into the app: the address with the code behind `/join/`, and the
 * pin in the fragment, which is never sent.
 */
export function inviteLink({ address, invite, pin }: InviteLink): string {
  const fragment = pin === null ? '' : `#pin=${pin}`;
  return `${address.replace(/\/+$/, '')}/join/${encodeURIComponent(invite)}${fragment}`;
}

/** The same for the app alone: the system opens it there. */
export function appInviteLink({ address, invite, pin }: InviteLink): string {
  const query = Object.entries({ address, invite, ...(pin !== null && { pin }) });
  const parts = query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${PERMALINK_SCHEME}://join?${parts.join('&')}`;
}

/**
 * What either kind of link holds; `null` for anything else, one with a damaged pin included: it must not be taken as one
 * without. The address stays as it was typed.
 */
export function readInviteLink(typed: string): InviteLink | null {
  const text = typed.trim();
  // Half a character can be in no address, and could not be written into a link again.
  if (!text.isWellFormed()) return null;
  try {
    return text.startsWith(`${PERMALINK_SCHEME}:`) ? readAppLink(text) : readPageLink(text);
  } catch {
    // `decodeURIComponent`, of what no link of ours holds.
    return null;
  }
}

/** Exactly what `appInviteLink` makes; some systems put a slash behind what they take for a host. */
const APP_LINK = /^parley:\/\/join\/?\?address=([^&#\s]+)&invite=([^&#\s]+)(?:&pin=([^&#\s]*))?$/;
/** A fragment is the pin and nothing else: one that was cut off or spoiled must not count as none. */
const PAGE_LINK = /^(.*[^/])\/+join\/([^/?#\s]+)\/?(?:#pin=(\S*))?$/;

function readAppLink(text: string): InviteLink | null {
  const [, address, invite, pin] = APP_LINK.exec(text) ?? [];
  if (address === undefined || invite === undefined) return null;
  return withPin({ address: decodeURIComponent(address), invite: decodeURIComponent(invite) }, pin);
}

function readPageLink(text: string): InviteLink | null {
  const [, address, invite, pin] = PAGE_LINK.exec(text) ?? [];
  if (address === undefined || invite === undefined) return null;
  return withPin({ address, invite: decodeURIComponent(invite) }, pin);
}

function withPin(link: Omit<InviteLink, 'pin'>, pin: string | undefined): InviteLink | null {
  // A mailer that writes `#` as `%23` has moved the pin into the code.
  if (link.invite.includes('#')) return null;
  if (pin === undefined) return { ...link, pin: null };
  const parsed = pinSchema.safeParse(pin);
  return parsed.success ? { ...link, pin: parsed.data } : null;
}

/** The code in what was typed or pasted: it may be the whole link. */
export const inviteCodeIn = (typed: string): string => readInviteLink(typed)?.invite ?? typed.trim();
