/** The way into a space that is written into a link. */
export type InviteLink = { address: string; invite: string };

/** The link that leads into a space: its address with the invite code behind `/join/`. */
export const inviteLink = ({ address, invite }: InviteLink): string =>
  `${address.replace(/\/+$/, '')}/join/${encodeURIComponent(invite)}`;

/** What such a link holds; `null` for anything else. The address stays as it was typed. */
export function readInviteLink(typed: string): InviteLink | null {
  const [, address, invite] = /^(.*[^/])\/+join\/([^/?#\s]+)\/?$/.exec(typed.trim()) ?? [];
  if (address === undefined || invite === undefined) return null;
  try {
    return { address, invite: decodeURIComponent(invite) };
  } catch {
    return null;
  }
}

/** The code in what was typed or pasted: it may be the whole link. */
export const inviteCodeIn = (typed: string): string => readInviteLink(typed)?.invite ?? typed.trim();
