import type { z } from 'zod';
import type { Conversation, ReadState } from '../../shared/model/conversation.ts';
import type { Availability, Entry } from '../../shared/model/entry.ts';
import type {
  ConversationId,
  Epoch,
  Incarnation,
  Seq,
  SpaceId,
  Timestamp,
  UserId,
} from '../../shared/model/ids.ts';
import type { Message, Version } from '../../shared/model/message.ts';
import { type SessionId, sessionIdSchema } from '../../shared/model/running.ts';
import type { Stream } from '../../shared/model/stream.ts';
import type { User } from '../../shared/model/user.ts';
import type { StreamEvent } from '../../shared/protocol/events.ts';
import type { ReadPosition, Reply, RequestName, requests } from '../../shared/protocol/requests.ts';
import type { Snapshot } from '../../shared/protocol/sync.ts';
import type { NotifyingStore } from './NotifyingStore.ts';
import type { RunningStore } from './RunningStore.ts';

export { type SessionId, sessionIdSchema };

/** A request's payload as it left its schema. */
export type Parsed<N extends RequestName> = z.output<(typeof requests)[N]['payload']>;

/** Who asks for something: a person, or whoever runs the server (`null`). */
export type Actor = UserId | null;

/** Which data this is (S11). `incarnation` is of this start. */
export type StoreIdentity = { spaceId: SpaceId; epoch: Epoch; incarnation: Incarnation };

/** One thing that a commit changed for those who listen. */
export type Change =
  | { kind: 'event'; event: StreamEvent }
  /** From here on the person may read the stream (S8), or may not any more (S13). */
  | { kind: 'subscribed'; userId: UserId; stream: Stream }
  | { kind: 'unsubscribed'; userId: UserId; stream: Stream }
  | { kind: 'sessionEnded'; sessionId: SessionId }
  /** The person may read other streams than before, or none: their devices are cut off, and come back if they may. */
  | { kind: 'cutOff'; userId: UserId };

/** What lets someone make an account. Hashes are those of `auth/secrets.ts`. */
export type Admission = {
  /** Whether anyone may register. */
  open: boolean;
  /** Whether the first account, which becomes the owner's, may be made like this. */
  first: boolean;
  inviteHash: string | null;
};

export type NewAccount = {
  username: string;
  displayName: string;
  passwordHash: string;
  admission: Admission;
};

export type Credentials = { user: User; passwordHash: string };

export type NewSession = {
  userId: UserId;
  /** What the password was checked against, or was stored as the account was made. */
  passwordHash: string;
  tokenHash: string;
  expiresAt: Timestamp;
  /** What the device says it is. */
  device?: string | null;
};
export type SessionRefresh = { tokenHash: string; nextTokenHash: string; expiresAt: Timestamp };
export type LiveSession = { sessionId: SessionId; user: User };

/** When a person was there for the last time. */
export type Sighting = { userId: UserId; at: Timestamp };

/** A stream that a person may read. Events up to `floor`, inclusive, are gone for good (S4). */
export type StreamState = { stream: Stream; head: Seq; floor: Seq };
export type EventPage = { head: Seq; events: StreamEvent[]; more: boolean; bytes: number };
/** `bytes` is about its length as JSON. */
export type StreamSnapshot = { head: Seq; snapshot: Snapshot; bytes: number };
export type PageLimits = { events: number; bytes: number };

/**
 * People and their sessions. Like every operation of the store, these reject with `RequestError`, and a write
 * resolves when it is committed.
 */
export interface AccountStore {
  hasAccounts(): Promise<boolean>;
  user(userId: UserId): Promise<User | undefined>;
  /** Whether `createAccount` would be let in now, so that hopeless attempts cost no hashing. */
  admits(admission: Admission): Promise<boolean>;
  /**
   * Makes an account and lets it join `#general`, or as a guest what its invite names; the first one owns the space and
   * brings `#general` to be. Uses up one use of the invite. Refuses with `forbidden`, or `conflict` when the name is taken.
   */
  createAccount(account: NewAccount): Promise<User>;
  /** By name, whatever its case. */
  credentials(username: string): Promise<Credentials | undefined>;

  /** Refuses with `forbidden` for who is shut out, with `unauthorized` where the password has changed meanwhile. */
  startSession(session: NewSession): Promise<SessionId>;
  /**
   * Takes a refresh token for its successor. The predecessor stays good until a successor is used; one that
   * is used after that ends the session. Refuses with `unauthorized`.
   */
  refreshSession(refresh: SessionRefresh): Promise<LiveSession>;
  /** Ends the session that a refresh token belongs to; nothing when there is none. */
  endSession(tokenHash: string): Promise<void>;
  /** The person behind a session, `undefined` once it has ended. */
  sessionUser(sessionId: SessionId): Promise<User | undefined>;

  changeUser(actorId: UserId, request: Parsed<'user:change'>): Promise<User>;
  /** How a person wishes to be seen, if they have said so. */
  availability(userId: UserId): Promise<Availability | undefined>;
  /** Keeps when people were last there. */
  noteSeen(seen: readonly Sighting[]): Promise<void>;
  /** When people were last there, of those who have been. */
  sightings(): Promise<Sighting[]>;
}

