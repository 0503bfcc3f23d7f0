import { isMuted, usualLevel } from '../../shared/model/attention.ts';
import type { Conversation } from '../../shared/model/conversation.ts';
import type { EntryValue } from '../../shared/model/entry.ts';
import type { Timestamp, UserId } from '../../shared/model/ids.ts';
import { countsAsUnread, type Message } from '../../shared/model/message.ts';

/** What a person wishes to be told of a conversation, and how they are, when messages arrive there. */
export type Wishes = {
  /** `undefined` where they chose none: see `usualLevel`. */
  level: EntryValue<'level'> | undefined;
  mute: EntryValue<'mute'> | undefined;
  isBlocked(userId: UserId): boolean;
  /** Whether they are not at their computer just now, so that who is here is not they. */
  isAway: boolean;
  now: Timestamp;
};

/** Whether a person is told of a message by a notification. */
export function concerns(message: Message, kind: Conversation['kind'], me: UserId, wishes: Wishes): boolean {
  const { authorId } = message;
  if (authorId === me || wishes.isBlocked(authorId) || !countsAsUnread(message)) return false;
  const level = wishes.level ?? usualLevel(kind);
  if (level === 'nothing') return false;
  // Muting silences all but what is meant for the person.
  if (level === 'all' && !isMuted(wishes.mute, wishes.now)) return true;
  return isCalled(message, me, wishes.isAway);
}

/** Whether a message calls a person: by name, or together with everyone, or with all who are there. */
const isCalled = ({ mentions, audience }: Message, me: UserId, isAway: boolean): boolean =>
  mentions.includes(me) || audience === 'everyone' || (audience === 'here' && !isAway);

/** A notification before it is shown. */
export type Notice = { title: string; body: string; message: Message };

/** What the words of notifications are made of. */
export type Wording = {
  conversation: Pick<Conversation, 'kind' | 'name'>;
  nameOf(userId: UserId): string;
};

/** The longest body, in UTF-16 units: desktops show less. */
const MAX_BODY = 240;

/** One notification for a message: who wrote it, where unless it is a direct message, and what. */
export function noticeOf(message: Message, { conversation, nameOf }: Wording): Notice {
  const author = nameOf(message.authorId);
  const title = conversation.kind === 'direct' ? author : `${author} in ${placeOf(conversation)}`;
  return { title, body: shortened(message.text), message };
}

/** One notification for all that was missed of a conversation; it leads to the first of them. */
export function summaryOf(messages: readonly [Message, ...Message[]], wording: Wording): Notice {
  const [first] = messages;
  if (messages.length === 1) return noticeOf(first, wording);
  const names = [...new Set(messages.map(({ authorId }) => wording.nameOf(authorId)))];
  const from = names.length > 3 ? `${names.slice(0, 2).join(', ')} and others` : names.join(', ');
  const title = wording.conversation.kind === 'direct' ? from : placeOf(wording.conversation);
  const what = wording.conversation.kind === 'direct' ? 'new messages' : `messages for you from ${from}`;
  return { title, body: `${messages.length} ${what}`, message: first };
}

const placeOf = ({ kind, name }: Wording['conversation']): string =>
  kind === 'channel' && name !== null ? `#${name}` : 'your group';

function shortened(text: string): string {
  if (text.length <= MAX_BODY) return text;
  // A cut through a surrogate pair would show a replacement character.
  return `${text.slice(0, MAX_BODY - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
