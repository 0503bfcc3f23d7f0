import { type InviteLink, readInviteLink } from '../../shared/model/inviteLink.ts';
import { PERMALINK_SCHEME, type Place, parsePermalink } from '../../shared/model/permalink.ts';

/** What a link that the system opens in this app leads to. */
export type OpenedLink = { kind: 'place'; place: Place } | { kind: 'invite'; invite: InviteLink };

/** The link among a program's arguments; Chromium's own arguments may stand around it. One that is damaged is none. */
export function linkIn(argv: readonly string[]): OpenedLink | undefined {
  for (const argument of argv) {
    if (!argument.startsWith(`${PERMALINK_SCHEME}:`)) continue;
    const place = parsePermalink(argument);
    if (place !== undefined) return { kind: 'place', place };
    const invite = readInviteLink(argument);
    if (invite !== null) return { kind: 'invite', invite };
  }
  return undefined;
}
