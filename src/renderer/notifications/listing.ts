import type { OutboxItem } from '../../shared/ipc/views.ts';
import type { EntryKey } from '../../shared/model/entry.ts';
import type { ConversationId, Seq, UserId } from '../../shared/model/ids.ts';
import {
  isNews,
  marksRead,
  type Notification,
  type NotificationSubject,
  type ReadMark,
} from '../../shared/model/notification.ts';

export type NotificationKey = EntryKey<'notification'>;
/** One line of the notification centre as it is shown. */
export type NotificationLine = Notification & { key: NotificationKey; news: boolean };

type Held = ReadonlyMap<NotificationKey, Notification>;

/** What waits in the outbox to be marked as read. */
const waitingReads = (outbox: readonly OutboxItem[]): ReadMark[] =>
  outbox.flatMap(({ action }) =>
    action.kind === 'request' && action.request.name === 'notification:read' ? [action.request.payload] : [],
  );

/**
 * What it is about without the people whom one has blocked; `undefined` where that leaves nothing. Reports stay: they are to
 * be judged, whoever makes them.
 */
function withoutBlocked(
  about: NotificationSubject,
  blocked: ReadonlySet<UserId>,
): NotificationSubject | undefined {
  switch (about.type) {
    case 'mention':
    case 'reply':
    case 'invitation':
      return blocked.has(about.actorId) ? undefined : about;
    case 'reaction': {
      const actorIds = about.actorIds.filter((id) => !blocked.has(id));
      return actorIds.length === 0 ? undefined : { ...about, actorIds };
    }
    default:
      return about;
  }
}

/** One's notifications, newest first, with what waits in the outbox laid over, and which of them are still news. */
export function listNotifications(
  held: Held,
  outbox: readonly OutboxItem[],
  blocked: ReadonlySet<UserId>,
  readSeqOf: (conversationId: ConversationId) => Seq | undefined,
): NotificationLine[] {
  const waiting = waitingReads(outbox);
  const lines = [...held].flatMap(([key, notification]): NotificationLine[] => {
    const about = withoutBlocked(notification.about, blocked);
    if (about === undefined) return [];
    const isBeingRead = waiting.some((mark) => marksRead(mark, key, notification.at));
    const news = !isBeingRead && isNews(notification, readSeqOf);
    return [{ ...notification, about, key, news }];
  });
  return lines.sort((a, b) => b.at - a.at);
}
