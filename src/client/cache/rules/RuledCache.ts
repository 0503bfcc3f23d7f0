import type { ConversationId, MessageId, Seq, UserId } from '../../../shared/model/ids.ts';
import type { Message, ThreadSummary } from '../../../shared/model/message.ts';
import type { Stream } from '../../../shared/model/stream.ts';
import type { Snapshot } from '../../../shared/protocol/sync.ts';
import type {
  Cache,
  CacheableEvent,
  CacheChange,
  CacheContent,
  CachedPage,
  CachedThread,
  CacheIdentity,
  HistoryPage,
  PageBound,
  SearchPage,
  SearchQuery,
} from '../Cache.ts';
import { addPage } from './addPage.ts';
import { applyEvents } from './applyEvents.ts';
import { applySnapshot } from './applySnapshot.ts';
import { Changes } from './Changes.ts';
import { toCachedConversation } from './conversations.ts';
import { drop } from './drop.ts';
import { advanceRead, endResets, resetRead } from './reading.ts';
import { readMembers, readMessage, readThread } from './readMessages.ts';
import { readPage } from './readPage.ts';
import { type Steps, take } from './steps.ts';
import type { Tables } from './Tables.ts';

/** A rule that changes what is held, and says what it changed to `changes`. */
type ChangingRule = (tables: Tables, changes: Changes) => Steps<void>;

/** The cache but for where it keeps its tables: what each operation does, by the rules, in one transaction. */
export abstract class RuledCache implements Cache {
  /** Runs a rule that changes nothing, on tables as they are at one moment. */
  protected abstract read<T>(rule: (tables: Tables) => Steps<T>): Promise<T>;
  /** Runs a rule in a transaction: all it does is done, or nothing. */
  protected abstract write<T>(rule: (tables: Tables) => Steps<T>): Promise<T>;
  abstract search(query: SearchQuery): Promise<SearchPage>;
  abstract reset(): Promise<void>;
  abstract close(): Promise<void>;

  async load(): Promise<CacheContent> {
    return this.read(function* ({ space, streams, users, entries, conversations }) {
      const rows = yield* take(conversations.all());
      return {
        identity: yield* take(space.identity()),
        space: yield* take(space.space()),
        cursors: yield* take(streams.known()),
        users: yield* take(users.all()),
        entries: yield* take(entries.all()),
        conversations: rows.map(toCachedConversation),
        readHere: rows.flatMap(({ conversation, joined, localReadSeq, localReset }) =>
          joined && localReadSeq !== null && !localReset
            ? [{ conversationId: conversation.id, seq: localReadSeq }]
            : [],
        ),
      };
    });
  }

  async setIdentity(identity: CacheIdentity): Promise<void> {
    return this.write(({ space }) => take(space.setIdentity(identity)));
  }

  async applyEvents(stream: Stream, events: CacheableEvent[]): Promise<CacheChange> {
    return this.#change((tables, changes) => applyEvents(tables, changes, stream, events));
  }

  async applySnapshot(stream: Stream, snapshot: Snapshot, head: Seq): Promise<CacheChange> {
    return this.#change((tables, changes) => applySnapshot(tables, changes, stream, snapshot, head));
  }

  async drop(stream: Stream): Promise<CacheChange> {
    return this.#change((tables, changes) => drop(tables, changes, stream));
  }

  async addPage(id: ConversationId, page: HistoryPage): Promise<CacheChange> {
    return this.#change((tables, changes) => addPage(tables, changes, id, page));
  }

  async advanceRead(id: ConversationId, seq: Seq): Promise<CacheChange> {
    return this.#change((tables, changes) => advanceRead(tables, changes, id, seq));
  }

  async resetRead(id: ConversationId, seq: Seq): Promise<CacheChange> {
    return this.#change((tables, changes) => resetRead(tables, changes, id, seq));
  }

  async endResets(waiting: ConversationId[]): Promise<CacheChange> {
    return this.#change((tables, changes) => endResets(tables, changes, waiting));
  }

  async page(id: ConversationId, bound: PageBound | undefined, limit: number): Promise<CachedPage> {
    return this.read((tables) => readPage(tables, id, bound, limit));
  }

  async message(id: MessageId): Promise<Message | undefined> {
    return this.read((tables) => readMessage(tables, id));
  }

  async threads(ids: readonly MessageId[]): Promise<ThreadSummary[]> {
    return this.read(({ messages }) => take(messages.threads(ids)));
  }

  async thread(id: MessageId): Promise<CachedThread | undefined> {
    return this.read((tables) => readThread(tables, id));
  }

  async members(id: ConversationId): Promise<UserId[]> {
    return this.read((tables) => readMembers(tables, id));
  }

  #change(rule: ChangingRule): Promise<CacheChange> {
    return this.write((tables) => change(tables, rule));
  }
}

/**
 * Follows the rule, and gives what it changed. One function for all calls: V8 keeps a generator function that was made
 * within a call, and through it the events it was made for, until its next full collection.
 */
function* change(tables: Tables, rule: ChangingRule): Steps<CacheChange> {
  const changes = new Changes();
  yield* rule(tables, changes);
  return yield* changes.finish(tables);
}
