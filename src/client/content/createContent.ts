import type { SpaceDelta } from '../../shared/ipc/deltas.ts';
import type { ConversationView, OutboxItem, SpaceContent } from '../../shared/ipc/views.ts';
import type { Conversation } from '../../shared/model/conversation.ts';
import {
  type EntryKey,
  type EntryKind,
  type EntryValue,
  type PersonalKind,
  parseEntry,
} from '../../shared/model/entry.ts';
import {
  type ClientId,
  type ConversationId,
  conversationIdSchema,
  type SpaceId,
  type UserId,
} from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import { type Stream, userStream } from '../../shared/model/stream.ts';
import type { User } from '../../shared/model/user.ts';
import type { CacheChange, CacheContent, CachedConversation, StreamEntry } from '../cache/Cache.ts';
import type { Clock } from '../clock.ts';
import type { EngineObserver } from '../Engine.ts';
import type { OutboxRow } from '../outbox/OutboxStore.ts';
import { provisionalId } from '../outbox/requestOf.ts';
import { conversationView, provisionalView } from './conversationViews.ts';
import { createUnreadTotal } from './createUnreadTotal.ts';
import { affectedRows, outboxItem } from './outboxItems.ts';

export type ContentOptions = {
  spaceId: SpaceId;
  me: UserId;
  clock: Clock;
  observer: Pick<EngineObserver, 'onDelta' | 'onName' | 'onUnread'>;
  /** The outbox as it stands. */
  rows(): readonly OutboxRow[];
};

const placeOf = ({ stream, kind, key }: Omit<StreamEntry, 'value'>): string => `${stream} ${kind} ${key}`;

const canBeWrittenIn = ({ joined, pending, archivedAt }: ConversationView): boolean =>
  (joined || pending === 'creating') && pending !== 'leaving' && archivedAt === undefined;

/** Kinds of entries that decide what counts as unread. */
const isCounting = (kind: string): boolean => kind === 'mute' || kind === 'blocked';

const changesTotal = ({ action }: OutboxRow): boolean =>
  action.kind === 'request' && action.request.name === 'entry:set' && isCounting(action.request.payload.kind);

/**
 * What a window shows of a space besides its timelines: people and conversations as the cache has them,
 * with the outbox laid over. Turns every change of either into deltas.
 */
