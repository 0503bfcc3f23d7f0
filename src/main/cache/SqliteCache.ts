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
} from '../../client/cache/Cache.ts';
import type { ConversationId, MessageId, Seq, UserId } from '../../shared/model/ids.ts';
import type { Message, ThreadSummary } from '../../shared/model/message.ts';
import { parseStream, type Stream } from '../../shared/model/stream.ts';
import type { StreamEvent } from '../../shared/protocol/events.ts';
import type { Snapshot } from '../../shared/protocol/sync.ts';
import type { Database } from '../../sqlite/openDatabase.ts';
import { applyConversationEvents } from './applyConversationEvents.ts';
import { applyDirectoryEvents, dropDirectory } from './applyDirectoryEvents.ts';
import { dropEntries } from './applyEntries.ts';
import { applySnapshot } from './applySnapshot.ts';
import { applyUserEvents, dropOvertaken, leave } from './applyUserEvents.ts';
import { Changes } from './Changes.ts';
import { readSeqOf, toCachedConversation } from './conversationRows.ts';
import { covers, rangeAt } from './ranges.ts';
import { readPage } from './readPage.ts';
import { readSearch } from './readSearch.ts';
import { openTables, type Tables } from './tables.ts';

/** Messages taken into the search index at a time, where a search waits for them. */
const INDEX_AT_A_TIME = 250;
/** A search waits at most so long, in ms, for messages that are not yet in the index. */
const INDEX_FOR_A_SEARCH_MS = 500;

/** The cache in SQLite. Each operation is one transaction; all are done when they return. */
export class SqliteCache implements Cache {
  readonly #database: Database;
  readonly #tables: Tables;

