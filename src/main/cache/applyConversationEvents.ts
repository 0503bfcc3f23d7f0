import type { ConversationId, Seq } from '../../shared/model/ids.ts';
import { countsAsUnread, type Message, mentionsPerson } from '../../shared/model/message.ts';
import type { StreamEvent } from '../../shared/protocol/events.ts';
import { setEntry } from './applyEntries.ts';
import type { Changes } from './Changes.ts';
import type { ConversationRow } from './conversationRows.ts';
import { readSeqOf } from './conversationRows.ts';
import { covers, type Range, rangeAt } from './ranges.ts';
import type { Tables } from './tables.ts';

/** Applies the known among events that follow `from` and end at `through`, in a conversation's own stream. */
export function applyConversationEvents(
  tables: Tables,
  changes: Changes,
  id: ConversationId,
  events: StreamEvent[],
  from: Seq,
  through: Seq,
): void {
  const row = tables.conversations.get(id) ?? createFrom(tables, events);
  if (!row) throw new Error(`Events of the conversation ${id} came before anything was known of it.`);
  const counted = wasCounted(row, tables.ranges.of(row.key), from);
  const batch: Batch = {
    tables,
    changes,
    row,
    held: tables.ranges.add(row.key, { from: from + 1, to: through }),
    created: [],
    recount: !counted,
    readSeq: readSeqOf(row),
  };
  for (const event of events) applyEvent(batch, event);
  writeCreated(batch);
  row.headSeq = through;
  tables.conversations.save(row);
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
function createFrom(tables: Tables, [first]: StreamEvent[]): ConversationRow | undefined {
  return first?.type === 'conversation.created'
    ? tables.conversations.describe(first.data.conversation)
    : undefined;
}

function applyEvent(batch: Batch, event: StreamEvent): void {
  const { tables, changes, row } = batch;
  const id = row.conversation.id;
  switch (event.type) {
    case 'conversation.created':
    case 'conversation.changed':
      tables.conversations.describe(event.data.conversation);
      row.conversation = event.data.conversation;
      break;
    case 'member.joined':
      if (tables.members.add(row.key, event.data.userId)) changes.member(id, event.data.userId, 'joined');
      break;
    case 'member.left':
      if (tables.members.remove(row.key, event.data.userId)) changes.member(id, event.data.userId, 'left');
      break;
    case 'message.created':
      batch.created.push(event.data.message);
      break;
    case 'message.edited':
    case 'message.deleted':
    case 'message.reacted':
      applyChanged(batch, event.data.message);
      break;
    case 'entry.changed':
      setEntry(tables, changes, event.stream, event.data.entry);
      break;
    case 'messages.expired':
      applyExpired(batch, event.data.throughSeq, event.seq);
      break;
  }
}

function writeCreated(batch: Batch): void {
  const { tables, changes, row, created, readSeq } = batch;
  const last = created.at(-1);
  if (!last) return;
  batch.created = [];
  row.lastMessageAt = last.createdAt;
  // One that was here already, which no sound server brings about, has been counted before.
  if (tables.messages.putAll(row.key, created) < created.length) batch.recount = true;
  for (const message of created) {
    changes.message(row.conversation.id, message);
    const unread = message.authorId !== tables.me && countsAsUnread(message) && message.seq > readSeq;
    if (!unread) continue;
    row.unread += 1;
    if (mentionsPerson(message, tables.me)) row.unreadMentions += 1;
  }
}

/** A change of a message that is not here leaves nothing behind, but for a deletion the blank that counting needs (S12). */
function applyChanged(batch: Batch, message: Message): void {
  const { tables, changes, row, held } = batch;
  writeCreated(batch);
  const cached = rangeAt(held, message.seq) !== undefined;
  const deleted = message.deletedAt !== null;
  // Where nothing is missing and yet no message is, it has expired meanwhile, and a later page has told so.
  const expired = cached && !tables.messages.any(row.key, message.seq - 1, message.seq);
  if (expired || (!cached && !deleted)) return;
  if (!tables.messages.put(row.key, message)) return;
  if (cached) changes.message(row.conversation.id, message);
  // An edit may mention other people than before. Each event carries the message as it stands now: what came by a
  // reaction may have been edited by an event that follows it.
  if (deleted || (message.editedAt !== null && message.seq > batch.readSeq)) batch.recount = true;
}

/** What has expired is gone everywhere, so that nothing is missing there: held, and empty. */
function applyExpired(batch: Batch, through: Seq, at: Seq): void {
  const { tables, changes, row } = batch;
  writeCreated(batch);
  tables.messages.deleteThrough(row.key, through);
  batch.held = tables.ranges.add(row.key, { from: 1, to: through });
  row.expiry = { at, through };
  batch.recount = true;
  changes.expired(row.conversation.id, through);
}