export function createContent({ spaceId, me, clock, observer, rows }: ContentOptions) {
  const users = new Map<UserId, User>();
  const conversations = new Map<ConversationId, CachedConversation>();
  /** By stream, kind and key. */
  const entries = new Map<string, StreamEntry>();

  const tell = (delta: SpaceDelta) => observer.onDelta(delta);

  function ownEntry<K extends PersonalKind>(kind: K, key: EntryKey<K>): EntryValue<K> | undefined {
    const waiting = rows().findLast(({ action }) => {
      const request = action.kind === 'request' ? action.request : undefined;
      return request?.name === 'entry:set' && request.payload.kind === kind && request.payload.key === key;
    })?.action;
    const value =
      waiting?.kind === 'request' && waiting.request.name === 'entry:set'
        ? waiting.request.payload.value
        : entries.get(placeOf({ stream: userStream(me), kind, key }))?.value;
    return value === undefined ? undefined : parseEntry(kind, value);
  }

  const { count: countUnread, close } = createUnreadTotal({
    me,
    clock,
    conversations: () => conversations.values(),
    muteOf: (id) => ownEntry('mute', id),
    isBlocked: (id) => ownEntry('blocked', id) !== undefined,
    onTotal: (total) => observer.onUnread(total),
  });

  function views(ids: Iterable<ConversationId>): ConversationView[] {
    return [...new Set(ids)].flatMap((id) => {
      const cached = conversations.get(id);
      return cached === undefined ? [] : [conversationView(cached, rows())];
    });
  }

  function showConversations(shown: ConversationView[]): void {
    if (shown.length > 0) tell({ type: 'conversations.changed', spaceId, conversations: shown });
  }

  /** Creating, joining and leaving show in the list of conversations before the server knows of them. */
  function showMembershipRequests(changed: OutboxRow[], removed: OutboxRow[]): void {
    const asked = [...changed, ...removed].filter(
      ({ action }) => action.kind === 'join' || action.kind === 'leave',
    );
    showConversations(views(asked.map(({ conversationId }) => conversationId)));
    showConversations(changed.flatMap((row) => provisionalView(row, me) ?? []));
    const unmade = removed.filter((row) => provisionalView(row, me) !== undefined).map(provisionalId);
    if (unmade.length > 0) tell({ type: 'conversations.removed', spaceId, conversationIds: unmade });
  }

  return {
    user: (userId: UserId): User | undefined => users.get(userId),
    conversation: (id: ConversationId): CachedConversation | undefined => conversations.get(id),

    /** Whether a conversation is known or on its way to be made. */
    knows: (id: ConversationId): boolean =>
      conversations.has(id) || rows().some((row) => provisionalId(row) === id),

    /**
     * The conversation of exactly these people and oneself, which may still be in the outbox (S6): their direct message,
     * or of their groups that can be written in the one last written in.
     */
    conversationAmong(others: readonly UserId[]): ConversationId | undefined {
      const people = new Set([me, ...others]);
      const kind = people.size > 2 ? 'group' : 'direct';
      const isTheirs = ({ kind: one, memberIds }: Pick<Conversation, 'kind' | 'memberIds'>) =>
        one === kind && memberIds.length === people.size && memberIds.every((id) => people.has(id));
      const known = [...conversations.values()].filter(({ conversation }) => isTheirs(conversation));
      const made = rows().flatMap((row) => provisionalView(row, me) ?? []);
      return [...known.map((cached) => conversationView(cached, rows())), ...made.filter(isTheirs)]
        .filter((view) => kind === 'direct' || canBeWrittenIn(view))
        .toSorted((a, b) => (b.lastMessageAt ?? b.createdAt) - (a.lastMessageAt ?? a.createdAt))
        .at(0)?.id;
    },

    /** What an entry's stream holds of it; `undefined` where it holds none. */
    entry: <K extends EntryKind>(stream: Stream, kind: K, key: EntryKey<K>): EntryValue<K> | undefined =>
      parseEntry(kind, entries.get(placeOf({ stream, kind, key }))?.value),

    /** An entry of one's own stream, with what waits in the outbox laid over; `undefined` where there is none. */
    ownEntry,

    /** Where one's own stream has drafts. */
    draftIds: (): ConversationId[] =>
      [...entries.values()].flatMap(({ stream, kind, key }) =>
        kind === 'draft' && stream === userStream(me) ? conversationIdSchema.parse(key) : [],
      ),

    /** Nothing is counted any more. */
    close,

    current(): Pick<SpaceContent, 'users' | 'conversations' | 'entries' | 'outbox'> {
      const waiting = rows();
      return {
        users: [...users.values()],
        entries: [...entries.values()],
        conversations: [
          ...views(conversations.keys()),
          ...waiting.flatMap((row) => provisionalView(row, me) ?? []),
        ],
        outbox: waiting.flatMap((row) => outboxItem(row, waiting) ?? []),
      };
    },

    /** Starts from what a cache holds, or from nothing when it was emptied. */
    replace(cached: CacheContent | undefined): void {
      users.clear();
      conversations.clear();
      entries.clear();
      for (const user of cached?.users ?? []) users.set(user.id, user);
      for (const entry of cached?.entries ?? []) entries.set(placeOf(entry), entry);
      for (const one of cached?.conversations ?? []) conversations.set(one.conversation.id, one);
      if (cached?.space) observer.onName(cached.space.name);
      tell({ type: 'space.reset', spaceId });
      countUnread();
    },

    changed(change: CacheChange): void {
      if (change.space !== null) observer.onName(change.space.name);
      for (const user of change.users) users.set(user.id, user);
      if (change.users.length > 0) tell({ type: 'users.changed', spaceId, users: change.users });
      for (const entry of change.entries) {
        if (entry.value === null) entries.delete(placeOf(entry));
        else entries.set(placeOf(entry), entry);
      }
      if (change.entries.length > 0) tell({ type: 'entries.changed', spaceId, entries: change.entries });
      for (const cached of change.conversations) conversations.set(cached.conversation.id, cached);
      showConversations(views(change.conversations.map(({ conversation }) => conversation.id)));
      const { removedConversations } = change;
      for (const id of removedConversations) conversations.delete(id);
      if (removedConversations.length > 0) {
        tell({ type: 'conversations.removed', spaceId, conversationIds: removedConversations });
      }
      for (const part of change.members) tell({ type: 'members.changed', spaceId, ...part });
      for (const conversationId of change.resetMessages)
        tell({ type: 'messages.reset', spaceId, conversationId });
      for (const part of change.messages) tell({ type: 'messages.changed', spaceId, ...part });
      for (const part of change.expired) tell({ type: 'messages.expired', spaceId, ...part });
      const counts = change.entries.some(({ kind }) => isCounting(kind));
      if (counts || change.conversations.length > 0 || removedConversations.length > 0) countUnread();
    },

    outboxChanged(changed: OutboxRow[], removed: OutboxRow[]): void {
      const waiting = rows();
      const items: OutboxItem[] = [];
      const removedIds: ClientId[] = removed.map(({ clientId }) => clientId);
      for (const row of [...changed, ...removed].flatMap((one) => affectedRows(one, waiting))) {
        if (removedIds.includes(row.clientId)) continue;
        const item = outboxItem(row, waiting);
        if (item === undefined) removedIds.push(row.clientId);
        else items.push(item);
      }
      tell({ type: 'outbox.changed', spaceId, items, removedIds });
      showMembershipRequests(changed, removed);
      if ([...changed, ...removed].some(changesTotal)) countUnread();
    },

    /** An acknowledged message stands in the timeline even while its event is still on its way. */
    sent(message: Message): void {
      const { conversationId } = message;
      if ((conversations.get(conversationId)?.headSeq ?? 0) >= message.seq) return;
      tell({ type: 'messages.changed', spaceId, conversationId, messages: [message] });
    },
  };
}
