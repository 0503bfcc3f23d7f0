import type { ConversationId, Seq, Timestamp } from '../../../shared/model/ids.ts';
import { conversationStream } from '../../../shared/model/stream.ts';
import type { CommandContext } from './groupCommit.ts';
import { expireMessages } from './messages.ts';
import type { Tables } from './tables.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** So many messages go with one commit at most. */
const AT_ONCE = 500;

/** Messages go by the hour: together with others of theirs, and not each with an event of its own. */
const toFullHour = (at: Timestamp): Timestamp => Math.ceil(at / HOUR_MS) * HOUR_MS;

type Oldest = { throughSeq: Seq; nextAt: Timestamp | undefined; more: boolean };

/**
 * Of a conversation's messages the oldest that are all too old, and when the one after them was written. Order is by seq
 * (S7): where a clock was set back, nothing goes before its time, and what was written after it waits for it.
 */
function oldestOf(tables: Tables, id: ConversationId, before: Timestamp): Oldest {
  const { floor } = tables.streams.state(conversationStream(id));
  const range = { conversationId: id, afterSeq: floor, beforeSeq: Number.MAX_SAFE_INTEGER };
  const times = tables.messages.times(range, AT_ONCE);
  const staying = times.findIndex(({ createdAt }) => createdAt > before);
  const through = times.at(staying === -1 ? -1 : staying - 1);
  return {
    throughSeq: staying === 0 ? floor : (through?.seq ?? floor),
    nextAt: times[staying]?.createdAt,
    more: staying === -1 && times.length === AT_ONCE,
  };
}

/** Lets go what a conversation no longer keeps, up to a bound, and says when to look again. */
export function sweep(tables: Tables, context: CommandContext, id: ConversationId): void {
  const days = tables.conversations.find(id)?.retentionDays;
  if (days === undefined) {
    tables.retention.remove(id);
    return;
  }
  const life = days * DAY_MS;
  const { throughSeq, nextAt, more } = oldestOf(tables, id, context.at - life);
  expireMessages(tables, context, id, throughSeq);
  // Where nothing is left, what is written from now on is too old then at the earliest.
  tables.retention.set(id, more ? context.at : toFullHour((nextAt ?? context.at) + life));
}

/** The conversation keeps its messages for so many days from now on, or for good. */
export function retain(
  tables: Tables,
  { at }: CommandContext,
  id: ConversationId,
  days: number | undefined,
): void {
  if (days === undefined) tables.retention.remove(id);
  else tables.retention.set(id, at);
}
