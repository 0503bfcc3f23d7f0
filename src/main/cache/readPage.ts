import type { CachedPage, PageBound } from '../../client/cache/Cache.ts';
import type { ConversationId, MessageId, Seq } from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import type { ConversationRow } from './conversationRows.ts';
import { type Range, rangeAt } from './ranges.ts';
import type { Tables } from './tables.ts';

/** Nothing that could be shown, and no knowing what is around it. */
const UNKNOWN: CachedPage = { messages: [], older: 'hole', newer: 'hole' };

/** Reads a run of messages without holes; see `CachedPage`. Nothing above the cursor is served. */
export function readPage(
  tables: Tables,
  id: ConversationId,
  bound: PageBound | undefined,
  limit: number,
): CachedPage {
  const row = tables.conversations.get(id);
  if (!row || row.headSeq === 0) return UNKNOWN;
  const run = new Run(tables, row);
  if (!bound) return run.before(row.headSeq + 1, limit);
  if ('beforeSeq' in bound) return run.before(Math.min(bound.beforeSeq, row.headSeq + 1), limit);
  if ('afterSeq' in bound) return run.after(Math.min(bound.afterSeq, row.headSeq), limit);
  return run.around(bound.aroundId, limit);
}

/** Reads one conversation without crossing a hole. */
class Run {
  readonly #tables: Tables;
  readonly #row: ConversationRow;
  readonly #held: Range[];

  constructor(tables: Tables, row: ConversationRow) {
    this.#tables = tables;
    this.#row = row;
    this.#held = tables.ranges.of(row.key);
  }

  before(seq: Seq, limit: number): CachedPage {
    return this.#page(this.#older(seq, limit), seq);
  }

  after(seq: Seq, limit: number): CachedPage {
    return this.#page(this.#newer(seq, limit), seq + 1);
  }

  around(messageId: MessageId, limit: number): CachedPage {
    const found = this.#tables.messages.find(messageId);
    if (found?.key !== this.#row.key || !rangeAt(this.#held, found.seq)) return UNKNOWN;
    const older = this.#older(found.seq, Math.floor((limit - 1) / 2));
    const newer = this.#newer(found.seq, limit - 1 - older.length);
    return this.#page([...older, found.as(this.#row.conversation.id), ...newer], found.seq);
  }

  /** `seq` is where the page would be if there were none: before it lies what is older. */
  #page(messages: Message[], seq: Seq): CachedPage {
    const first = messages[0]?.seq ?? seq;
    const last = messages.at(-1)?.seq ?? seq - 1;
    return { messages, older: this.#whatIsBefore(first), newer: this.#whatIsAfter(last) };
  }

  #older(seq: Seq, limit: number): Message[] {
    const { key, conversation } = this.#row;
    const range = rangeAt(this.#held, seq - 1);
    return range ? this.#tables.messages.last(key, conversation.id, range.from - 1, seq - 1, limit) : [];
  }

  #newer(seq: Seq, limit: number): Message[] {
    const { key, conversation } = this.#row;
    const range = rangeAt(this.#held, seq + 1);
    return range ? this.#tables.messages.first(key, conversation.id, seq, range.to, limit) : [];
  }

  #whatIsBefore(seq: Seq): CachedPage['older'] {
    if (seq <= 1) return 'end';
    const range = rangeAt(this.#held, seq - 1);
    if (!range) return 'hole';
    if (this.#tables.messages.any(this.#row.key, range.from - 1, seq - 1)) return 'cached';
    return range.from <= 1 ? 'end' : 'hole';
  }

  #whatIsAfter(seq: Seq): CachedPage['newer'] {
    const { key, headSeq } = this.#row;
    if (seq >= headSeq) return 'end';
    const range = rangeAt(this.#held, seq + 1);
    if (!range) return 'hole';
    if (this.#tables.messages.any(key, seq, range.to)) return 'cached';
    return range.to >= headSeq ? 'end' : 'hole';
  }
}