  /** Of a migrated database; one that was another account's starts over. */
  constructor(database: Database, me: UserId) {
    this.#database = database;
    this.#tables = openTables(database, me);
    if (this.#tables.space.me() !== me) this.#empty();
  }

  async load(): Promise<CacheContent> {
    const { space, streams, users, entries, conversations } = this.#tables;
    return {
      identity: space.identity(),
      space: space.space(),
      cursors: streams.known(),
      users: users.all(),
      entries: entries.all(),
      conversations: conversations.all().map(toCachedConversation),
    };
  }

  async setIdentity(identity: CacheIdentity): Promise<void> {
    this.#tables.space.setIdentity(identity);
  }

  async applyEvents(stream: Stream, events: CacheableEvent[]): Promise<CacheChange> {
    return this.#change((tables, changes) => {
      const from = tables.streams.cursor(stream);
      const fresh = events.filter((event) => seqOf(event) > from);
      for (const [index, event] of fresh.entries())
        if (seqOf(event) !== from + index + 1)
          throw new Error(`${stream} stands at ${from}: event ${seqOf(event)} leaves a gap.`);
      if (fresh.length === 0) return;
      const through = from + fresh.length;
      // First, so that whatever is counted is counted as of there.
      tables.streams.set(stream, through);
      apply(tables, changes, stream, fresh.flatMap(known), from, through);
    });
  }

  async applySnapshot(stream: Stream, snapshot: Snapshot, head: Seq): Promise<CacheChange> {
    return this.#change((tables, changes) => {
      tables.streams.remove(stream);
      tables.streams.set(stream, head);
      applySnapshot(tables, changes, snapshot, head);
    });
  }

  async drop(stream: Stream): Promise<CacheChange> {
    return this.#change((tables, changes) => {
      tables.streams.remove(stream);
      dropEntries(tables, changes, stream);
      const parts = parseStream(stream);
      if (parts?.kind === 'conversation') leave(tables, changes, parts.conversationId);
      if (parts?.kind === 'directory') dropDirectory(tables, changes);
      if (parts?.kind === 'user')
        for (const row of tables.conversations.all())
          if (row.joined) leave(tables, changes, row.conversation.id);
    });
  }

  async addPage(conversationId: ConversationId, page: HistoryPage): Promise<CacheChange> {
    return this.#change((tables, changes) => {
      const row = tables.conversations.get(conversationId);
      // Without a cursor nothing would keep it in step; above the cursor its events are still to come.
      if (!row || row.headSeq === 0) return;
      const to = Math.min(page.toSeq, row.headSeq);
      const before = tables.ranges.of(row.key);
      tables.ranges.add(row.key, { from: Math.max(1, page.fromSeq), to });
      for (const message of page.messages) {
        if (message.seq > to || !tables.messages.put(row.key, message)) continue;
        // What is new here is told by reading the page; what was shown already has changed.
        if (rangeAt(before, message.seq)) changes.message(conversationId, message);
      }
      changes.conversation(row);
    });
  }

  async advanceRead(conversationId: ConversationId, seq: Seq): Promise<CacheChange> {
    return this.#change((tables, changes) => {
      const row = tables.conversations.get(conversationId);
      // Nothing above the cursor can have been read here.
      const readSeq = Math.min(seq, row?.headSeq ?? 0);
      if (!row?.joined || readSeq <= readSeqOf(row)) return;
      row.localReadSeq = readSeq;
      tables.conversations.save(row);
      changes.conversation(row);
    });
  }

  async resetRead(conversationId: ConversationId, seq: Seq): Promise<CacheChange> {
    return this.#change((tables, changes) => {
      const row = tables.conversations.get(conversationId);
      if (!row?.joined) return;
      row.localReadSeq = Math.min(seq, row.headSeq);
      row.localReset = true;
      tables.conversations.save(row);
      changes.conversation(row);
    });
  }

  async endResets(waiting: ConversationId[]): Promise<CacheChange> {
    return this.#change((tables, changes) => {
      for (const row of tables.conversations.reset()) {
        if (waiting.includes(row.conversation.id)) continue;
        row.localReset = false;
        dropOvertaken(row);
        tables.conversations.save(row);
        changes.conversation(row);
      }
    });
  }

  async page(id: ConversationId, bound: PageBound | undefined, limit: number): Promise<CachedPage> {
    return readPage(this.#tables, id, bound, limit);
  }

  async message(id: MessageId): Promise<Message | undefined> {
    const found = this.#tables.messages.find(id);
    const row = found && this.#tables.conversations.at(found.key);
    const held = row && rangeAt(this.#tables.ranges.of(row.key), found.seq);
    return held && found.as(row.conversation.id);
  }

  async threads(ids: readonly MessageId[]): Promise<ThreadSummary[]> {
    return this.#tables.messages.threads(ids);
  }

  async thread(id: MessageId): Promise<CachedThread | undefined> {
    const message = await this.message(id);
    const row = message && this.#tables.conversations.get(message.conversationId);
    if (message === undefined || row === undefined) return undefined;
    const held = this.#tables.ranges.of(row.key);
    const replies = this.#tables.messages
      .replies(id, row.conversation.id)
      .filter(({ seq }) => rangeAt(held, seq) !== undefined);
    return { message, replies, complete: covers(held, message.seq, row.headSeq) };
  }

  async search(query: SearchQuery): Promise<SearchPage> {
    const until = performance.now() + INDEX_FOR_A_SEARCH_MS;
    let isBehind = this.#tables.index.isBehind();
    while (isBehind && performance.now() < until) isBehind = this.indexMore();
    return readSearch(this.#tables, query, !isBehind);
  }

  /** Takes some more messages into the search index, for whoever has time; says whether there are others left. */
  indexMore(messages = INDEX_AT_A_TIME): boolean {
    return this.#database.transaction(() => this.#tables.index.work(messages)).immediate();
  }

  async members(conversationId: ConversationId): Promise<UserId[]> {
    const row = this.#tables.conversations.get(conversationId);
    return row ? this.#tables.members.of(row.key) : [];
  }

  async reset(): Promise<void> {
    this.#empty();
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  #change(run: (tables: Tables, changes: Changes) => void): CacheChange {
    return this.#database
      .transaction(() => {
        const changes = new Changes();
        run(this.#tables, changes);
        return changes.finish(this.#tables);
      })
      .immediate();
  }

  #empty(): void {
    this.#database
      .transaction(() => {
        for (const table of ['stream', 'user', 'conversation', 'member', 'held', 'message', 'entry'])
          this.#database.exec(`DELETE FROM ${table}`);
        this.#tables.index.clear();
        this.#tables.space.begin(this.#tables.me);
      })
      .immediate();
  }
}

const seqOf = (event: CacheableEvent): Seq => (event.kind === 'known' ? event.event : event.envelope).seq;
const known = (event: CacheableEvent): StreamEvent[] => (event.kind === 'known' ? [event.event] : []);

function apply(
  tables: Tables,
  changes: Changes,
  stream: Stream,
  events: StreamEvent[],
  from: Seq,
  through: Seq,
): void {
  const parts = parseStream(stream);
  switch (parts?.kind) {
    case 'directory':
      applyDirectoryEvents(tables, changes, events);
      break;
    case 'user':
      applyUserEvents(tables, changes, events);
      break;
    case 'conversation':
      applyConversationEvents(tables, changes, parts.conversationId, events, from, through);
      break;
  }
}
