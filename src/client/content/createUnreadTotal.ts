import { addressedIn, askingFor, isMuted } from '../../shared/model/attention.ts';
import { partnerOf } from '../../shared/model/conversation.ts';
import type { EntryValue } from '../../shared/model/entry.ts';
import type { ConversationId, UserId } from '../../shared/model/ids.ts';
import type { CachedConversation } from '../cache/Cache.ts';
import type { Clock } from '../clock.ts';

/** How much there is to read in a space. */
export type UnreadTotal = {
  /** Messages that ask for attention. */
  unread: number;
  /** Those of them that are addressed to the person. */
  addressed: number;
};

export type UnreadTotalOptions = {
  me: UserId;
  clock: Clock;
  conversations(): Iterable<CachedConversation>;
  muteOf(id: ConversationId): EntryValue<'mute'> | undefined;
  isBlocked(userId: UserId): boolean;
  onTotal(total: UnreadTotal): void;
};

/** How long the end of a mute is waited for at a time, in milliseconds: timers take no more than 24 days. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

/**
 * How many unread messages ask for attention, over all conversations but direct messages with people who are blocked;
 * counts again by itself when a mute ends.
 */
export function createUnreadTotal(options: UnreadTotalOptions) {
  const { me, clock, conversations, muteOf, isBlocked, onTotal } = options;
  let cancel: () => void = () => {};

  function count(): void {
    cancel();
    const now = clock.now();
    const total: UnreadTotal = { unread: 0, addressed: 0 };
    let next = Number.POSITIVE_INFINITY;
    for (const cached of conversations()) {
      if (!cached.joined || cached.unread === 0) continue;
      const partner = partnerOf(cached.conversation, me);
      if (partner !== undefined && isBlocked(partner)) continue;
      const mute = muteOf(cached.conversation.id);
      const muted = isMuted(mute, now);
      total.unread += askingFor(cached, muted);
      total.addressed += addressedIn(cached.conversation.kind, cached, muted);
      if (muted && mute?.until) next = Math.min(next, mute.until);
    }
    if (Number.isFinite(next)) cancel = clock.after(Math.min(next - now, LONGEST_WAIT_MS), count);
    onTotal(total);
  }

  return { count, close: () => cancel() };
}
