import type { ConversationId, UserId } from '../../shared/model/ids.ts';
import { type Signal, TYPING_EXPIRES_MS } from '../../shared/protocol/signals.ts';
import type { Clock } from '../clock.ts';

/** So many people in one conversation, and so many conversations, are told of: nobody reads more names. */
const MAX_TYPING = 100;

/** Who is typing where. Everything here ends by itself (S15): a lost *stopped* costs seconds, not truth. */
export function createTyping(
  clock: Clock,
  onChange: (conversationId: ConversationId, userIds: UserId[]) => void,
) {
  const typing = new Map<ConversationId, Map<UserId, () => void>>();

  function stop(conversationId: ConversationId, userId: UserId): void {
    const people = typing.get(conversationId);
    const cancel = people?.get(userId);
    if (people === undefined || cancel === undefined) return;
    cancel();
    people.delete(userId);
    if (people.size === 0) typing.delete(conversationId);
    onChange(conversationId, [...people.keys()]);
  }

  function begin(conversationId: ConversationId, userId: UserId): void {
    const people = typing.get(conversationId) ?? new Map<UserId, () => void>();
    if (!people.has(userId) && (people.size >= MAX_TYPING || typing.size >= MAX_TYPING)) return;
    typing.set(conversationId, people);
    people.get(userId)?.();
    const isNew = !people.has(userId);
    people.set(
      userId,
      clock.after(TYPING_EXPIRES_MS, () => stop(conversationId, userId)),
    );
    if (isNew) onChange(conversationId, [...people.keys()]);
  }

  return {
    receive(signal: Signal): void {
      if (signal.type !== 'typing.changed') return;
      if (signal.typing) begin(signal.conversationId, signal.userId);
      else stop(signal.conversationId, signal.userId);
    },

    /** Who has just written is not typing any more. */
    wrote: stop,

    linkDown(): void {
      for (const [conversationId, people] of [...typing])
        for (const userId of [...people.keys()]) stop(conversationId, userId);
    },
  };
}
