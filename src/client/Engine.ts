import type { AppError, AppOutput, AppParsedInput, AppRequestName } from '../shared/ipc/contract.ts';
import type { SpaceDelta } from '../shared/ipc/deltas.ts';
import type { ConnectionView, SpaceContent } from '../shared/ipc/views.ts';
import type { EntryKey, EntryValue, PersonalKind } from '../shared/model/entry.ts';
import type { ConversationId, SpaceId, UserId } from '../shared/model/ids.ts';
import type { Message } from '../shared/model/message.ts';
import type { User } from '../shared/model/user.ts';
import type { Cache } from './cache/Cache.ts';
import type { Clock } from './clock.ts';
import type { SessionVault, Transport } from './connection/Transport.ts';
import type { UnreadTotal } from './content/createUnreadTotal.ts';
import type { OutboxStore } from './outbox/OutboxStore.ts';

/** Messages that have just become known, for whoever tells the person of them. */
export type Arrival = {
  conversationId: ConversationId;
  messages: Message[];
  /** `live` as they were written, `caughtUp` after an absence; a rebuilt cache reports nothing. */
  when: 'live' | 'caughtUp';
};

export type EngineObserver = {
  onDelta(delta: SpaceDelta): void;
  onConnection(connection: ConnectionView): void;
  /** The space's name, as the server tells it. */
  onName(name: string): void;
  /**
   * Unread messages over all conversations; of muted ones only those that mention the person, and no direct messages
   * of people who are blocked.
   */
  onUnread(total: UnreadTotal): void;
  onArrival(arrival: Arrival): void;
  /** The server's data has another past than what was here, which is fetched anew (S11): it was put back to what it was. */
  onRestored(): void;
  /** Something that should not happen and does not stop the engine, without message text. */
  onReport(report: { what: string; detail: string }): void;
};

export type EngineOptions = {
  spaceId: SpaceId;
  userId: UserId;
  /** `http://host:port` */
  address: string;
  cache: Cache;
  outbox: OutboxStore;
  transport: Transport;
  vault: SessionVault;
  clock: Clock;
  /** A number in [0, 1), for jitter. */
  random(): number;
  observer: EngineObserver;
};

/** What a request takes, without the part that says which space; distributes over inputs that are unions. */
type WithoutSpace<T> = T extends unknown ? Omit<T, 'spaceId'> : never;
export type EngineInput<N extends AppRequestName> = WithoutSpace<AppParsedInput<N>>;

/** A request that the engine refuses: it carries what the window is to say. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: AppError['code'];
  constructor(code: AppError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * One space as one account uses it: keeps its cache in step, delivers its outbox, and answers the window
 * from what is here. It rejects with `EngineError`. The window's requests of DESIGN §5 about one space map
 * to its methods one to one.
 */
export interface Engine {
  /** Reads cache and outbox, then begins to connect; resolves when `content` can be had, connected or not. */
  start(): Promise<void>;
  /** Ends the link and waits for what is being written; cache and outbox stay open and are the owner's to close. */
  stop(): Promise<void>;

  content(): Promise<SpaceContent>;
  connection(): ConnectionView;
  /** Connects now: after waking from sleep, a change of network, a window brought back (S19), or a click. */
  reconnect(): void;
  /** The account's refresh token was replaced by a new sign-in: goes on after `stopped`. */
  signedIn(): void;
  /** Ends the session on the server where that can be reached, forgets the token and empties the cache. */
  signOut(): Promise<void>;
  user(userId: UserId): User | undefined;
  /** An entry of one's own as it will be once the outbox is empty. */
  ownEntry<K extends PersonalKind>(kind: K, key: EntryKey<K>): EntryValue<K> | undefined;

  createInvite(): Promise<{ code: string; expiresAt: number }>;
  createConversation(input: EngineInput<'conversations:create'>): Promise<AppOutput<'conversations:create'>>;
  joinConversation(input: EngineInput<'conversations:join'>): Promise<void>;
  leaveConversation(input: EngineInput<'conversations:leave'>): Promise<void>;
  members(input: EngineInput<'conversations:members'>): Promise<UserId[]>;
  page(input: EngineInput<'messages:page'>): Promise<AppOutput<'messages:page'>>;
  thread(input: EngineInput<'messages:thread'>): Promise<AppOutput<'messages:thread'>>;
  /** Those that are here or can be had. */
  messages(input: EngineInput<'messages:get'>): Promise<Message[]>;
  /** Looks through what is cached. */
  search(input: EngineInput<'messages:search'>): Promise<AppOutput<'messages:search'>>;
  sendMessage(input: EngineInput<'messages:send'>): Promise<AppOutput<'messages:send'>>;
  editMessage(input: EngineInput<'messages:edit'>): Promise<void>;
  deleteMessage(input: EngineInput<'messages:delete'>): Promise<void>;
  /** Writes a request to the outbox as it is. */
  addToOutbox(input: EngineInput<'outbox:add'>): Promise<AppOutput<'outbox:add'>>;
  /** Asks the server. Rejects with `offline` where it cannot be reached. */
  ask(input: EngineInput<'server:ask'>): Promise<unknown>;
  retry(input: EngineInput<'outbox:retry'>): Promise<void>;
  discard(input: EngineInput<'outbox:discard'>): Promise<void>;
  advanceRead(input: EngineInput<'reads:advance'>): Promise<void>;
  /** Marks as unread what comes after `seq` (S14). */
  resetRead(input: EngineInput<'reads:reset'>): Promise<void>;
  saveDraft(input: EngineInput<'drafts:save'>): Promise<void>;
  setTyping(input: EngineInput<'typing:set'>): void;
  /** Streams how the space is doing as `figures.changed`. */
  watch(input: EngineInput<'space:watch'>): void;
  /** Whether nobody uses this device just now, so that others see its person as away. */
  setAway(away: boolean): void;
}
