import type {
  Cache,
  CacheableEvent,
  CacheChange,
  CacheIdentity,
  StreamEntry,
} from '../../../src/client/cache/Cache.ts';
import type { Conversation } from '../../../src/shared/model/conversation.ts';
import type { Entry } from '../../../src/shared/model/entry.ts';
import type { ConversationId, Seq, UserId } from '../../../src/shared/model/ids.ts';
import type { Message } from '../../../src/shared/model/message.ts';
import { holdsAll, queryWords } from '../../../src/shared/model/searchWords.ts';
import type { Space } from '../../../src/shared/model/space.ts';
import {
  conversationStream,
  directoryStream,
  parseStream,
  type Stream,
  userStream,
} from '../../../src/shared/model/stream.ts';
import type { User } from '../../../src/shared/model/user.ts';
import type { StreamEvent } from '../../../src/shared/protocol/events.ts';
import type { Snapshot, SnapshotOf } from '../../../src/shared/protocol/sync.ts';
import { MemoryConversation } from './memoryConversation.ts';

const seqOf = (event: CacheableEvent): Seq => (event.kind === 'known' ? event.event.seq : event.envelope.seq);

const placeOf = ({ stream, kind, key }: StreamEntry): string => `${stream} ${kind} ${key}`;
const byPlace = (a: StreamEntry, b: StreamEntry): number => (placeOf(a) < placeOf(b) ? -1 : 1);

type MessageEvent = Extract<StreamEvent, { data: { message: Message } }>;
const isAboutMessage = (event: StreamEvent): event is MessageEvent => 'message' in event.data;

const noChange = (): CacheChange => ({
  space: null,
  users: [],
  conversations: [],
  removedConversations: [],
  members: [],
  messages: [],
  resetMessages: [],
  expired: [],
  entries: [],
  forgotten: [],
});

