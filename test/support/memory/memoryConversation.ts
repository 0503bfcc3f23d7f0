import type {
  CachedConversation,
  CachedPage,
  HistoryPage,
  PageBound,
} from '../../../src/client/cache/Cache.ts';
import { type Conversation, isLaterRead, type ReadState } from '../../../src/shared/model/conversation.ts';
import type { Seq, UserId } from '../../../src/shared/model/ids.ts';
import { countsAsUnread, type Message, mentionsPerson } from '../../../src/shared/model/message.ts';
import type { SnapshotOf } from '../../../src/shared/protocol/sync.ts';

/** Where a page would be if it held nothing: before it lies what is older. */
function placeOf(bound: PageBound | undefined, to: Seq): Seq {
  if (bound !== undefined && 'beforeSeq' in bound) return Math.min(bound.beforeSeq, to + 1);
  return bound !== undefined && 'afterSeq' in bound ? bound.afterSeq + 1 : to + 1;
}

/** What a cache holds of one conversation, in the plainest form its rules allow: for tests, not for speed. */
export class MemoryConversation {
  conversation: Conversation;
  joined = false;
  inDirectory = false;
  cursor: Seq | undefined;
  members = new Set<UserId>();
  #base: ReadState | undefined;
  #localReadSeq: Seq = 0;
  /** Whether that was set rather than raised, and holds until the server knows. */
  #isReset = false;
  #expiry: { at: Seq; through: Seq } | undefined;
  readonly #rows = new Map<Seq, Message>();
  /** The seqs of which no message is missing. */
  readonly #covered = new Set<Seq>();
  readonly #me: UserId;

  constructor(conversation: Conversation, me: UserId) {
    this.conversation = conversation;
    this.#me = me;
  }

  /** Keeps the newer of two records of one message (S12); answers whether this one was it. */
  put(message: Message): boolean {
    const held = this.#rows.get(message.seq);
    if (held !== undefined && held.changedSeq >= message.changedSeq) return false;
    this.#rows.set(message.seq, message);
    return true;
  }

  cover(fromSeq: Seq, toSeq: Seq): void {
    for (let seq = fromSeq; seq <= Math.min(toSeq, this.cursor ?? 0); seq++) this.#covered.add(seq);
  }

