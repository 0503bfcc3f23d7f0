import type { Conversation, ReadState } from '../../shared/model/conversation.ts';
import type { Entry } from '../../shared/model/entry.ts';
import type {
  ConversationId,
  Epoch,
  Incarnation,
  MessageId,
  Seq,
  Timestamp,
  UserId,
} from '../../shared/model/ids.ts';
import type { Message, ThreadSummary } from '../../shared/model/message.ts';
import type { Space } from '../../shared/model/space.ts';
import type { Stream } from '../../shared/model/stream.ts';
import type { User } from '../../shared/model/user.ts';
import type { ParsedEvent } from '../../shared/protocol/events.ts';
import type { Snapshot } from '../../shared/protocol/sync.ts';

/** Which past of a server the cache mirrors (S11). */
export type CacheIdentity = { epoch: Epoch; incarnation: Incarnation };

/** A conversation as the cache knows it: of its own membership, or a public channel in the directory. */
export type CachedConversation = {
  conversation: Conversation;
  joined: boolean;
  /** The highest of what the server and this device say has been read, or what was set here until the server knows. */
  readSeq: Seq;
  unread: number;
  /** Those of the unread messages that mention the person, as far as they are here. */
  unreadMentions: number;
  /** The cursor of its stream. */
  headSeq: Seq;
  lastMessageAt: Timestamp | null;
};

/** An entry and the stream it stands in; in a change, a value of `null` says that it is gone. */
export type StreamEntry = Entry & { stream: Stream };

/** Everything but messages and members, read once at start. */
export type CacheContent = {
  identity: CacheIdentity | null;
  space: Space | null;
  cursors: Map<Stream, Seq>;
  users: User[];
  entries: StreamEntry[];
  conversations: CachedConversation[];
  /** How far was read here where the server has not said yet that it knows. */
  readHere: { conversationId: ConversationId; seq: Seq }[];
};

/** What an operation changed, for whoever shows it. Lists are empty when nothing did. */
export type CacheChange = {
  space: Space | null;
  users: User[];
  conversations: CachedConversation[];
  removedConversations: ConversationId[];
  members: { conversationId: ConversationId; joined: UserId[]; left: UserId[] }[];
  /** In order of seq, per conversation. */
  messages: { conversationId: ConversationId; messages: Message[] }[];
  /** Conversations whose cached messages were replaced or dropped. */
  resetMessages: ConversationId[];
  expired: { conversationId: ConversationId; throughSeq: Seq }[];
  entries: StreamEntry[];
  /** Streams without a cursor, since what they say could not be counted, or they are not held: they need a snapshot. */
  forgotten: Stream[];
};

/** A known or opaque event, in order of seq. */
export type CacheableEvent = Exclude<ParsedEvent, { kind: 'broken' }>;

/** One page of a conversation's history as the server gave it. */
export type HistoryPage = {
  messages: Message[];
  /** As of which seq of the stream it is true (S12). */
  asOf: Seq;
  /** Between these two, inclusive, no message is missing. */
  fromSeq: Seq;
  toSeq: Seq;
};

/** Which messages to read. Bounds are exclusive; none asks for the newest. */
export type PageBound = { beforeSeq: Seq } | { afterSeq: Seq } | { aroundId: MessageId };

/** What the cache holds of a page: a run without holes that touches the bound, or less where a hole is near. */
export type CachedPage = {
  /** Oldest first. */
  messages: Message[];
  /** What lies before the first and after the last: more in the cache, a hole to fill from the server, or the end. */
  older: 'cached' | 'hole' | 'end';
  newer: 'cached' | 'hole' | 'end';
};

/** What to look for: messages that hold every word of `text`, longer ones also as the beginning of a word. */
export type SearchQuery = {
  text: string;
  /** One conversation, or all that one is in. */
  conversationId: ConversationId | null;
  /** The `next` of the page before. */
  before: number | null;
  limit: number;
};

/** Some of what was found, newest first by the time of writing; none of it deleted. */
export type SearchPage = {
  messages: Message[];
  /**
   * Where the page after this one begins, which only this cache can tell; `null` when there is none. A page may be empty, and
   * others follow, where looking for more took too long.
   */
  next: number | null;
  /** Whether all that is cached was looked through: not while an index of it is still being made. */
  complete: boolean;
};

/** A message and its replies, deleted ones as blanks, in order of seq. */
export type CachedThread = {
  message: Message;
  replies: Message[];
  /** Whether no reply is missing here. */
  complete: boolean;
};

/**
 * The client's copy of its streams. Every operation is atomic; rows and cursor change together (S9).
 * It may be lost at any time and is then filled again by sync; what must not be lost is in `OutboxStore`.
 */
export interface Cache {
  /** Everything a window needs before the first timeline; fast however long the history. */
  load(): Promise<CacheContent>;

  /** Sets which past is mirrored; called once after a first sync or a reset. */
  setIdentity(identity: CacheIdentity): Promise<void>;

  /**
   * Applies events that follow the stream's cursor without a gap, and moves the cursor to the last one's seq. Repeats are ignored.
   * Those of a stream that is not held, such as one that was dropped, are not kept unless they begin it: it is `forgotten`.
   */
  applyEvents(stream: Stream, events: CacheableEvent[]): Promise<CacheChange>;

  /** Replaces everything held of a stream by its state at `head` (S10). */
  applySnapshot(stream: Stream, snapshot: Snapshot, head: Seq): Promise<CacheChange>;

  /** Drops a stream that may no longer be read, with its messages (S13). */
  drop(stream: Stream): Promise<CacheChange>;

  /** Adds a page of history to a conversation, keeping whatever is newer (S12). */
  addPage(conversationId: ConversationId, page: HistoryPage): Promise<CacheChange>;

  /** Raises this device's own read position before the server knows of it (S14). */
  advanceRead(conversationId: ConversationId, seq: Seq): Promise<CacheChange>;

  /** Sets this device's own read position, back as well; until `endResets` it stands whatever the server says. */
  resetRead(conversationId: ConversationId, seq: Seq): Promise<CacheChange>;

  /** Ends what `resetRead` set in all conversations but these, in which the server is still to be told of something read. */
  endResets(waiting: ConversationId[]): Promise<CacheChange>;

  page(conversationId: ConversationId, bound: PageBound | undefined, limit: number): Promise<CachedPage>;
  message(id: MessageId): Promise<Message | undefined>;
  /** How many undeleted replies are here to each of some messages, and when the last was written. */
  threads(ids: readonly MessageId[]): Promise<ThreadSummary[]>;
  /** A message that is here, with the replies that are. */
  thread(id: MessageId): Promise<CachedThread | undefined>;
  members(conversationId: ConversationId): Promise<UserId[]>;
  /** Looks through the messages of the conversations that one is in; words and their marks are `searchWords.ts`. */
  search(query: SearchQuery): Promise<SearchPage>;

  /** Forgets everything, identity included. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export type { ReadState };
