import type { OutboxStore } from '../../client/outbox/OutboxStore.ts';
import type { StreamEntryView } from '../../shared/ipc/views.ts';
import { parseEntry } from '../../shared/model/entry.ts';
import {
  type ConversationId,
  type MessageId,
  messageIdSchema,
  type SpaceId,
} from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import type { NoticePlace } from './createNotifier.ts';
import { type Notice, noticeOf, type Wording } from './rule.ts';

/** A reminder whose time has come. */
export type FiredReminder = { messageId: MessageId; conversationId: ConversationId; firedAt: number };

/** The reminders among entries that have just changed whose time has come. */
export function firedReminders(entries: readonly StreamEntryView[]): FiredReminder[] {
  return entries.flatMap(({ kind, key, value }) => {
    if (kind !== 'reminder') return [];
    const reminder = parseEntry(kind, value);
    if (!reminder || reminder.firedAt === null) return [];
    const { conversationId, firedAt } = reminder;
    return [{ messageId: messageIdSchema.parse(key), conversationId, firedAt }];
  });
}

/** What fired longer ago, in ms, is no news: a device that is new to a person does not tell of all there ever was. */
const NEWS_FOR_MS = 7 * 24 * 3_600_000;

/** What has to be known of the space that reminds. */
export type ReminderPlace = {
  spaceId: SpaceId;
  outbox: Pick<OutboxStore, 'markNotified'>;
  now(): number;
  onFailure(error: unknown): void;
  /** The message, and the words for where it stands; `undefined` when it cannot be had. */
  find(reminder: FiredReminder): Promise<{ message: Message; wording: Wording } | undefined>;
};

/** Tells the person of reminders as they fire, once for each time: it is marked before it is shown (S17). */
export function createReminding(show: (notice: Notice, place: NoticePlace) => void) {
  async function tell(reminder: FiredReminder, { spaceId, outbox, find }: ReminderPlace): Promise<void> {
    const { conversationId, messageId, firedAt } = reminder;
    const found = await find(reminder);
    if (!found || found.message.deletedAt !== null) return;
    const fresh = await outbox.markNotified([`reminder ${messageId} ${firedAt}`]);
    if (fresh.length === 0) return;
    const notice = noticeOf(found.message, found.wording);
    show({ ...notice, title: `Reminder: ${notice.title}` }, { spaceId, conversationId });
  }

  return async (fired: readonly FiredReminder[], place: ReminderPlace): Promise<void> => {
    for (const reminder of fired) {
      if (reminder.firedAt < place.now() - NEWS_FOR_MS) continue;
      // One whose message cannot be had keeps no other from being told of.
      await tell(reminder, place).catch(place.onFailure);
    }
  };
}
