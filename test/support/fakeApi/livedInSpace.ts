import type { ConversationView } from '../../../src/shared/ipc/views.ts';
import type { MessageId } from '../../../src/shared/model/ids.ts';
import type { Message, Version } from '../../../src/shared/model/message.ts';
import { conversationStream, userStream } from '../../../src/shared/model/stream.ts';
import type { User } from '../../../src/shared/model/user.ts';
import {
  addConversation,
  buildFullSpace,
  conversationIdOf,
  type FakeSpace,
  makeMessage,
  settle,
  userIdOf,
} from './buildSpace.ts';
import { fakeId } from './random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type LivedIn = { space: FakeSpace; versions: ReadonlyMap<MessageId, Version[]> };

type Say = (author: number, text: string, minutesAgo: number, more?: Partial<Message>) => Message;

/** The sample space as it is after months of use: something of all that people do with messages and say of themselves. */
export function buildLivedInSpace(now: number): LivedIn {
  const space = buildFullSpace(now);
  const general = space.conversations.get(conversationIdOf(1000));
  if (general === undefined) throw new Error('a space without #general');
  describePeople(space, now);
  general.topic = 'Open day on 14 June: who brings what, and who stays for the washing-up';
  general.description =
    'For everyone in the association.\n\nPlans and minutes are in the shed, second shelf.\nPlease keep photos in #photos.';
  const versions = new Map<MessageId, Version[]>();
  writeGeneral(space, general, now, versions);
  addOrchard(space, now);
  addConversation(space, {
    number: 1200,
    kind: 'group',
    memberIds: [0, 2, 4, 7].map(userIdOf),
    now,
  });
  return { space, versions };
}

function describePeople(space: FakeSpace, now: number): void {
  const say = (number: number, more: Partial<User>) => {
    const user = space.users.get(userIdOf(number));
    if (user !== undefined) space.users.set(user.id, { ...user, ...more });
  };
  const status = (emoji: string, text: string) => ({ emoji, text, expiresAt: now + DAY });
  say(0, { title: 'Head gardener', timeZone: 'Europe/Helsinki' });
  say(2, {
    title: 'Bees, wasps and everything else that hums around the northern greenhouse',
    timeZone: 'Asia/Tokyo',
    status: status('🌴', 'On holiday until the strawberries are ripe'),
  });
  say(4, { title: 'Treasurer', timeZone: 'Asia/Kolkata', status: status('📅', 'In a meeting') });
}

function writeGeneral(
  space: FakeSpace,
  view: ConversationView,
  now: number,
  versions: Map<MessageId, Version[]>,
): void {
  const messages = space.messages.get(view.id) ?? [];
  const say: Say = (author, text, minutesAgo, more = {}) => {
    const at = now - minutesAgo * MINUTE;
    const seq = messages.length + 2;
    const fresh = makeMessage({ view, number: 1000, seq, authorId: userIdOf(author), text, at });
    const message = { ...fresh, ...more };
    messages.push(message);
    return message;
  };
  const people = (...numbers: number[]) => numbers.map(userIdOf);
  say(0, '', 3.9, { notice: { type: 'added', userIds: people(7, 9) } });
  say(0, '', 3.8, { notice: { type: 'role', userId: userIdOf(2), role: 'moderator' } });
  const invitation = say(3, 'Who could open the gate at eight on Saturday? The delivery comes early.', 3.7, {
    reactions: [
      { emoji: '👍', userIds: people(0, 1, 2, 4) },
      { emoji: '🌻', userIds: people(7) },
    ],
  });
  const replyTo = invitation.id;
  say(7, 'I could, if somebody lends me the key.', 3.5, { replyTo });
  say(1, 'Key is in the box :tada: code as always.', 3.3, { replyTo });
  const told = say(1, 'Rain from ten on Saturday, so bring the long tarpaulin and two ropes.', 3.1, {
    editedAt: now - 2 * MINUTE,
  });
  versions.set(told.id, [
    { text: 'Rain from nine on Sunday.', replacedAt: now - 3 * MINUTE },
    { text: 'Rain from nine on Saturday, so bring the tarpaulin.', replacedAt: now - 2.5 * MINUTE },
  ]);
  say(2, 'The winner of the raffle is ||Priya, with number 117||. **Congratulations** to `everybody`!', 2.8);
  say(4, '', 2.6, { deletedAt: now - 2 * MINUTE, deletedBy: userIdOf(1) });
  say(0, invitation.text, 2.4, {
    forwardedFrom: {
      messageId: messages[messages.length - 20]?.id ?? invitation.id,
      conversationId: conversationIdOf(1002),
      authorId: userIdOf(9),
      createdAt: now - 3 * DAY,
    },
  });
  const call = say(5, '@everyone the minutes are due tonight :bee:', 2.1, { audience: 'everyone' });
  settle(space, view);
  keepMarks(space, view, [invitation, told, call], now);
}

/** Pins, roles, what is kept for later, reminders and messages that are sent later. */
function keepMarks(
  space: FakeSpace,
  view: ConversationView,
  messages: readonly Message[],
  now: number,
): void {
  const own = userStream(space.view.userId);
  const here = conversationStream(view.id);
  const { id: conversationId } = view;
  const set = (stream: typeof own | typeof here, kind: string, key: string, value: unknown) =>
    space.entries.push({ stream, kind, key, value });
  for (const [index, { id }] of messages.entries()) {
    set(here, 'pin', id, { pinnedBy: userIdOf(index), pinnedAt: now - index * HOUR });
    set(own, 'saved', id, { conversationId, savedAt: now - index * HOUR });
    const remindAt = now + (index - 1) * DAY + HOUR;
    set(own, 'reminder', id, { conversationId, remindAt, firedAt: index === 0 ? now - HOUR : null });
  }
  set(here, 'role', userIdOf(2), 'moderator');
  set(here, 'role', userIdOf(7), 'owner');
  const later = (number: number, text: string, sendAt: number, failure: string | null) =>
    set(own, 'scheduled', fakeId(12, number), { conversationId, text, replyTo: null, sendAt, failure });
  later(1, 'Good morning! The gate is open, coffee is in the shed.', now + 14 * HOUR, null);
  later(2, 'Reminder: *fees* are due.\nWhoever has paid already may ignore this.', now - HOUR, 'forbidden');
  set(own, 'favourite', conversationIdOf(1007), { addedAt: now });
  const conversationIds = [conversationIdOf(1008), conversationIdOf(1009)];
  set(own, 'section', fakeId(11, 1), { name: 'Board and money', position: 1, conversationIds });
  set(own, 'mute', conversationIdOf(1012), { until: null });
}

/** A channel of one's own, with people who have a say in it. */
function addOrchard(space: FakeSpace, now: number): void {
  const view = addConversation(space, { number: 1040, kind: 'channel', name: 'orchard', now });
  view.topic = 'Pruning in February';
  view.description = 'Apples, pears and one quince.\n\n- ladders: see #tools-and-sheds\n- saws: ask Henrik';
  const stream = conversationStream(view.id);
  space.entries.push({ stream, kind: 'role', key: userIdOf(3), value: 'moderator' });
}
