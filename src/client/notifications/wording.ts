import type { Conversation } from '../../shared/model/conversation.ts';
import type { ConversationId, MessageId, Seq, SpaceId, Timestamp, UserId } from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import type { Notification } from '../../shared/model/notification.ts';

/** Where a click on a notification leads: to a message, to a conversation, out to an address, or to the bell. */
export type Destination =
  | { kind: 'place'; conversationId: ConversationId; messageId: MessageId | null }
  | { kind: 'url'; url: string }
  | { kind: 'bell' };

/** A notification before it is shown. */
export type Notice = {
  title: string;
  body: string;
  leadsTo: Destination;
  /** What it tells of, by which it is taken back: the keys of entries, and messages up to a seq. */
  keys: readonly string[];
  upTo?: { conversationId: ConversationId; seq: Seq };
  /** When its entry came. */
  at?: Timestamp;
};

/** A notification, and whose it is. */
export type Show = (notice: Notice, spaceId: SpaceId) => void;

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
  return { title, body: shortened(message.text), ...about([message]) };
}

/** One notification for all that was missed of a conversation; it leads to the first of them. */
export function summaryOf(messages: readonly [Message, ...Message[]], wording: Wording): Notice {
  const [first] = messages;
  if (messages.length === 1) return noticeOf(first, wording);
  const names = [...new Set(messages.map(({ authorId }) => wording.nameOf(authorId)))];
  const from = names.length > 3 ? `${names.slice(0, 2).join(', ')} and others` : names.join(', ');
  const title = wording.conversation.kind === 'direct' ? from : placeOf(wording.conversation);
  const what = wording.conversation.kind === 'direct' ? 'new messages' : `messages for you from ${from}`;
  return { title, body: `${messages.length} ${what}`, ...about(messages) };
}

function about(messages: readonly [Message, ...Message[]]): Pick<Notice, 'leadsTo' | 'keys' | 'upTo'> {
  const [{ conversationId, id: messageId }] = messages;
  return {
    leadsTo: { kind: 'place', conversationId, messageId },
    keys: messages.map(({ id }) => `message:${id}`),
    upTo: { conversationId, seq: Math.max(...messages.map(({ seq }) => seq)) },
  };
}

/** What is known of what an entry is about, as far as it is about that. */
type Known = Partial<Wording> & Pick<Wording, 'nameOf'> & { message?: Message };

/** What an entry of the notification centre is told by; `undefined` where what it is about cannot be had. */
export function noticeOfEntry(key: string, entry: Notification, known: Known): Notice | undefined {
  const notice = wordsOf(key, entry, known);
  return notice && { ...notice, at: entry.at };
}

function wordsOf(
  key: string,
  { about: subject }: Notification,
  { conversation, nameOf, message }: Known,
): Notice | undefined {
  const place = conversation && placeOf(conversation);
  const told = message && conversation && noticeOf(message, { conversation, nameOf });
  const bell = { leadsTo: { kind: 'bell' as const }, keys: [key] };
  switch (subject.type) {
    case 'reply':
      return told && { ...told, title: `${nameOf(subject.actorId)} replied to you in ${place}` };
    case 'reminder':
      // Reading the message does not end it.
      return (
        told && { title: `Reminder: ${told.title}`, body: told.body, leadsTo: told.leadsTo, keys: [key] }
      );
    case 'invitation': {
      const { conversationId, actorId } = subject;
      const leadsTo = { kind: 'place' as const, conversationId, messageId: null };
      return place === undefined
        ? undefined
        : { title: `${nameOf(actorId)} added you to ${place}`, body: '', leadsTo, keys: [key] };
    }
    case 'report':
      return { title: `${nameOf(subject.actorId)} reported a message`, body: '', ...bell };
    case 'announcement':
      return {
        title: `Announcement: ${subject.title}`,
        body: shortened(subject.body),
        ...outside(key, subject),
      };
    case 'external':
      return {
        title: `${subject.source}: ${subject.title}`,
        body: shortened(subject.body),
        ...outside(key, subject),
      };
    default:
      return undefined;
  }
}

function outside(
  key: string,
  { url, conversationId }: { url?: string | undefined; conversationId?: ConversationId | undefined },
): Pick<Notice, 'leadsTo' | 'keys'> {
  // As at the bell: an address was given to be followed.
  if (url !== undefined) return { leadsTo: { kind: 'url', url }, keys: [key] };
  if (conversationId === undefined) return { leadsTo: { kind: 'bell' }, keys: [key] };
  return { leadsTo: { kind: 'place', conversationId, messageId: null }, keys: [key] };
}

/** One notification for many things at once; it leads to the bell. */
export const summaryOfEntries = (keys: readonly string[]): Notice => ({
  title: `${keys.length} notifications`,
  body: '',
  leadsTo: { kind: 'bell' },
  keys,
});

const placeOf = ({ kind, name }: Wording['conversation']): string =>
  kind === 'channel' && name !== null ? `#${name}` : kind === 'direct' ? 'a direct message' : 'your group';

function shortened(text: string): string {
  if (text.length <= MAX_BODY) return text;
  // A cut through a surrogate pair would show a replacement character.
  return `${text.slice(0, MAX_BODY - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
