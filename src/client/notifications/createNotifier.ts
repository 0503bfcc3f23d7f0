import type { Conversation } from '../../shared/model/conversation.ts';
import type { ConversationId, MessageId, SpaceId, UserId } from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import { conversationOf } from '../../shared/model/notification.ts';
import { wallTimeOf } from '../../shared/model/quiet.ts';
import type { Arrival } from '../Engine.ts';
import type { OutboxStore } from '../outbox/OutboxStore.ts';
import type { NewEntry } from './newEntries.ts';
import { type Circumstances, type News, type Verdict, verdictOn } from './rule.ts';
import { type Notice, noticeOf, noticeOfEntry, type Show, summaryOf, summaryOfEntries } from './wording.ts';

/** What is known of the space that there is news of. */
export type NewsPlace = {
  spaceId: SpaceId;
  outbox: Pick<OutboxStore, 'markNotified'>;
  nameOf(userId: UserId): string;
  conversation(id: ConversationId): Promise<Pick<Conversation, 'kind' | 'name'> | undefined>;
  /** `undefined` for one that cannot be had. */
  message(conversationId: ConversationId, id: MessageId): Promise<Message | undefined>;
  /** How things stand there, but for what this computer tells. */
  circumstances(conversationId: ConversationId | undefined): Omit<Circumstances, 'wallTime' | OfComputer>;
  /** One thing could not be told of; the others are. */
  onFailure(error: unknown): void;
};
type OfComputer = 'isInFront' | 'isSystemQuiet';

export type NotifierOptions = {
  /** Whether the person looks at this conversation, or at this space where it is of none. */
  isInFront(spaceId: SpaceId, conversationId: ConversationId | undefined): boolean;
  /** Whether the system does not want to disturb, where it can tell. */
  isSystemQuiet(): Promise<boolean>;
  show: Show;
};

/** More at once than this, such as after an absence, are told of together. */
const MOST_AT_ONCE = 3;

export type Notifier = ReturnType<typeof createNotifier>;

/** Tells the person of messages and of all else, never twice of one: it is marked before it is shown (S17). */
export function createNotifier({ isInFront, isSystemQuiet, show }: NotifierOptions) {
  /** The verdict on each of some news about one place. */
  async function judge(
    place: NewsPlace,
    conversationId: ConversationId | undefined,
  ): Promise<(news: News) => Verdict> {
    const how = place.circumstances(conversationId);
    const computer = {
      wallTime: wallTimeOf(how.now),
      isInFront: isInFront(place.spaceId, conversationId),
      isSystemQuiet: await isSystemQuiet(),
    };
    return (news) => verdictOn(news, { ...how, ...computer });
  }

  async function arrived({ conversationId, messages, when }: Arrival, place: NewsPlace): Promise<void> {
    const { spaceId, outbox, nameOf } = place;
    const conversation = await place.conversation(conversationId);
    if (!conversation) return;
    const verdictOf = await judge(place, conversationId);
    const judged = new Map<MessageId, Verdict>();
    for (const message of messages)
      judged.set(message.id, verdictOf({ kind: 'message', message, of: conversation.kind }));
    // What is seen as it arrives is marked as well: it must not be told of after a restart.
    const concerning = messages.filter(({ id }) => judged.get(id) !== 'pass');
    if (concerning.length === 0) return;
    const fresh = new Set<MessageId>(await outbox.markNotified(concerning.map(({ id }) => id)));
    const [first, ...others] = concerning.filter(({ id }) => fresh.has(id) && judged.get(id) === 'tell');
    if (!first) return;
    const wording = { conversation, nameOf };
    const notices =
      when === 'live'
        ? [first, ...others].map((message) => noticeOf(message, wording))
        : [summaryOf([first, ...others], wording)];
    for (const notice of notices) show(notice, spaceId);
  }

  /** What an entry is told by, once and only if it is to be; `undefined` otherwise. */
  async function noticeFor({ key, notification }: NewEntry, place: NewsPlace): Promise<Notice | undefined> {
    const { about, at } = notification;
    const conversationId = conversationOf(about);
    const conversation = conversationId && (await place.conversation(conversationId));
    const verdict = (await judge(place, conversationId))({ kind: 'entry', notification });
    if (verdict === 'pass') return undefined;
    const { nameOf } = place;
    const message = await messageOf(about, place);
    const known = { nameOf, ...(conversation && { conversation }), ...(message && { message }) };
    const notice = noticeOfEntry(key, notification, known);
    if (!notice) return undefined;
    // A reply is marked as the message it is, which may have been told of.
    const mark = about.type === 'reply' ? about.messageId : `${key} ${at}`;
    const fresh = await place.outbox.markNotified([mark]);
    return verdict === 'tell' && fresh.length > 0 ? notice : undefined;
  }

  return {
    arrived,

    /** Entries of the notification centre that have come, or come anew. */
    async told(entries: readonly NewEntry[], place: NewsPlace): Promise<void> {
      const notices: Notice[] = [];
      for (const entry of entries)
        try {
          const notice = await noticeFor(entry, place);
          if (notice) notices.push(notice);
        } catch (error) {
          place.onFailure(error);
        }
      const together = notices.length > MOST_AT_ONCE;
      const shown = together ? [summaryOfEntries(notices.flatMap(({ keys }) => keys))] : notices;
      for (const notice of shown) show(notice, place.spaceId);
    },
  };
}

/** The message whose words an entry is told by, if it is there. */
async function messageOf(
  about: NewEntry['notification']['about'],
  place: NewsPlace,
): Promise<Message | undefined> {
  if (about.type !== 'reply' && about.type !== 'reminder') return undefined;
  const message = await place.message(about.conversationId, about.messageId);
  return message?.deletedAt === null ? message : undefined;
}