/** What people do in conversations. Each is idempotent by `clientId` (S5) and authorised with what is committed. */
export interface ConversationStore {
  createConversation(actorId: UserId, request: Parsed<'conversation:create'>): Promise<Conversation>;
  joinConversation(actorId: UserId, request: Parsed<'conversation:join'>): Promise<Conversation>;
  leaveConversation(actorId: UserId, request: Parsed<'conversation:leave'>): Promise<void>;
  changeConversation(actorId: UserId, request: Parsed<'conversation:change'>): Promise<Conversation>;
  addMembers(actorId: UserId, request: Parsed<'member:add'>): Promise<Conversation>;
  removeMember(actorId: UserId, request: Parsed<'member:remove'>): Promise<Conversation>;
  setRole(actorId: UserId, request: Parsed<'member:role'>): Promise<Entry>;
  sendMessage(actorId: UserId, request: Parsed<'message:send'>): Promise<Message>;
  editMessage(actorId: UserId, request: Parsed<'message:edit'>): Promise<Message>;
  deleteMessage(actorId: UserId, request: Parsed<'message:delete'>): Promise<Message>;
  reactToMessage(actorId: UserId, request: Parsed<'message:react'>): Promise<Message>;
  pinMessage(actorId: UserId, request: Parsed<'message:pin'>): Promise<Entry>;
  setPersonalEntry(actorId: UserId, request: Parsed<'entry:set'>): Promise<Entry>;
  setScheduled(actorId: UserId, request: Parsed<'schedule:set'>): Promise<Entry>;
  cancelScheduled(actorId: UserId, request: Parsed<'schedule:cancel'>): Promise<Entry>;
  setReminder(actorId: UserId, request: Parsed<'reminder:set'>): Promise<Entry>;
  /** Idempotent by effect: it takes no client id. */
  saveDraft(actorId: UserId, request: Parsed<'draft:save'>): Promise<Entry>;
  advanceRead(actorId: UserId, request: Parsed<'read:advance'>): Promise<ReadState>;
  resetRead(actorId: UserId, request: Parsed<'read:reset'>): Promise<ReadState>;
  /** Retention: removes messages and events up to `throughSeq`, inclusive, and raises the stream's floor (S4). */
  expireMessages(conversationId: ConversationId, throughSeq: Seq): Promise<void>;
}

/** What is to happen at a time: messages sent later, reminders, the end of what is kept for some days only. */
export interface TimedStore {
  /** When something falls due next, or did; `undefined` when nothing will. */
  nextDueAt(): Promise<Timestamp | undefined>;
  /**
   * Does what has fallen due, up to a bound: each with its own ending in one step, so that it is done once whatever
   * happens. Rejects when something could not be done just now; that stays due.
   */
  performDue(): Promise<void>;
}

/** What people read. Nothing here shows what is not committed. */
export interface StreamStore {
  /** Whether a start of this data had this incarnation (S11). */
  knowsIncarnation(incarnation: Incarnation): Promise<boolean>;
  /** All that a person may read: directory, own stream, conversations. Empty for an unknown person. */
  readableStreams(userId: UserId): Promise<StreamState[]>;
  isMember(userId: UserId, conversationId: ConversationId): Promise<boolean>;
  /** How many are in a conversation. */
  memberCount(conversationId: ConversationId): Promise<number>;
  /** Who is or was in a conversation of a person's, that person included: of all, or of some. */
  acquaintances(userId: UserId, among?: readonly UserId[]): Promise<UserId[]>;
  /** How far each member has read. */
  readPositions(userId: UserId, request: Parsed<'conversation:reads'>): Promise<ReadPosition[]>;
  /** `undefined` when the person may not read it (any more). At least one event, where there is one, whatever its size. */
  eventsAfter(userId: UserId, stream: Stream, seq: Seq, limits: PageLimits): Promise<EventPage | undefined>;
  snapshot(userId: UserId, stream: Stream): Promise<StreamSnapshot | undefined>;
  /** How many people are in each public channel that the person may know of. */
  memberCounts(userId: UserId): Promise<Reply<'conversation:counts'>['counts']>;
  versions(userId: UserId, request: Parsed<'message:versions'>): Promise<Version[]>;
  thread(userId: UserId, request: Parsed<'message:thread'>): Promise<Reply<'message:thread'>>;
  /** Those that the person may read. */
  messages(userId: UserId, request: Parsed<'message:get'>): Promise<Message[]>;
  history(userId: UserId, request: Parsed<'history'>): Promise<Reply<'history'>>;
}

/**
 * The space's durable state. Every operation is whole: it succeeds and stays, or leaves nothing (S2).
 * Implementations may gather the writes of one turn into one commit.
 */
export interface Store
  extends AccountStore,
    ConversationStore,
    NotifyingStore,
    RunningStore,
    StreamStore,
    TimedStore {
  readonly identity: StoreIdentity;
  /** The space's name. */
  readonly name: string;
  /**
   * Names the one listener. It hears of each commit once, in order, before the promises of that commit
   * resolve, so that an author's own event leaves before the acknowledgement.
   */
  onCommit(listener: (changes: Change[]) => void): void;
  /** How much room the data takes, in bytes. */
  size(): Promise<number>;
  /** Finishes what was asked before, then closes. */
  close(): Promise<void>;
}
