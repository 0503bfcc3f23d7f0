import type { Conversation, ReadState } from '../../../shared/model/conversation.ts';
import type { Entry } from '../../../shared/model/entry.ts';
import type { ConversationId, MessageId, Seq, Timestamp, UserId } from '../../../shared/model/ids.ts';
import type { Message, ThreadSummary } from '../../../shared/model/message.ts';
import type { Space } from '../../../shared/model/space.ts';
import type { Stream } from '../../../shared/model/stream.ts';
import type { User } from '../../../shared/model/user.ts';
import type { CacheIdentity, StreamEntry } from '../Cache.ts';
import type { Range } from './ranges.ts';
import type { Answer } from './steps.ts';

/**
 * What the rules of the cache work on, within one transaction: a cache's tables, and whose cache it is. They hold and
 * count, and know no rule. What one is told to write it has written when it is read next.
 */
export type Tables = {
  readonly me: UserId;
  readonly space: SpaceTable;
  readonly streams: StreamTable;
  readonly entries: EntryTable;
  readonly users: UserTable;
  readonly conversations: ConversationTable;
  readonly members: MemberTable;
  readonly ranges: RangeTable;
  readonly messages: MessageTable;
};

/** One row: the space, and which past of it is mirrored. */
export interface SpaceTable {
  identity(): Answer<CacheIdentity | null>;
  space(): Answer<Space | null>;
  setIdentity(identity: CacheIdentity): Answer<void>;
  setSpace(space: Space): Answer<void>;
}

/** How far each stream has been applied. */
export interface StreamTable {
  /** The last seq applied, whether or not the cursor was forgotten; 0 for a stream that is not held. */
  cursor(stream: Stream): Answer<Seq>;
  /** The cursors to catch up from. */
  known(): Answer<Map<Stream, Seq>>;
  /** Moves the cursor of a stream; one that was forgotten stays so until it is removed. */
  set(stream: Stream, cursor: Seq): Answer<void>;
  /** Only a snapshot can carry this stream on; until then what was applied stays readable. */
  forget(stream: Stream): Answer<void>;
  remove(stream: Stream): Answer<void>;
}

/** The entries of the streams that are held. */
export interface EntryTable {
  /** In order of stream, kind and key. */
  all(): Answer<StreamEntry[]>;
  of(stream: Stream): Answer<StreamEntry[]>;
  /** A value of `null` removes it. */
  set(stream: Stream, entry: Entry): Answer<void>;
  clear(stream: Stream): Answer<void>;
}

/** The people of the space. */
export interface UserTable {
  all(): Answer<User[]>;
  put(user: User): Answer<void>;
  clear(): Answer<void>;
  /** Drops all but one person and those who are in a conversation that is held. */
  keepMembers(me: UserId): Answer<void>;
}

/** The last event by which messages expired, and through which seq. */
export type Expiry = { at: Seq; through: Seq };

/** A conversation with what the cache keeps about it; `key` is its number in the other tables. */
export type ConversationRow = {
  key: number;
  conversation: Conversation;
  /** In the directory: stays known when it is left. */
  listed: boolean;
  joined: boolean;
  /** The last read state the server gave; null for who is not in the conversation. */
  base: ReadState | null;
  /** Read here, and not yet known to the server. */
  localReadSeq: Seq | null;
  /** Whether that was set, back or forth, and holds until the server knows. */
  localReset: boolean;
  unread: number;
  unreadMentions: number;
  expiry: Expiry | null;
  lastMessageAt: Timestamp | null;
  /** The cursor of its stream, which `StreamTable` keeps. */
  headSeq: Seq;
};

/** The conversations: those of one's own and those in the directory. */
export interface ConversationTable {
  all(): Answer<ConversationRow[]>;
  get(id: ConversationId): Answer<ConversationRow | undefined>;
  at(key: number): Answer<ConversationRow | undefined>;
  /** Those whose read position was set here and is not known to the server yet. */
  reset(): Answer<ConversationRow[]>;
  /** Writes what a conversation says of itself, adding it when it is new. */
  describe(conversation: Conversation): Answer<ConversationRow>;
  /** Writes what the cache keeps about a conversation, as it was described last. */
  save(row: ConversationRow): Answer<void>;
  remove(key: number): Answer<void>;
}

/** Who is in each conversation. */
export interface MemberTable {
  of(key: number): Answer<UserId[]>;
  has(key: number, userId: UserId): Answer<boolean>;
  add(key: number, userId: UserId): Answer<void>;
  remove(key: number, userId: UserId): Answer<void>;
  clear(key: number): Answer<void>;
}

/** Which stretches of each conversation are here without holes: in order, apart and not adjacent. */
export interface RangeTable {
  of(key: number): Answer<Range[]>;
  set(key: number, ranges: readonly Range[]): Answer<void>;
  clear(key: number): Answer<void>;
}

/** The place of a message, and the message once its conversation's id is known. */
export type FoundMessage = { key: number; seq: Seq; as(conversationId: ConversationId): Message };

/** Messages, each as it stood at its `changedSeq`. Stretches are given as (after, through], in seqs. */
export interface MessageTable {
  /** Writes a message unless a newer record of it is here; says whether it did (S12). */
  put(key: number, message: Message): Answer<boolean>;
  /** The same for many, in order of seq; says how many it wrote. */
  putAll(key: number, messages: readonly Message[]): Answer<number>;
  find(id: MessageId): Answer<FoundMessage | undefined>;
  /** The last `limit` messages of a stretch, oldest first. */
  last(key: number, id: ConversationId, after: Seq, through: Seq, limit: number): Answer<Message[]>;
  /** The first `limit` messages of a stretch, oldest first. */
  first(key: number, id: ConversationId, after: Seq, through: Seq, limit: number): Answer<Message[]>;
  /** Replies to a message of this conversation, oldest first. */
  replies(replyTo: MessageId, id: ConversationId): Answer<Message[]>;
  /** How many undeleted replies there are to each of some messages. */
  threads(ids: readonly MessageId[]): Answer<ThreadSummary[]>;
  /** Whether there is a message in a stretch. */
  any(key: number, after: Seq, through: Seq): Answer<boolean>;
  /** Messages of others in a stretch that can be unread (`countsAsUnread`). */
  countUnread(key: number, after: Seq, through: Seq): Answer<number>;
  /** Those among them that mention one (`mentionsPerson`). */
  countMentions(key: number, after: Seq, through: Seq): Answer<number>;
  /** Messages of others in a stretch that were deleted by events in (`changedAfter`, `changedThrough`]. */
  countDeleted(key: number, after: Seq, through: Seq, changedAfter: Seq, changedThrough: Seq): Answer<number>;
  deleteThrough(key: number, through: Seq): Answer<void>;
  clear(key: number): Answer<void>;
}