  isCovered = (seq: Seq): boolean => this.#covered.has(seq);
  holds = (seq: Seq): boolean => this.#rows.has(seq);
  message = (id: Message['id']): Message | undefined =>
    [...this.#rows.values()].find((one) => one.id === id && this.isCovered(one.seq));

  /** The messages that can be read here and are not deleted. */
  get readable(): Message[] {
    return [...this.#rows.values()].filter(({ seq, deletedAt }) => this.isCovered(seq) && deletedAt === null);
  }

  repliesTo = (id: Message['id']): Message[] =>
    [...this.#rows.values()]
      .filter(({ replyTo, seq }) => replyTo === id && this.isCovered(seq))
      .sort((a, b) => a.seq - b.seq);
  /** Whether nothing is missing from a seq to the cursor. */
  isHeldFrom = (seq: Seq): boolean => this.#isWhole(seq - 1, this.cursor ?? 0);

  setRead(read: ReadState, isReset: boolean): void {
    if (this.#base === undefined || isLaterRead(read, this.#base)) this.#base = read;
    if (this.#isReset) return;
    if (isReset || this.#base.readSeq >= this.#localReadSeq) this.#localReadSeq = 0;
  }

  /** Answers whether this moved the read position; nothing above the cursor can have been read. */
  advanceLocally(seq: Seq): boolean {
    const readSeq = Math.min(seq, this.cursor ?? 0);
    if (readSeq <= this.readSeq) return false;
    this.#localReadSeq = readSeq;
    return true;
  }

  resetLocally(seq: Seq): void {
    this.#localReadSeq = Math.min(seq, this.cursor ?? 0);
    this.#isReset = true;
  }

  /** Answers whether there was anything to end. */
  endReset(): boolean {
    const was = this.#isReset;
    this.#isReset = false;
    if (was) this.#localReadSeq = 0;
    return was;
  }

  /** How far was read here where the server has not said that it knows. */
  readHere(): Seq | undefined {
    return this.joined && !this.#isReset && this.#localReadSeq > 0 ? this.#localReadSeq : undefined;
  }

  get readSeq(): Seq {
    return this.#isReset ? this.#localReadSeq : this.#furthest;
  }

  get #furthest(): Seq {
    return Math.max(this.#base?.readSeq ?? 0, this.#localReadSeq);
  }

  /** What of the unread messages is here and mentions the person. */
  get unreadMentions(): number {
    return [...this.#rows.values()].filter(
      (one) =>
        one.seq > this.readSeq &&
        one.seq <= (this.cursor ?? 0) &&
        one.authorId !== this.#me &&
        countsAsUnread(one) &&
        mentionsPerson(one, this.#me),
    ).length;
  }

  /** Undeleted messages of others above the read position: counted where all of them are here, else from the server's count. */
  get unread(): number {
    const cursor = this.cursor ?? 0;
    const others = [...this.#rows.values()].filter(
      ({ authorId, seq, notice }) => authorId !== this.#me && seq <= cursor && notice === undefined,
    );
    const undeleted = (from: Seq, to: Seq) =>
      others.filter(({ seq, deletedAt }) => seq > from && seq <= to && deletedAt === null).length;
    const isAhead = this.#base !== undefined && this.#base.asOf > cursor;
    if (!isAhead && this.#isWhole(this.readSeq, cursor)) return undeleted(this.readSeq, cursor);
    if (this.#base === undefined) return 0;
    const { readSeq, unread, asOf } = this.#base;
    const deletedSince = others.filter(
      ({ seq, deletedAt, changedSeq }) =>
        seq > readSeq && seq <= asOf && deletedAt !== null && changedSeq > asOf && changedSeq <= cursor,
    ).length;
    const readSince =
      this.#localReadSeq > readSeq ? undeleted(readSeq, Math.min(this.#localReadSeq, cursor)) : 0;
    const unreadHere = this.readSeq < readSeq ? undeleted(this.readSeq, readSeq) : 0;
    return Math.max(0, unread + undeleted(asOf, cursor) - deletedSince - readSince + unreadHere);
  }

  #isWhole(from: Seq, to: Seq): boolean {
    for (let seq = from + 1; seq <= to; seq++) if (!this.#covered.has(seq)) return false;
    return true;
  }

  replace(snapshot: SnapshotOf<'conversation'>, head: Seq): void {
    this.dropMessages();
    this.conversation = snapshot.conversation;
    this.members = new Set(snapshot.memberIds);
    this.cursor = head;
    for (const message of snapshot.messages) this.put(message);
    this.cover(snapshot.fromSeq, head);
    this.setRead(snapshot.read, false);
  }

  /** Keeps what is not above the cursor, whose events are still to come; answers with what it changed of what was here. */
  addPage({ messages, fromSeq, toSeq }: HistoryPage): Message[] {
    const changed = messages.filter((message) => {
      const wasHere = this.#covered.has(message.seq);
      return message.seq <= (this.cursor ?? 0) && this.put(message) && wasHere;
    });
    this.cover(fromSeq, toSeq);
    return changed;
  }

  expire(throughSeq: Seq): void {
    for (const seq of this.#rows.keys()) if (seq <= throughSeq) this.#rows.delete(seq);
    for (let seq = 1; seq <= throughSeq; seq++) this.#covered.add(seq);
    this.#expiry = { at: this.cursor ?? 0, through: throughSeq };
  }

  /** Whether `unread` can be worked out from what is here: not how many of what the server counted has expired since. */
  get isCountable(): boolean {
    const cursor = this.cursor ?? 0;
    const base = this.#base;
    if (base === undefined || base.asOf > cursor || this.#isWhole(this.readSeq, cursor)) return true;
    const expiry = this.#expiry;
    const hasExpiredSince = expiry !== undefined && expiry.at > base.asOf && expiry.through > this.#furthest;
    return !hasExpiredSince && this.#isWhole(base.asOf, cursor);
  }

  dropMessages(): void {
    this.cursor = undefined;
    this.#rows.clear();
    this.#covered.clear();
    this.members.clear();
  }

  /** Forgets what belongs to being a member. */
  leave(): void {
    this.dropMessages();
    this.joined = false;
    this.#base = undefined;
    this.#localReadSeq = 0;
    this.#isReset = false;
    this.#expiry = undefined;
  }

  page(bound: PageBound | undefined, limit: number): CachedPage {
    const run = this.#runAt(bound);
    if (run === undefined)
      return { messages: [], older: 'hole', newer: this.#touchesBelow(bound) ? 'cached' : 'hole' };
    const inRun = [...this.#rows.values()]
      .filter(({ seq }) => seq >= run.from && seq <= run.to && run.accepts(seq))
      .sort((a, b) => a.seq - b.seq);
    const messages = run.choose(inRun, limit);
    const first = messages.at(0)?.seq ?? placeOf(bound, run.to);
    const last = messages.at(-1)?.seq ?? first - 1;
    const rows = [...this.#rows.values()].filter(({ seq }) => seq >= run.from && seq <= run.to);
    const older = rows.some(({ seq }) => seq < first) ? 'cached' : run.from > 1 ? 'hole' : 'end';
    const newer = rows.some(({ seq }) => seq > last)
      ? 'cached'
      : run.to < (this.cursor ?? 0)
        ? 'hole'
        : 'end';
    return { messages, older, newer };
  }

  /** Whether what is asked for ends just where something is held. */
  #touchesBelow = (bound: PageBound | undefined): boolean =>
    bound !== undefined && 'beforeSeq' in bound && this.#covered.has(bound.beforeSeq);

  /** The run without holes that touches the bound, and which of its messages are asked for. */
  #runAt(bound: PageBound | undefined) {
    const newest = <T>(all: T[], limit: number): T[] => all.slice(-limit);
    const oldest = <T>(all: T[], limit: number): T[] => all.slice(0, limit);
    if (bound === undefined) return this.#run(this.cursor ?? 0, () => true, newest);
    if ('beforeSeq' in bound) {
      const { beforeSeq } = bound;
      return this.#run(Math.min(beforeSeq - 1, this.cursor ?? 0), (seq) => seq < beforeSeq, newest);
    }
    if ('afterSeq' in bound) {
      const { afterSeq } = bound;
      return this.#run(Math.min(afterSeq + 1, this.cursor ?? 0), (seq) => seq > afterSeq, oldest);
    }
    const centre = this.message(bound.aroundId);
    if (centre === undefined) return undefined;
    const around = (all: Message[], limit: number): Message[] => {
      const at = all.findIndex(({ seq }) => seq === centre.seq);
      const from = Math.max(0, at - Math.floor(limit / 2));
      return all.slice(from, from + limit);
    };
    return this.#run(centre.seq, () => true, around);
  }

  #run(
    at: Seq,
    accepts: (seq: Seq) => boolean,
    choose: (all: Message[], limit: number) => Message[],
  ): { from: Seq; to: Seq; accepts: typeof accepts; choose: typeof choose } | undefined {
    if (!this.#covered.has(at)) return undefined;
    let from = at;
    let to = at;
    while (this.#covered.has(from - 1)) from--;
    while (this.#covered.has(to + 1)) to++;
    return { from, to, accepts, choose };
  }

  view(): CachedConversation {
    const shown = [...this.#rows.values()].filter(({ seq }) => this.#covered.has(seq));
    const newest = shown.reduce<Message | undefined>(
      (last, one) => (last && last.seq > one.seq ? last : one),
      undefined,
    );
    return {
      conversation: this.conversation,
      joined: this.joined,
      readSeq: this.joined ? this.readSeq : 0,
      unread: this.joined ? this.unread : 0,
      unreadMentions: this.joined ? this.unreadMentions : 0,
      headSeq: this.cursor ?? 0,
      lastMessageAt: newest?.createdAt ?? null,
    };
  }
}
