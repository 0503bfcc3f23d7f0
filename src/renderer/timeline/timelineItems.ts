import type { Seq, Timestamp, UserId } from '../../shared/model/ids.ts';
import type { ShownMessage } from '../store/overlay.ts';

/** Messages of one person within this time of the one before belong together. */
export const GROUP_MS = 5 * 60_000;

/** One row of the timeline: a message with what stands above it. */
export type TimelineItem = {
  message: ShownMessage;
  /** Whether it begins a group, and so carries avatar, name and time. */
  startsGroup: boolean;
  /** Whether a day line stands above it. */
  startsDay: boolean;
  /** Whether the *new* line stands above it. */
  startsNew: boolean;
};

export type ItemOptions = {
  /** Older messages exist that are not here. */
  older: boolean;
  newAfter: Seq | null;
  me: UserId;
  dayKey(at: Timestamp): string;
};

const isNew = (message: ShownMessage, newAfter: Seq | null, me: UserId): boolean =>
  newAfter !== null &&
  message.seq !== null &&
  message.seq > newAfter &&
  message.authorId !== me &&
  message.notice === null;

/**
 * Arranges messages into rows. While there are older ones that are not here, the first is held back: each row that
 * is shown then knows what stands before it, so putting older ones in front never changes a row that is on screen.
 */
export function arrangeItems(messages: readonly ShownMessage[], options: ItemOptions): TimelineItem[] {
  const items: TimelineItem[] = [];
  let previous: ShownMessage | null = null;
  let previousDay = '';
  let newShown = false;
  for (const message of messages) {
    const day = options.dayKey(message.createdAt);
    const startsDay = day !== previousDay;
    // What is new begins where the first unread message is, which may be the one that is held back.
    const startsNew: boolean = !newShown && isNew(message, options.newAfter, options.me);
    const follows =
      previous !== null &&
      previous.authorId === message.authorId &&
      previous.notice === null &&
      message.replyTo === null &&
      message.createdAt - previous.createdAt < GROUP_MS;
    if (previous !== null || !options.older) {
      items.push({ message, startsDay, startsNew, startsGroup: !follows || startsDay || startsNew });
      newShown ||= startsNew;
    }
    previous = message;
    previousDay = day;
  }
  return items;
}

/** Whether rows were put in front of what was shown, or taken away there. */
export function startsElsewhere(before: readonly TimelineItem[], after: readonly TimelineItem[]): boolean {
  const was = before[0]?.message.key;
  const is = after[0]?.message.key;
  if (was === undefined || is === undefined || was === is) return false;
  return after.some(({ message }) => message.key === was) || before.some(({ message }) => message.key === is);
}
