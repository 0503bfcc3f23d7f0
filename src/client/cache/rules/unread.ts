import type { ReadState } from '../../../shared/model/conversation.ts';
import type { Seq } from '../../../shared/model/ids.ts';
import { covers, type Range } from './ranges.ts';
import { type Answer, type Steps, take } from './steps.ts';
import type { Expiry } from './Tables.ts';

/** What counting goes by. Stretches are (after, through], in seqs; counts are of the messages of others. */
export type ReadFacts = {
  /** The last read state the server gave; null for who is not in the conversation. */
  base: ReadState | null;
  /** How far was read here beyond what the server knows. */
  localReadSeq: Seq | null;
  /** Whether it was set here instead, back or forth, and the server does not know yet. */
  localReset: boolean;
  /** The last event applied. */
  cursor: Seq;
  held: readonly Range[];
  /** The last event by which messages expired, and through which seq. */
  expiry: Expiry | null;
  /** Undeleted ones that are here. */
  countUnread(after: Seq, through: Seq): Answer<number>;
  /** Those in the first stretch that an event in the second deleted. */
  countDeleted(after: Seq, through: Seq, changedAfter: Seq, changedThrough: Seq): Answer<number>;
};

/**
 * Unread messages (S14): the undeleted ones of others above r, the highest position read.
 *
 * Where everything in (r, cursor] is here they are counted. Where it is not, the server's count is carried
 * on: it was true at `asOf`, since when every event has been applied, so that what was written after it is
 * here, and so is a blank for each older message that was deleted after it. What was read only here is
 * taken off as far as it is here, and what was marked unread only here is added; the server's answer soon says the rest.
 *
 * `undefined` means that it cannot be known from this, such as how many of what the server counted has expired
 * since: only a snapshot helps.
 */
export function* countUnread(facts: ReadFacts): Steps<number | undefined> {
  const { base, cursor, held, expiry, localReset } = facts;
  if (!base) return 0;
  const local = facts.localReadSeq ?? 0;
  const furthest = Math.max(base.readSeq, local);
  const readSeq = localReset ? local : furthest;
  const behind = base.asOf > cursor;
  if (!behind && covers(held, readSeq, cursor)) return yield* take(facts.countUnread(readSeq, cursor));
  if (!behind && !covers(held, base.asOf, cursor)) return undefined;
  if (expiry && expiry.at > base.asOf && expiry.through > furthest) return undefined;
  const written = yield* take(facts.countUnread(base.asOf, cursor));
  const deleted = yield* take(facts.countDeleted(base.readSeq, base.asOf, base.asOf, cursor));
  const readHere = local > base.readSeq ? yield* take(facts.countUnread(base.readSeq, local)) : 0;
  const unreadHere = readSeq < base.readSeq ? yield* take(facts.countUnread(readSeq, base.readSeq)) : 0;
  return Math.max(0, base.unread + written - deleted - readHere + unreadHere);
}
