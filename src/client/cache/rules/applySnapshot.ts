import type { Conversation } from '../../../shared/model/conversation.ts';
import type { Seq } from '../../../shared/model/ids.ts';
import type { Space } from '../../../shared/model/space.ts';
import { conversationStream, type Stream, userStream } from '../../../shared/model/stream.ts';
import type { User } from '../../../shared/model/user.ts';
import type { Snapshot, SnapshotOf } from '../../../shared/protocol/sync.ts';
import { list, unlist } from './applyDirectoryEvents.ts';
import { replaceEntries } from './applyEntries.ts';
import { join, leave, readsDirectory, setRead } from './applyUserEvents.ts';
import type { Changes } from './Changes.ts';
import { hold } from './held.ts';
import { type Steps, take } from './steps.ts';
import type { ConversationRow, Tables } from './Tables.ts';

/** Replaces what is held of a stream by its state at `head` (S10). */
export function* applySnapshot(
  tables: Tables,
  changes: Changes,
  stream: Stream,
  snapshot: Snapshot,
  head: Seq,
): Steps<void> {
  yield* take(tables.streams.remove(stream));
  // First, so that whatever is counted is counted as of there.
  yield* take(tables.streams.set(stream, head));
  switch (snapshot.kind) {
    case 'directory':
      yield* applyDirectory(tables, changes, snapshot);
      break;
    case 'user':
      yield* applyUser(tables, changes, snapshot);
      break;
    case 'conversation':
      yield* applyConversation(tables, changes, snapshot, head);
      break;
  }
}

function* applyDirectory(tables: Tables, changes: Changes, snapshot: SnapshotOf<'directory'>): Steps<void> {
  yield* setSpace(tables, changes, snapshot.space);
  yield* replaceUsers(tables, changes, snapshot.users);
  for (const row of missingFrom(snapshot.conversations, yield* take(tables.conversations.all())))
    if (row.listed) yield* unlist(tables, changes, row);
  for (const conversation of snapshot.conversations) yield* list(tables, changes, conversation);
}

function* setSpace(tables: Tables, changes: Changes, space: Space): Steps<void> {
  yield* take(tables.space.setSpace(space));
  changes.space = space;
}

function* replaceUsers(tables: Tables, changes: Changes, users: readonly User[]): Steps<void> {
  yield* take(tables.users.clear());
  for (const user of users) {
    yield* take(tables.users.put(user));
    changes.user(user);
  }
}

function* applyUser(tables: Tables, changes: Changes, snapshot: SnapshotOf<'user'>): Steps<void> {
  const { memberships, entries, users, space } = snapshot;
  if (!(yield* readsDirectory(tables))) {
    if (users) yield* replaceUsers(tables, changes, users);
    if (space) yield* setSpace(tables, changes, space);
  }
  yield* replaceEntries(tables, changes, userStream(tables.me), entries);
  const own = memberships.map(({ conversation }) => conversation);
  for (const row of missingFrom(own, yield* take(tables.conversations.all())))
    if (row.joined) yield* leave(tables, changes, row.conversation.id);
  for (const { conversation, read } of memberships)
    yield* join(tables, changes, yield* take(tables.conversations.describe(conversation)), read);
}

function missingFrom(conversations: Conversation[], rows: ConversationRow[]): ConversationRow[] {
  const ids = new Set(conversations.map(({ id }) => id));
  return rows.filter((row) => !ids.has(row.conversation.id));
}

function* applyConversation(
  tables: Tables,
  changes: Changes,
  snapshot: SnapshotOf<'conversation'>,
  head: Seq,
): Steps<void> {
  const row = yield* take(tables.conversations.describe(snapshot.conversation));
  const { id } = snapshot.conversation;
  yield* take(tables.messages.clear(row.key));
  yield* take(tables.messages.putAll(row.key, snapshot.messages));
  yield* take(tables.ranges.clear(row.key));
  yield* hold(tables, row.key, { from: Math.max(1, snapshot.fromSeq), to: head });
  changes.resetMessages(id);

  yield* replaceEntries(tables, changes, conversationStream(id), snapshot.entries);
  yield* replaceMembers(tables, changes, row, snapshot);
  row.joined = snapshot.memberIds.includes(tables.me);
  row.lastMessageAt = snapshot.messages.at(-1)?.createdAt ?? null;
  setRead(row, snapshot.read);
  yield* take(tables.conversations.save(row));
  changes.conversation(row);
}

function* replaceMembers(
  tables: Tables,
  changes: Changes,
  { key, conversation }: ConversationRow,
  { memberIds }: SnapshotOf<'conversation'>,
): Steps<void> {
  const before = new Set(yield* take(tables.members.of(key)));
  const members = new Set(memberIds);
  for (const userId of before) {
    if (members.has(userId)) continue;
    yield* take(tables.members.remove(key, userId));
    changes.member(conversation.id, userId, 'left');
  }
  for (const userId of members) {
    if (before.has(userId)) continue;
    yield* take(tables.members.add(key, userId));
    changes.member(conversation.id, userId, 'joined');
  }
}
