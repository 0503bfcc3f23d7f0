import type { ConversationId, UserId } from '../../shared/model/ids.ts';
import { conversationStream } from '../../shared/model/stream.ts';
import { TYPING_EXPIRES_MS } from '../../shared/protocol/signals.ts';
import type { Rooms } from '../broadcast/Rooms.ts';
import type { Clock } from '../clock.ts';

/** Who is typing where; told to the others there, and over by itself when it is not renewed (S15). */
export function createTyping(rooms: Rooms, clock: Clock) {
  /** By person: where they type, and how to call off the end of it. */
  const typing = new Map<UserId, Map<ConversationId, () => void>>();

  function tell(conversationId: ConversationId, userId: UserId, on: boolean): void {
    const signal = { type: 'typing.changed' as const, conversationId, userId, typing: on };
    rooms.sendSignals(conversationStream(conversationId), [signal], userId);
  }

  function stop(conversationId: ConversationId, userId: UserId): void {
    const own = typing.get(userId);
    const callOff = own?.get(conversationId);
    if (!own || !callOff) return;
    callOff();
    own.delete(conversationId);
    if (own.size === 0) typing.delete(userId);
    tell(conversationId, userId, false);
  }

  return {
    set(conversationId: ConversationId, userId: UserId, on: boolean): void {
      if (!on) {
        stop(conversationId, userId);
        return;
      }
      const own = typing.get(userId) ?? new Map<ConversationId, () => void>();
      own.get(conversationId)?.();
      own.set(
        conversationId,
        clock.after(TYPING_EXPIRES_MS, () => stop(conversationId, userId)),
      );
      typing.set(userId, own);
      tell(conversationId, userId, true);
    },
    /** The person has gone. */
    stopAll(userId: UserId): void {
      for (const conversationId of [...(typing.get(userId)?.keys() ?? [])]) stop(conversationId, userId);
    },
  };
}
