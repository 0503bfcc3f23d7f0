import type { ConversationId, Seq, UserId } from '../../../shared/model/ids.ts';
import { countsAsUnread, type Message, mentionsPerson } from '../../../shared/model/message.ts';
import { conversationStream } from '../../../shared/model/stream.ts';
import type { StreamEvent } from '../../../shared/protocol/events.ts';
import { setEntry } from './applyEntries.ts';
import type { Changes } from './Changes.ts';
import { readSeqOf } from './conversations.ts';
import { hold } from './held.ts';
import { covers, type Range, rangeAt } from './ranges.ts';
import { type Steps, take } from './steps.ts';
import type { ConversationRow, Tables } from './Tables.ts';

/** Applies the known among events that follow `from` and end at `through`, in a conversation's own stream. */
export function* applyConversationEvents(
  tables: Tables,
  changes: Changes,
  id: ConversationId,
  events: StreamEvent[],
  from: Seq,
  through: Seq,
): Steps<void> {
  const row = (yield* take(tables.conversations.get(id))) ?? (yield* createFrom(tables, events));
  if (!row) {
    // Nothing can be kept of it before a snapshot tells what it is.
    yield* take(tables.streams.remove(conversationStream(id)));
    yield* changes.forget(tables, conversationStream(id));
    return;
  }
  const counted = wasCounted(row, yield* take(tables.ranges.of(row.key)), from);
  const batch: Batch = {
    tables,
    changes,
    row,
    held: yield* hold(tables, row.key, { from: from + 1, to: through }),
    created: [],
    recount: !counted,
    readSeq: readSeqOf(row),
  };
  // Most events are this one; it waits for the others.
  for (const event of events)
    if (event.type === 'message.created') batch.created.push(event.data.message);
    else yield* applyEvent(batch, event);
  yield* writeCreated(batch);
  row.headSeq = through;
  yield* take(tables.conversations.save(row));
  changes.conversation(row, batch.recount);
}

/** What applying works on. */
type Batch = {
  tables: Tables;
  changes: Changes;
  row: ConversationRow;
  held: Range[];
  /** New messages, to be written together before anything else is done about this conversation's messages. */
  created: Message[];
  /** Whether its unread messages have to be counted again; while they have not, new ones are added to the count. */
  recount: boolean;
  readonly readSeq: Seq;
};

/** Whether the count as it stands is one of messages that are all here, so that new ones can just be added to it. */
const wasCounted = (row: ConversationRow, held: Range[], cursor: Seq): boolean =>
  row.base !== null && row.base.asOf <= cursor && covers(held, readSeqOf(row), cursor);

/** The first event of a stream tells of a conversation that the directory or the own stream may tell of later. */
function* createFrom(tables: Tables, [first]: StreamEvent[]): Steps<ConversationRow | undefined> {
  return first?.type === 'conversation.created'
    ? yield* take(tables.conversations.describe(first.data.conversation))
    : undefined;
}

function* applyEvent(batch: Batch, event: StreamEvent): Steps<void> {
  const { tables, changes, row } = batch;
  switch (event.type) {
    case 'conversation.created':
    case 'conversation.changed':
      yield* take(tables.conversations.describe(event.data.conversation));
      row.conversation = event.data.conversation;
      break;
    case 'member.joined':
      yield* setMember(batch, event.data.userId, 'joined');
      break;
    case 'member.left':
      yield* setMember(batch, event.data.userId, 'left');
      break;
    case 'message.edited':
    case 'message.deleted':
    case 'message.reacted':
      yield* applyChanged(batch, event.data.message);
      break;
    case 'entry.changed':
      yield* setEntry(tables, changes, event.stream, event.data.entry);
      break;
    case 'messages.expired':
      yield* applyExpired(batch, event.data.throughSeq, event.seq);
      break;
  }
}

function* setMember(
  { tables, changes, row }: Batch,
  userId: UserId,
  happened: 'joined' | 'left',
): Steps<void> {
  const isIn = yield* take(tables.members.has(row.key, userId));
  if (isIn === (happened === 'joined')) return;
  yield* take(isIn ? tables.members.remove(row.key, userId) : tables.members.add(row.key, userId));
  changes.member(row.conversation.id, userId, happened);
}

function* writeCreated(batch: Batch): Steps<void> {
  const { tables, changes, row, created, readSeq } = batch;
  const last = created.at(-1);
  if (!last) return;
  batch.created = [];
  row.lastMessageAt = last.createdAt;
  // One that was here already, which no sound server brings about, has been counted before.
  if ((yield* take(tables.messages.putAll(row.key, created))) < created.length) batch.recount = true;
  for (const message of created) {
    changes.message(row.conversation.id, message);
    const unread = message.authorId !== tables.me && countsAsUnread(message) && message.seq > readSeq;
    if (!unread) continue;
    row.unread += 1;
    if (mentionsPerson(message, tables.me)) row.unreadMentions += 1;
  }
}

/** A change of a message that is not here leaves nothing behind, but for a deletion the blank that counting needs (S12). */
function* applyChanged(batch: Batch, message: Message): Steps<void> {
  const { tables, changes, row, held } = batch;
  yield* writeCreated(batch);
  const cached = rangeAt(held, message.seq) !== undefined;
  const deleted = message.deletedAt !== null;
  // Where nothing is missing and yet no message is, it has expired meanwhile, and a later page has told so.
  const expired = cached && !(yield* take(tables.messages.any(row.key, message.seq - 1, message.seq)));
  if (expired || (!cached && !deleted)) return;
  if (!(yield* take(tables.messages.put(row.key, message)))) return;
  if (cached) changes.message(row.conversation.id, message);
  // An edit may mention other people than before. Each event carries the message as it stands now: what came by a
  // reaction may have been edited by an event that follows it.
  if (deleted || (message.editedAt !== null && message.seq > batch.readSeq)) batch.recount = true;
}

/** What has expired is gone everywhere, so that nothing is missing there: held, and empty. */
function* applyExpired(batch: Batch, through: Seq, at: Seq): Steps<void> {
  const { tables, changes, row } = batch;
  yield* writeCreated(batch);
  yield* take(tables.messages.deleteThrough(row.key, through));
  batch.held = yield* hold(tables, row.key, { from: 1, to: through });
  row.expiry = { at, through };
  batch.recount = true;
  changes.expired(row.conversation.id, through);
}
