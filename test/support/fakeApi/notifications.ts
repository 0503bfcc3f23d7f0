import type { StreamEntryView } from '../../../src/shared/ipc/views.ts';
import type { Timestamp } from '../../../src/shared/model/ids.ts';
import type { Message } from '../../../src/shared/model/message.ts';
import {
  marksRead,
  type Notification,
  type NotificationSubject,
} from '../../../src/shared/model/notification.ts';
import { userStream } from '../../../src/shared/model/stream.ts';
import type { QueuedRequest } from '../../../src/shared/protocol/passedOn.ts';
import { conversationIdOf, type FakeSpace, makeMessage, settle, userIdOf } from './buildSpace.ts';
import { fakeId } from './random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const GENERAL = conversationIdOf(1000);

export type ToldOf = { key: string; about: NotificationSubject; at: Timestamp; readAt?: Timestamp | null };

export const notificationEntry = (
  space: FakeSpace,
  { key, about, at, readAt = null }: ToldOf,
): StreamEntryView => {
  const value: Notification = { about, at, readAt };
  return { stream: userStream(space.view.userId), kind: 'notification', key, value };
};

/** What a request marks as read. */
export function readNotifications(
  space: FakeSpace,
  mark: Extract<QueuedRequest, { name: 'notification:read' }>['payload'],
  readAt: Timestamp,
): StreamEntryView[] {
  return space.entries.flatMap((entry) => {
    if (entry.kind !== 'notification') return [];
    const value = entry.value as Notification;
    return marksRead(mark, entry.key, value.at) && value.readAt === null
      ? [{ ...entry, value: { ...value, readAt } }]
      : [];
  });
}

const about = ({ conversationId, id: messageId, seq }: Message) => ({ conversationId, messageId, seq });

/** Somebody writes in a conversation, and nobody has read it yet. */
function write(space: FakeSpace, number: number, author: number, text: string, at: Timestamp): Message {
  const view = space.conversations.get(conversationIdOf(number));
  const messages = view && space.messages.get(view.id);
  if (view === undefined || messages === undefined) throw new Error('no such conversation');
  const mentions = text.includes('@mara') ? [userIdOf(0)] : [];
  const seq = (messages.at(-1)?.seq ?? 1) + 1;
  const message = makeMessage({ view, number, seq, authorId: userIdOf(author), text, at, mentions });
  messages.push(message);
  settle(space, view);
  Object.assign(view, { readSeq: seq - 1, unread: 1, unreadMentions: mentions.length });
  return message;
}

/** Something of everything that one is told of, some of it read already. */
export function tellOfAll(space: FakeSpace, now: Timestamp): void {
  const messages = space.messages.get(GENERAL) ?? [];
  const own = messages.findLast((one) => one.authorId === userIdOf(0) && one.text !== '') as Message;
  const calling = write(
    space,
    1002,
    5,
    '@mara could you look at the thermostat before you leave?',
    now - 3 * MINUTE,
  );
  const answering = write(space, 1001, 3, 'Then I take the morning, and you the evening.', now - 8 * MINUTE);
  const people = (...numbers: number[]) => numbers.map(userIdOf);
  const told: ToldOf[] = [
    {
      key: `message:${calling.id}`,
      at: now - 3 * MINUTE,
      about: { type: 'mention', ...about(calling), actorId: userIdOf(5) },
    },
    {
      key: `message:${answering.id}`,
      at: now - 8 * MINUTE,
      about: { type: 'reply', ...about(answering), actorId: userIdOf(3) },
    },
    {
      key: `reaction:${own.id}`,
      at: now - 20 * MINUTE,
      about: { type: 'reaction', ...about(own), emoji: '🌻', actorIds: people(7, 1, 4, 2) },
    },
    {
      key: `announcement:${fakeId(14, 1)}`,
      at: now - HOUR,
      about: {
        type: 'announcement',
        title: 'The water is off on Thursday',
        body: 'From eight until noon, for the new pump. Please fill your cans on Wednesday evening.',
        url: 'https://example.org/garden/pump',
        actorId: userIdOf(1),
      },
    },
    {
      key: `external:${fakeId(15, 1)}`,
      at: now - 2 * HOUR,
      about: {
        type: 'external',
        title: 'Frost tonight',
        body: 'Down to −3 °C in the northern greenhouse.',
        url: 'https://example.org/weather',
        source: 'Weather station',
      },
    },
    {
      key: `report:${fakeId(16, 1)}`,
      at: now - 3 * HOUR,
      about: { type: 'report', reportId: fakeId(16, 1), ...about(answering), actorId: userIdOf(9) },
    },
    {
      key: `invitation:${conversationIdOf(1008)}`,
      at: now - 5 * HOUR,
      about: { type: 'invitation', conversationId: conversationIdOf(1008), actorId: userIdOf(2) },
    },
    {
      key: `announcement:${fakeId(14, 2)}`,
      at: now - 26 * HOUR,
      about: { type: 'announcement', title: 'New opening hours', body: '', actorId: null },
    },
    {
      key: `reminder:${calling.id}`,
      at: now - 2 * DAY,
      readAt: now - DAY,
      about: { type: 'reminder', ...about(calling) },
    },
    {
      key: `external:${fakeId(15, 2)}`,
      at: now - 3 * DAY,
      readAt: now - DAY,
      about: { type: 'external', title: 'Backup finished', body: '', source: 'Shed computer' },
    },
  ];
  space.entries.push(...told.map((one) => notificationEntry(space, one)));
}

/** As many as are kept, all of them mentions that nobody has looked at. */
export function tellOfMany(space: FakeSpace, now: Timestamp, count = 500): void {
  const messages = [...space.messages]
    .filter(([id]) => id !== GENERAL)
    .flatMap(([, all]) => all.filter(({ authorId, text }) => authorId !== userIdOf(0) && text !== ''))
    .slice(-count);
  for (const view of space.conversations.values()) if (view.id !== GENERAL) view.readSeq = 0;
  for (const [index, message] of messages.entries())
    space.entries.push(
      notificationEntry(space, {
        key: `message:${message.id}`,
        at: now - (count - index) * MINUTE,
        about: { type: 'mention', ...about(message), actorId: message.authorId },
      }),
    );
}
