import type { ConversationId, MessageId, Seq } from '../../../shared/model/ids.ts';
import type { Message } from '../../../shared/model/message.ts';
import type { CachedPage, PageBound } from '../Cache.ts';
import { type Range, rangeAt } from './ranges.ts';
import { type Steps, take } from './steps.ts';
import type { ConversationRow, Tables } from './Tables.ts';

/** Nothing that could be shown, and no knowing what is around it. */
const UNKNOWN: CachedPage = { messages: [], older: 'hole', newer: 'hole' };

/** Reads a run of messages without holes; see `CachedPage`. Nothing above the cursor is served. */
export function* readPage(
  tables: Tables,
  id: ConversationId,
  bound: PageBound | undefined,
  limit: number,
): Steps<CachedPage> {
  const row = yield* take(tables.conversations.get(id));
  if (!row || row.headSeq === 0) return UNKNOWN;
  const run = new Run(tables, row, yield* take(tables.ranges.of(row.key)));
  if (!bound) return yield* run.before(row.headSeq + 1, limit);
  if ('beforeSeq' in bound) return yield* run.before(Math.min(bound.beforeSeq, row.headSeq + 1), limit);
  if ('afterSeq' in bound) return yield* run.after(Math.min(bound.afterSeq, row.headSeq), limit);
  return yield* run.around(bound.aroundId, limit);
}

/** Reads one conversation without crossing a hole. */
class Run {
  readonly #tables: Tables;
  readonly #row: ConversationRow;
  readonly #held: Range[];

  constructor(tables: Tables, row: ConversationRow, held: Range[]) {
    this.#tables = tables;
    this.#row = row;
    this.#held = held;
  }

  *before(seq: Seq, limit: number): Steps<CachedPage> {
    return yield* this.#page(yield* this.#older(seq, limit), seq);
  }

  *after(seq: Seq, limit: number): Steps<CachedPage> {
    return yield* this.#page(yield* this.#newer(seq, limit), seq + 1);
  }

  *around(messageId: MessageId, limit: number): Steps<CachedPage> {
    const found = yield* take(this.#tables.messages.find(messageId));
    if (found?.key !== this.#row.key || !rangeAt(this.#held, found.seq)) return UNKNOWN;
    const older = yield* this.#older(found.seq, Math.floor((limit - 1) / 2));
    const newer = yield* this.#newer(found.seq, limit - 1 - older.length);
    return yield* this.#page([...older, found.as(this.#row.conversation.id), ...newer], found.seq);
  }

  /** `seq` is where the page would be if there were none: before it lies what is older. */
  *#page(messages: Message[], seq: Seq): Steps<CachedPage> {
    const first = messages[0]?.seq ?? seq;
    const last = messages.at(-1)?.seq ?? seq - 1;
    return { messages, older: yield* this.#whatIsBefore(first), newer: yield* this.#whatIsAfter(last) };
  }

  *#older(seq: Seq, limit: number): Steps<Message[]> {
    const { key, conversation } = this.#row;
    const range = rangeAt(this.#held, seq - 1);
    if (!range) return [];
    return yield* take(this.#tables.messages.last(key, conversation.id, range.from - 1, seq - 1, limit));
  }

  *#newer(seq: Seq, limit: number): Steps<Message[]> {
    const { key, conversation } = this.#row;
    const range = rangeAt(this.#held, seq + 1);
    if (!range) return [];
    return yield* take(this.#tables.messages.first(key, conversation.id, seq, range.to, limit));
  }

  *#whatIsBefore(seq: Seq): Steps<CachedPage['older']> {
    if (seq <= 1) return 'end';
    const range = rangeAt(this.#held, seq - 1);
    if (!range) return 'hole';
    if (yield* take(this.#tables.messages.any(this.#row.key, range.from - 1, seq - 1))) return 'cached';
    return range.from <= 1 ? 'end' : 'hole';
  }

  *#whatIsAfter(seq: Seq): Steps<CachedPage['newer']> {
    const { key, headSeq } = this.#row;
    if (seq >= headSeq) return 'end';
    const range = rangeAt(this.#held, seq + 1);
    if (!range) return 'hole';
    if (yield* take(this.#tables.messages.any(key, seq, range.to))) return 'cached';
    return range.to >= headSeq ? 'end' : 'hole';
  }
}
