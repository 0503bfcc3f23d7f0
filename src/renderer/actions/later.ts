import type { ConversationId, MessageId, SpaceId, Timestamp } from '../../shared/model/ids.ts';
import type { App } from '../store/app.ts';
import { putDraft, putReply } from '../store/drafts.ts';
import { saveDraft, type Where } from './messages.ts';
import { newId } from './newId.ts';
import { queue } from './queue.ts';

/** What is asked of the server with a message that is sent later. */
export type ScheduledMessage = {
  scheduleId: string;
  text: string;
  replyTo: MessageId | null;
  sendAt: Timestamp;
};

/** Earlier than any clock: at once, whatever the server takes the time for. */
const AT_ONCE: Timestamp = 0;

/** Has a message sent later, or at another time or with another text than before. */
export function setScheduled(app: App, where: Where, message: ScheduledMessage): Promise<boolean> {
  const { scheduleId, text, replyTo, sendAt } = message;
  const what = { scheduleId, conversationId: where.conversationId, text, sendAt };
  const payload = replyTo === null ? what : { ...what, replyTo };
  return queue(app, where.spaceId, where.conversationId, { name: 'schedule:set', payload });
}

/** Schedules what is written. The field is emptied once that is kept. */
export async function scheduleDraft(app: App, where: Where, text: string, sendAt: Timestamp): Promise<void> {
  const { store } = app;
  const { conversationId } = where;
  const replyTo = store.getState().replies[conversationId] ?? null;
  const scheduleId = newId();
  if (!(await setScheduled(app, where, { scheduleId, text, replyTo, sendAt }))) return;
  // What was typed meanwhile stays.
  if (store.getState().drafts[conversationId] !== text) return;
  store.setState((state) => ({
    ...putDraft(state, conversationId, ''),
    ...putReply(state, conversationId, null),
  }));
  void saveDraft(app, where);
}

export const sendScheduledNow = (app: App, where: Where, message: ScheduledMessage): Promise<boolean> =>
  setScheduled(app, where, { ...message, sendAt: AT_ONCE });

export const cancelScheduled = (app: App, where: Where, scheduleId: string): Promise<boolean> =>
  queue(app, where.spaceId, where.conversationId, { name: 'schedule:cancel', payload: { scheduleId } });

/**
 * Has oneself reminded of a message, or no longer with a time of `null`. Both in the lane of the message's conversation, so
 * that neither overtakes the other; of one that is lost, in the lane of one's own.
 */
export const setReminder = (
  app: App,
  where: { spaceId: SpaceId; conversationId: ConversationId | null },
  messageId: MessageId,
  remindAt: Timestamp | null,
): Promise<boolean> =>
  queue(app, where.spaceId, where.conversationId, {
    name: 'reminder:set',
    payload: { messageId, remindAt },
  });