/** A `Cache` without a file: keeps the rules, forgets at the end of the process. */
export function createMemoryCache(me: UserId): Cache {
  let identity: CacheIdentity | null = null;
  let space: Space | null = null;
  const cursors = new Map<Stream, Seq>();
  const users = new Map<UserId, User>();
  /** By stream, kind and key. */
  const entries = new Map<string, StreamEntry>();
  const conversations = new Map<ConversationId, MemoryConversation>();

  function hold(conversation: Conversation): MemoryConversation {
    const held = conversations.get(conversation.id);
    if (held !== undefined) {
      held.conversation = conversation;
      return held;
    }
    const added = new MemoryConversation(conversation, me);
    conversations.set(conversation.id, added);
    return added;
  }

  /** The person is not in it (any more): what only members see goes. */
  function lose(id: ConversationId, touched: Set<ConversationId>, change: CacheChange): void {
    const held = conversations.get(id);
    cursors.delete(conversationStream(id));
    replaceEntries(conversationStream(id), [], change);
    if (held === undefined) return;
    const wasJoined = held.joined;
    held.leave();
    touched.add(id);
    if (held.inDirectory) {
      if (wasJoined) change.resetMessages.push(id);
      return;
    }
    conversations.delete(id);
    change.removedConversations.push(id);
  }

  function setEntry(stream: Stream, { kind, key, value }: Entry, change: CacheChange): void {
    if (value === undefined) return;
    const entry = { stream, kind, key, value };
    if (value === null) entries.delete(placeOf(entry));
    else entries.set(placeOf(entry), entry);
    change.entries = [...change.entries.filter((one) => placeOf(one) !== placeOf(entry)), entry];
  }

  function replaceEntries(stream: Stream, added: readonly Entry[], change: CacheChange): void {
    for (const held of [...entries.values()])
      if (held.stream === stream) setEntry(stream, { ...held, value: null }, change);
    for (const entry of added) setEntry(stream, entry, change);
  }

  function apply(
    stream: Stream,
    event: CacheableEvent,
    touched: Set<ConversationId>,
    change: CacheChange,
  ): void {
    const parts = parseStream(stream);
    const known = event.kind === 'known' ? event.event : undefined;
    if (known?.type === 'entry.changed') setEntry(stream, known.data.entry, change);
    if (parts?.kind === 'directory' && known !== undefined) applyToDirectory(known, touched, change);
    if (parts?.kind === 'user' && known !== undefined) applyToUser(known, touched, change);
    if (parts?.kind !== 'conversation') return;
    if (known?.type === 'conversation.created') hold(known.data.conversation);
    const held = conversations.get(parts.conversationId);
    if (held === undefined) {
      forget(parts.conversationId, change);
      return;
    }
    touched.add(parts.conversationId);
    held.cursor = seqOf(event);
    held.cover(held.cursor, held.cursor);
    if (known !== undefined) applyToConversation(held, known, change);
  }

  function applyToDirectory(event: StreamEvent, touched: Set<ConversationId>, change: CacheChange): void {
    const { type, data } = event;
    if (type === 'space.changed') setSpace(data.space, change);
    else if (type === 'user.created' || type === 'user.changed') setUser(data.user, change);
    else if (type === 'conversation.created' || type === 'conversation.changed') {
      hold(data.conversation).inDirectory = true;
      touched.add(data.conversation.id);
    }
  }

  function setSpace(told: Space, change: CacheChange): void {
    space = told;
    change.space = told;
  }

  function setUser(user: User, change: CacheChange): void {
    users.set(user.id, user);
    change.users = [...change.users.filter(({ id }) => id !== user.id), user];
  }

  function applyToUser(event: StreamEvent, touched: Set<ConversationId>, change: CacheChange): void {
    const { type, data } = event;
    if (type === 'user.changed' && !cursors.has(directoryStream)) setUser(data.user, change);
    else if (type === 'space.changed' && !cursors.has(directoryStream)) setSpace(data.space, change);
    else if (type === 'conversation.joined') {
      // Where it is known already, other streams tell of it, and may have come further.
      const held = conversations.get(data.conversation.id) ?? hold(data.conversation);
      if (change.removedConversations.includes(data.conversation.id)) {
        // It is back after it was removed, and has nothing left of what was shown of it.
        change.removedConversations = change.removedConversations.filter((id) => id !== data.conversation.id);
        change.resetMessages.push(data.conversation.id);
      }
      held.joined = true;
      held.setRead(data.read, false);
      touched.add(data.conversation.id);
    } else if (type === 'conversation.left') {
      lose(data.conversationId, touched, change);
    } else if (type === 'read.advanced' || type === 'read.reset') {
      conversations.get(data.conversationId)?.setRead(data.read, type === 'read.reset');
      touched.add(data.conversationId);
    }
  }

  function applyToConversation(held: MemoryConversation, event: StreamEvent, change: CacheChange): void {
    const { id } = held.conversation;
    const { type, data } = event;
    if (type === 'conversation.created' || type === 'conversation.changed')
      held.conversation = data.conversation;
    else if (type === 'member.joined') {
      held.members.add(data.userId);
      addMember(change, id, data.userId, 'joined');
    } else if (type === 'member.left') {
      held.members.delete(data.userId);
      addMember(change, id, data.userId, 'left');
    } else if (isAboutMessage(event)) {
      const { message } = event.data;
      const isHere = held.isCovered(message.seq);
      // Where nothing is missing and yet no message is, it has expired meanwhile, and a later page has told so.
      if (type !== 'message.created' && isHere && !held.holds(message.seq)) return;
      const countsOnly = !isHere && !(type === 'message.deleted' || message.deletedAt !== null);
      if (!countsOnly && held.put(message) && isHere) addMessage(change, message);
    } else if (type === 'messages.expired') {
      held.expire(data.throughSeq);
      change.expired.push({ conversationId: id, throughSeq: data.throughSeq });
    }
  }

  function addMessage(change: CacheChange, message: Message): void {
    const { conversationId } = message;
    const part = change.messages.find((one) => one.conversationId === conversationId);
    if (part === undefined) change.messages.push({ conversationId, messages: [message] });
    else
      part.messages = [...part.messages.filter(({ id }) => id !== message.id), message].sort(
        (a, b) => a.seq - b.seq,
      );
  }

  /** What became of each in the end, however often they came and went. */
  function addMember(
    change: CacheChange,
    id: ConversationId,
    userId: UserId,
    became: 'joined' | 'left',
  ): void {
    const found = change.members.find((one) => one.conversationId === id);
    const part = found ?? { conversationId: id, joined: [], left: [] };
    if (found === undefined) change.members.push(part);
    part.joined = part.joined.filter((one) => one !== userId);
    part.left = part.left.filter((one) => one !== userId);
    part[became].push(userId);
  }

  function forget(id: ConversationId, change: CacheChange): void {
    const stream = conversationStream(id);
    cursors.delete(stream);
    if (!change.forgotten.includes(stream)) change.forgotten.push(stream);
  }

  function finish(touched: Iterable<ConversationId>, change: CacheChange): CacheChange {
    // A count that is lost comes with a snapshot.
    for (const id of new Set(touched)) if (conversations.get(id)?.isCountable === false) forget(id, change);
    change.conversations = [...new Set(touched)].flatMap((id) => conversations.get(id)?.view() ?? []);
    return change;
  }

  function applySnapshot(stream: Stream, snapshot: Snapshot, head: Seq): CacheChange {
    const change = noChange();
    const touched = new Set<ConversationId>();
    cursors.set(stream, head);
    if (snapshot.kind !== 'directory') replaceEntries(stream, snapshot.entries, change);
    if (snapshot.kind === 'directory') replaceDirectory(snapshot, touched, change);
    else if (snapshot.kind === 'user') replaceMemberships(snapshot, touched, change);
    else {
      const held = hold(snapshot.conversation);
      held.joined = true;
      for (const userId of held.members) {
        if (!snapshot.memberIds.includes(userId)) addMember(change, snapshot.conversation.id, userId, 'left');
      }
      for (const userId of snapshot.memberIds) {
        if (!held.members.has(userId)) addMember(change, snapshot.conversation.id, userId, 'joined');
      }
      held.replace(snapshot, head);
      change.resetMessages.push(snapshot.conversation.id);
      touched.add(snapshot.conversation.id);
    }
    return finish(touched, change);
  }

  function replaceDirectory(
    snapshot: SnapshotOf<'directory'>,
    touched: Set<ConversationId>,
    change: CacheChange,
  ): void {
    setSpace(snapshot.space, change);
    users.clear();
    for (const user of snapshot.users) setUser(user, change);
    for (const held of conversations.values()) held.inDirectory = false;
    for (const conversation of snapshot.conversations) {
      hold(conversation).inDirectory = true;
      touched.add(conversation.id);
    }
    for (const [id, held] of conversations) if (!held.joined && !held.inDirectory) lose(id, touched, change);
  }

  function dropDirectory(touched: Set<ConversationId>, change: CacheChange): void {
    for (const [id, held] of conversations) {
      held.inDirectory = false;
      if (!held.joined) lose(id, touched, change);
    }
    const met = new Set([me, ...[...conversations.values()].flatMap(({ members }) => [...members])]);
    for (const id of users.keys()) if (!met.has(id)) users.delete(id);
    // Whom one meets is told in one's own stream from now on, and at once all of it.
    if (cursors.delete(userStream(me))) change.forgotten.push(userStream(me));
  }

  function replaceMemberships(
    snapshot: SnapshotOf<'user'>,
    touched: Set<ConversationId>,
    change: CacheChange,
  ): void {
    if (snapshot.users && !cursors.has(directoryStream)) {
      users.clear();
      for (const user of snapshot.users) setUser(user, change);
    }
    if (snapshot.space && !cursors.has(directoryStream)) setSpace(snapshot.space, change);
    const listed = new Set(snapshot.memberships.map(({ conversation }) => conversation.id));
    for (const [id, held] of conversations) if (held.joined && !listed.has(id)) lose(id, touched, change);
    for (const { conversation, read } of snapshot.memberships) {
      const held = hold(conversation);
      held.joined = true;
      held.setRead(read, false);
      touched.add(conversation.id);
    }
  }

  const repliesTo = (id: Message['id']) => [...conversations.values()].flatMap((held) => held.repliesTo(id));

  return {
    async load() {
      return {
        identity,
        space,
        cursors: new Map(cursors),
        users: [...users.values()],
        entries: [...entries.values()].sort(byPlace),
        conversations: [...conversations.values()].map((held) => held.view()),
        readHere: [...conversations].flatMap(([conversationId, held]) => {
          const seq = held.readHere();
          return seq === undefined ? [] : [{ conversationId, seq }];
        }),
      };
    },

    async setIdentity(next) {
      identity = next;
    },

    async applyEvents(stream, events) {
      const change = noChange();
      const touched = new Set<ConversationId>();
      const fresh = events.filter((event) => seqOf(event) > (cursors.get(stream) ?? 0));
      if (!cursors.has(stream) && !fresh.some((event) => seqOf(event) === 1)) {
        if (fresh.length > 0) change.forgotten.push(stream);
        return change;
      }
      fresh.forEach((event, index) => {
        const expected = (cursors.get(stream) ?? 0) + 1 + index;
        if (seqOf(event) !== expected)
          throw new Error(`a gap in ${stream}: ${seqOf(event)} instead of ${expected}`);
      });
      for (const event of fresh) {
        cursors.set(stream, seqOf(event));
        apply(stream, event, touched, change);
      }
      return finish(touched, change);
    },

    applySnapshot: async (stream, snapshot, head) => applySnapshot(stream, snapshot, head),

    async drop(stream) {
      const change = noChange();
      const touched = new Set<ConversationId>();
      const parts = parseStream(stream);
      cursors.delete(stream);
      replaceEntries(stream, [], change);
      if (parts?.kind === 'conversation') lose(parts.conversationId, touched, change);
      if (parts?.kind === 'directory') dropDirectory(touched, change);
      return finish(touched, change);
    },

    async addPage(conversationId, page) {
      const messages = conversations.get(conversationId)?.addPage(page) ?? [];
      const change = noChange();
      if (messages.length > 0) change.messages.push({ conversationId, messages });
      return finish([conversationId], change);
    },

    async advanceRead(conversationId, seq) {
      const moved = conversations.get(conversationId)?.advanceLocally(seq) ?? false;
      return finish(moved ? [conversationId] : [], noChange());
    },

    async resetRead(conversationId, seq) {
      const held = conversations.get(conversationId);
      if (held?.joined !== true) return noChange();
      held.resetLocally(seq);
      return finish([conversationId], noChange());
    },

    async endResets(waiting) {
      const ended = [...conversations].filter(([id, held]) => !waiting.includes(id) && held.endReset());
      return finish(
        ended.map(([id]) => id),
        noChange(),
      );
    },

    page: async (conversationId, bound, limit) =>
      conversations.get(conversationId)?.page(bound, limit) ?? { messages: [], older: 'hole', newer: 'hole' },

    async message(id) {
      for (const held of conversations.values()) {
        const message = held.message(id);
        if (message !== undefined) return message;
      }
      return undefined;
    },

    threads: async (ids) =>
      [...new Set(ids)].map((messageId) => {
        const replies = repliesTo(messageId).filter(({ deletedAt }) => deletedAt === null);
        const lastAt = replies.length === 0 ? null : Math.max(...replies.map(({ createdAt }) => createdAt));
        return { messageId, replies: replies.length, lastAt };
      }),

    async thread(id) {
      for (const held of conversations.values()) {
        const message = held.message(id);
        if (message !== undefined)
          return { message, replies: held.repliesTo(id), complete: held.isHeldFrom(message.seq) };
      }
      return undefined;
    },

    async search({ text, conversationId, before, limit }) {
      const asked = queryWords(text);
      const joined = [...conversations.values()].filter(
        (held) => held.joined && (conversationId === null || held.conversation.id === conversationId),
      );
      const written = joined
        .flatMap((held) => held.readable)
        .sort((a, b) => a.createdAt - b.createdAt || a.seq - b.seq);
      let id = 0;
      const found = written
        .map((message) => {
          id = Math.max(message.createdAt, id + 1);
          return { id, message };
        })
        .filter(({ message }) => asked.length > 0 && holdsAll(message.text, asked))
        .filter((hit) => before === null || hit.id < before)
        .reverse();
      const page = found.slice(0, limit);
      return {
        messages: page.map(({ message }) => message),
        next: found.length > page.length ? (page.at(-1)?.id ?? null) : null,
        complete: true,
      };
    },

    members: async (conversationId) => [...(conversations.get(conversationId)?.members ?? [])],

    async reset() {
      identity = null;
      space = null;
      cursors.clear();
      users.clear();
      entries.clear();
      conversations.clear();
    },

    async close() {},
  };
}
