import type { ConversationKind } from './conversation.ts';
import type { EntryValue } from './entry.ts';
import type { Timestamp } from './ids.ts';

/** Whether a conversation is muted at a moment. */
export const isMuted = (mute: EntryValue<'mute'> | undefined, now: Timestamp): boolean =>
  mute !== undefined && (mute.until === null || mute.until > now);

/** What a person is told of unless they choose: all that is said among a few, and in channels what mentions them. */
export const usualLevel = (kind: ConversationKind): EntryValue<'level'> =>
  kind === 'channel' ? 'mentions' : 'all';

/** How many of a conversation's unread messages ask for attention: of a muted one only those that mention the person. */
export const askingFor = (
  { unread, unreadMentions }: { unread: number; unreadMentions: number },
  muted: boolean,
): number => (muted ? Math.min(unread, unreadMentions) : unread);

/**
 * How many of a conversation's unread messages are addressed to the person: among a few all that ask for attention, in
 * channels, and where it is muted, those that mention them.
 */
export const addressedIn = (
  kind: ConversationKind,
  counts: { unread: number; unreadMentions: number },
  muted: boolean,
): number => askingFor(counts, muted || kind === 'channel');
