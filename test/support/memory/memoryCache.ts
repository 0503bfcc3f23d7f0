import type { Cache, CacheableEvent, CacheChange, CacheIdentity } from '../../../src/client/cache/Cache.ts';
import type { Conversation } from '../../../src/shared/model/conversation.ts';
import type { ConversationId, Seq, UserId } from '../../../src/shared/model/ids.ts';
import type { Message } from '../../../src/shared/model/message.ts';
import type { Space } from '../../../src/shared/model/space.ts';
import { conversationStream, parseStream, type Stream } from '../../../src/shared/model/stream.ts';
import type { User } from '../../../src/shared/model/user.ts';
import type { StreamEvent } from '../../../src/shared/protocol/events.ts';
import type { Snapshot, SnapshotOf } from '../../../src/shared/protocol/sync.ts';
import { MemoryConversation } from './memoryConversation.ts';

const seqOf = (event: CacheableEvent): Seq => (event.kind === 'known' ? event.event.seq : event.envelope.seq);

const noChange = (): CacheChange => ({
  space: null,
  users: [],
  conversations: [],
  removedConversations: [],
  members: [],
  messages: [],
  resetMessages: [],
  expired: [],
  forgotten: [],
});

/** A `Cache` without a file: keeps the rules, forgets at the end of the process. */
export function createMemoryCache(me: UserId): Cache {
  let identity: CacheIdentity | null = null;
  let space: Space | null = null;
  const cursors = new Map<Stream, Seq>();
  const users = new Map<UserId, User>();
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
    if (held === undefined) return;
    if (held.joined) change.resetMessages.push(id);
    held.leave();
    touched.add(id);
    if (held.inDirectory) return;
    conversations.delete(id);
    change.removedConversations.push(id);
  }

  function applyToDirectory(event: StreamEvent, touched: Set<ConversationId>, change: CacheChange): void {
    const { type, data } = event;
    if (type === 'space.changed') {
      space = data.space;
      change.space = space;
    } else if (type === 'user.created' || type === 'user.changed') {
      users.set(data.user.id, data.user);
      change.users.push(data.user);
    } else if (type === 'conversation.created' || type === 'conversation.changed') {
      hold(data.conversation).inDirectory = true;
      touched.add(data.conversation.id);
    }
  }

  function applyToUser(event: StreamEvent, touched: Set<ConversationId>, change: CacheChange): void {
    const { type, data } = event;
    if (type === 'conversation.joined') {
      const held = hold(data.conversation);
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
    held.cursor = event.seq;
    held.cover(event.seq, event.seq);
    if (type === 'conversation.created' || type === 'conversation.changed')
      held.conversation = data.conversation;
    else if (type === 'member.joined') {
      held.members.add(data.userId);
      change.members.push({ conversationId: id, joined: [data.userId], left: [] });
    } else if (type === 'member.left') {
      held.members.delete(data.userId);
      change.members.push({ conversationId: id, joined: [], left: [data.userId] });
    } else if (type === 'message.created' || type === 'message.edited' || type === 'message.deleted') {
      const { message } = data;
      const countsOnly =
        !held.isCovered(message.seq) && !(type === 'message.deleted' || message.deletedAt !== null);
      if (!countsOnly && held.put(message) && held.isCovered(message.seq)) addMessage(change, message);
    } else if (type === 'messages.expired') {
      if (!held.expire(data.throughSeq)) forget(id, change);
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

  function forget(id: ConversationId, change: CacheChange): void {
    cursors.delete(conversationStream(id));
    change.forgotten.push(conversationStream(id));
  }

  function finish(touched: Iterable<ConversationId>, change: CacheChange): CacheChange {
    change.conversations = [...new Set(touched)].flatMap((id) => conversations.get(id)?.view() ?? []);
    return change;
  }

  function applySnapshot(stream: Stream, snapshot: Snapshot, head: Seq): CacheChange {
    const change = noChange();
    const touched = new Set<ConversationId>();
    cursors.set(stream, head);
    if (snapshot.kind === 'directory') replaceDirectory(snapshot, touched, change);
    else if (snapshot.kind === 'user') replaceMemberships(snapshot, touched, change);
    else {
      const held = hold(snapshot.conversation);
      held.joined = true;
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
    space = snapshot.space;
    change.space = space;
    users.clear();
    for (const user of snapshot.users) users.set(user.id, user);
    change.users = snapshot.users;
    for (const held of conversations.values()) held.inDirectory = false;
    for (const conversation of snapshot.conversations) {
      hold(conversation).inDirectory = true;
      touched.add(conversation.id);
    }
    for (const [id, held] of conversations) if (!held.joined && !held.inDirectory) lose(id, touched, change);
  }

  function replaceMemberships(
    snapshot: SnapshotOf<'user'>,
    touched: Set<ConversationId>,
    change: CacheChange,
  ): void {
    const listed = new Set(snapshot.memberships.map(({ conversation }) => conversation.id));
    for (const [id, held] of conversations) if (held.joined && !listed.has(id)) lose(id, touched, change);
    for (const { conversation, read } of snapshot.memberships) {
      const held = hold(conversation);
      held.joined = true;
      held.setRead(read, false);
      touched.add(conversation.id);
    }
  }

  return {
    async load() {
      return {
        identity,
        space,
        cursors: new Map(cursors),
        users: [...users.values()],
        conversations: [...conversations.values()].map((held) => held.view()),
      };
    },

    async setIdentity(next) {
      identity = next;
    },

    async applyEvents(stream, events) {
      const change = noChange();
      const touched = new Set<ConversationId>();
      const parts = parseStream(stream);
      for (const event of events) {
        const cursor = cursors.get(stream) ?? 0;
        const seq = seqOf(event);
        if (seq <= cursor) continue;
        // The count is lost: a snapshot will bring the rest.
        if (change.forgotten.includes(stream)) break;
        if (seq !== cursor + 1) throw new Error(`${stream}: event ${seq} does not follow ${cursor}`);
        cursors.set(stream, seq);
        if (parts?.kind === 'conversation') {
          const held = conversations.get(parts.conversationId);
          if (held === undefined) continue;
          touched.add(parts.conversationId);
          if (event.kind === 'known') applyToConversation(held, event.event, change);
          else {
            held.cursor = seq;
            held.cover(seq, seq);
          }
        } else if (event.kind === 'known') {
          if (parts?.kind === 'directory') applyToDirectory(event.event, touched, change);
          else applyToUser(event.event, touched, change);
        }
      }
      return finish(touched, change);
    },

    applySnapshot: async (stream, snapshot, head) => applySnapshot(stream, snapshot, head),

    async drop(stream) {
      const change = noChange();
      const touched = new Set<ConversationId>();
      const parts = parseStream(stream);
      cursors.delete(stream);
      if (parts?.kind === 'conversation') lose(parts.conversationId, touched, change);
      return finish(touched, change);
    },

    async addPage(conversationId, page) {
      conversations.get(conversationId)?.addPage(page);
      return finish([conversationId], noChange());
    },

    async advanceRead(conversationId, seq) {
      conversations.get(conversationId)?.advanceLocally(seq);
      return finish([conversationId], noChange());
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

    members: async (conversationId) => [...(conversations.get(conversationId)?.members ?? [])],

    async reset() {
      identity = null;
      space = null;
      cursors.clear();
      users.clear();
      conversations.clear();
    },

    async close() {},
  };
}
