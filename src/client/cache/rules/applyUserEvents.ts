import { type Conversation, isLaterRead, type ReadState } from '../../../shared/model/conversation.ts';
import type { ConversationId } from '../../../shared/model/ids.ts';
import { conversationStream, directoryStream } from '../../../shared/model/stream.ts';
import type { StreamEvent } from '../../../shared/protocol/events.ts';
import { dropEntries, setEntry } from './applyEntries.ts';
import type { Changes } from './Changes.ts';
import { type Steps, take } from './steps.ts';
import type { ConversationRow, Tables } from './Tables.ts';

/** Applies the known events of one's own stream: memberships, read positions, what one keeps for oneself, and a guest's others. */
export function* applyUserEvents(tables: Tables, changes: Changes, events: StreamEvent[]): Steps<void> {
  for (const event of events)
    switch (event.type) {
      case 'conversation.joined':
        yield* join(tables, changes, yield* known(tables, event.data.conversation), event.data.read);
        break;
      case 'conversation.left':
        yield* leave(tables, changes, event.data.conversationId);
        break;
      case 'user.changed':
        if (yield* readsDirectory(tables)) break;
        yield* take(tables.users.put(event.data.user));
        changes.user(event.data.user);
        break;
      case 'space.changed':
        if (yield* readsDirectory(tables)) break;
        yield* take(tables.space.setSpace(event.data.space));
        changes.space = event.data.space;
        break;
      case 'entry.changed':
        yield* setEntry(tables, changes, event.stream, event.data.entry);
        break;
      case 'read.advanced':
      case 'read.reset':
        yield* takeRead(tables, changes, event);
        break;
    }
}

/** Whether the directory is held, which knows more of others and of the space than one's own stream does (S3). */
export function* readsDirectory({ streams }: Tables): Steps<boolean> {
  return (yield* take(streams.cursor(directoryStream))) > 0;
}

/** A conversation as other streams tell of it, which may have come further than this one; as it was then where none has. */
function* known({ conversations }: Tables, conversation: Conversation): Steps<ConversationRow> {
  return (
    (yield* take(conversations.get(conversation.id))) ?? (yield* take(conversations.describe(conversation)))
  );
}

/** Makes a conversation one's own. */
export function* join(tables: Tables, changes: Changes, row: ConversationRow, read: ReadState): Steps<void> {
  row.joined = true;
  setRead(row, read);
  yield* take(tables.conversations.save(row));
  changes.conversation(row);
}

/** Drops a conversation's messages and, unless the directory lists it, the conversation (S13). */
export function* leave(tables: Tables, changes: Changes, id: ConversationId): Steps<void> {
  const row = yield* take(tables.conversations.get(id));
  if (!row) return;
  const { key } = row;
  for (const table of [tables.messages, tables.ranges, tables.members]) yield* take(table.clear(key));
  yield* take(tables.streams.remove(conversationStream(id)));
  yield* dropEntries(tables, changes, conversationStream(id));
  if (!row.listed) {
    yield* take(tables.conversations.remove(key));
    changes.removed(id);
    return;
  }
  const nothing = {
    joined: false,
    base: null,
    localReadSeq: null,
    localReset: false,
    expiry: null,
    unread: 0,
    unreadMentions: 0,
    lastMessageAt: null,
    headSeq: 0,
  };
  const outside = { ...row, ...nothing };
  yield* take(tables.conversations.save(outside));
  changes.resetMessages(id);
  changes.conversation(outside);
}

type ReadEvent = Extract<StreamEvent, { type: 'read.advanced' | 'read.reset' }>;

function* takeRead(tables: Tables, changes: Changes, event: ReadEvent): Steps<void> {
  const { conversationId, read } = event.data;
  const row = yield* take(tables.conversations.get(conversationId));
  if (!row?.joined) return;
  const isLater = setRead(row, read);
  // Also where a snapshot has told of it before: what was read here counts no more.
  const overrules = event.type === 'read.reset' && !row.localReset && row.localReadSeq !== null;
  if (overrules) row.localReadSeq = null;
  if (!isLater && !overrules) return;
  yield* take(tables.conversations.save(row));
  changes.conversation(row);
}

/** What was read here says nothing more once the server knows of as much. */
function dropOvertaken(row: ConversationRow): void {
  if ((row.localReadSeq ?? 0) <= (row.base?.readSeq ?? 0)) row.localReadSeq = null;
}

/** Takes what the server says has been read, if it says so later than what is here; whether it did. */
export function setRead(row: ConversationRow, read: ReadState): boolean {
  if (row.base && !isLaterRead(read, row.base)) return false;
  row.base = read;
  if (!row.localReset) dropOvertaken(row);
  return true;
}
