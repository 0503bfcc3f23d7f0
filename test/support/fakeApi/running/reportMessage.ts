import type { ConversationId } from '../../../../src/shared/model/ids.ts';
import type { ReportId } from '../../../../src/shared/model/running.ts';
import type { QueuedRequest } from '../../../../src/shared/protocol/passedOn.ts';
import type { FakeSpace } from '../buildSpace.ts';
import { note, runningOf } from './running.ts';

/** Puts a message into the queue of those who moderate. */
export function reportMessage(
  space: FakeSpace,
  conversationId: ConversationId,
  { messageId, reason }: Extract<QueuedRequest, { name: 'message:report' }>['payload'],
): void {
  const message = space.messages.get(conversationId)?.find(({ id }) => id === messageId);
  if (message === undefined) return;
  const running = runningOf(space);
  const { id, seq, authorId } = message;
  running.reports.unshift({
    id: crypto.randomUUID() as ReportId,
    ...{ conversationId, messageId: id, seq, authorId, reason },
    reporterId: space.view.userId,
    at: Date.now(),
    closed: null,
  });
  note(space, running, 'message.reported', { conversationId, messageId: id });
}
