import type { Entry } from '../../../shared/model/entry.ts';
import type { ConversationId, Seq, UserId } from '../../../shared/model/ids.ts';
import type { Message } from '../../../shared/model/message.ts';
import type { Space } from '../../../shared/model/space.ts';
import { conversationStream, type Stream } from '../../../shared/model/stream.ts';
import type { User } from '../../../shared/model/user.ts';
import type { CacheChange, StreamEntry } from '../Cache.ts';
import { readSeqOf, toCachedConversation } from './conversations.ts';
import { type Steps, take } from './steps.ts';
import type { ConversationRow, Tables } from './Tables.ts';
import { countUnread } from './unread.ts';

/** Collects what one operation changes, counts again where that is called for, and says it all at the end. */
export class Changes {
  space: Space | null = null;
  readonly #forgotten = new Set<Stream>();
  readonly #users = new Map<UserId, User>();
  /** The conversations touched, as they were last saved, and whether each has to be counted again. */
  readonly #touched = new Map<ConversationId, { row: ConversationRow; recount: boolean }>();
  readonly #removed = new Set<ConversationId>();
  readonly #members = new Map<ConversationId, { joined: Set<UserId>; left: Set<UserId> }>();
  readonly #messages = new Map<ConversationId, Map<Seq, Message>>();
  readonly #reset = new Set<ConversationId>();
  readonly #expired = new Map<ConversationId, Seq>();
  /** By stream, kind and key. */
  readonly #entries = new Map<string, StreamEntry>();

  user(user: User): void {
    this.#users.set(user.id, user);
  }

  /** Something the list shows may be different, now that `row` was saved; its count is worked out again unless told not to. */
  conversation(row: ConversationRow, recount = true): void {
    const { id } = row.conversation;
    // One that is back after it was removed has nothing left of what was shown of it.
    if (this.#removed.delete(id)) this.#reset.add(id);
    this.#touched.set(id, { row, recount: recount || this.#touched.get(id)?.recount === true });
  }

  removed(id: ConversationId): void {
    for (const part of [this.#touched, this.#members, this.#messages, this.#reset, this.#expired])
      part.delete(id);
    this.#removed.add(id);
  }

  member(id: ConversationId, userId: UserId, happened: 'joined' | 'left'): void {
    const members = this.#members.get(id) ?? { joined: new Set(), left: new Set() };
    this.#members.set(id, members);
    members.joined.delete(userId);
    members.left.delete(userId);
    members[happened].add(userId);
  }

  message(id: ConversationId, message: Message): void {
    const messages = this.#messages.get(id) ?? new Map<Seq, Message>();
    this.#messages.set(id, messages);
    messages.set(message.seq, message);
  }

  resetMessages(id: ConversationId): void {
    this.#messages.delete(id);
    this.#reset.add(id);
  }

  expired(id: ConversationId, throughSeq: Seq): void {
    this.#expired.set(id, throughSeq);
    const messages = this.#messages.get(id);
    for (const seq of messages?.keys() ?? []) if (seq <= throughSeq) messages?.delete(seq);
  }

  /** As it was set last. */
  entry(stream: Stream, { kind, key, value }: Entry): void {
    this.#entries.set(`${stream} ${kind} ${key}`, { stream, kind, key, value });
  }

  /** Counts what has to be counted, writes it, and gives the whole change. */
  *finish(tables: Tables): Steps<CacheChange> {
    for (const { row, recount } of this.#touched.values()) if (recount) yield* this.#recount(tables, row);
    const conversations = [...this.#touched.values()].map(({ row }) => toCachedConversation(row));
    return {
      space: this.space,
      users: [...this.#users.values()],
      conversations,
      removedConversations: [...this.#removed],
      members: [...this.#members].map(([conversationId, { joined, left }]) => {
        return { conversationId, joined: [...joined], left: [...left] };
      }),
      messages: [...this.#messages].map(([conversationId, messages]) => {
        return { conversationId, messages: [...messages.values()].sort((a, b) => a.seq - b.seq) };
      }),
      resetMessages: [...this.#reset],
      expired: [...this.#expired].map(([conversationId, throughSeq]) => ({ conversationId, throughSeq })),
      entries: [...this.#entries.values()],
      forgotten: [...this.#forgotten],
    };
  }

  *#recount(tables: Tables, row: ConversationRow): Steps<void> {
    const { messages, ranges } = tables;
    const unread = yield* countUnread({
      base: row.base,
      localReadSeq: row.localReadSeq,
      localReset: row.localReset,
      expiry: row.expiry,
      cursor: row.headSeq,
      held: yield* take(ranges.of(row.key)),
      countUnread: (after, through) => messages.countUnread(row.key, after, through),
      countDeleted: (...stretches) => messages.countDeleted(row.key, ...stretches),
    });
    if (unread !== undefined) {
      row.unread = unread;
      row.unreadMentions = row.base
        ? yield* take(messages.countMentions(row.key, readSeqOf(row), row.headSeq))
        : 0;
      yield* take(tables.conversations.save(row));
      return;
    }
    yield* this.forget(tables, conversationStream(row.conversation.id));
  }

  /** Only a snapshot can carry a stream on. */
  *forget(tables: Tables, stream: Stream): Steps<void> {
    yield* take(tables.streams.forget(stream));
    this.#forgotten.add(stream);
  }
}
