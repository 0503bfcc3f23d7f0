import type { StreamEntryView } from '../../../src/shared/ipc/views.ts';
import type { ConversationId, Timestamp, UserId } from '../../../src/shared/model/ids.ts';
import { conversationStream, userStream } from '../../../src/shared/model/stream.ts';
import type { QueuedRequest } from '../../../src/shared/protocol/passedOn.ts';
import type { GoverningRequest } from './governConversation.ts';

/** The entry that a request sets, as the server would. */
export function entrySetBy(
  request: Exclude<
    QueuedRequest,
    GoverningRequest | { name: 'message:react' | 'user:change' | 'notification:read' | 'message:report' }
  >,
  conversationId: ConversationId,
  me: UserId,
  now: Timestamp,
): StreamEntryView {
  const stream = userStream(me);
  switch (request.name) {
    case 'entry:set':
      return { stream, ...request.payload };
    case 'message:pin': {
      const { messageId: key, pinned } = request.payload;
      const value = pinned ? { pinnedBy: me, pinnedAt: now } : null;
      return { stream: conversationStream(conversationId), kind: 'pin', key, value };
    }
    case 'schedule:set': {
      const { scheduleId: key, text, replyTo = null, sendAt } = request.payload;
      const value = { conversationId, text, replyTo, sendAt, failure: null };
      return { stream, kind: 'scheduled', key, value };
    }
    case 'schedule:cancel':
      return { stream, kind: 'scheduled', key: request.payload.scheduleId, value: null };
    case 'reminder:set': {
      const { messageId: key, remindAt } = request.payload;
      const value = remindAt === null ? null : { conversationId, remindAt, firedAt: null };
      return { stream, kind: 'reminder', key, value };
    }
  }
}
