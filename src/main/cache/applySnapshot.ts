import type { Conversation } from '../../shared/model/conversation.ts';
import type { Seq } from '../../shared/model/ids.ts';
import type { Space } from '../../shared/model/space.ts';
import { conversationStream, userStream } from '../../shared/model/stream.ts';
import type { User } from '../../shared/model/user.ts';
import type { Snapshot, SnapshotOf } from '../../shared/protocol/sync.ts';
import { list, unlist } from './applyDirectoryEvents.ts';
import { replaceEntries } from './applyEntries.ts';
import { join, leave, readsDirectory, setRead } from './applyUserEvents.ts';
import type { Changes } from './Changes.ts';
import type { ConversationRow } from './conversationRows.ts';
import type { Tables } from './tables.ts';

/** Replaces what is held of a stream by its state at `head` (S10); the caller moves the cursor there first. */
export function applySnapshot(tables: Tables, changes: Changes, snapshot: Snapshot, head: Seq): void {
  switch (snapshot.kind) {
    case 'directory':
      applyDirectory(tables, changes, snapshot);
      break;
    case 'user':
      applyUser(tables, changes, snapshot);
      break;
    case 'conversation':
      applyConversation(tables, changes, snapshot, head);
      break;
  }
}

function applyDirectory(tables: Tables, changes: Changes, snapshot: SnapshotOf<'directory'>): void {
  setSpace(tables, changes, snapshot.space);
  replaceUsers(tables, changes, snapshot.users);
  for (const row of missingFrom(snapshot.conversations, tables.conversations.all()))
    if (row.listed) unlist(tables, changes, row);
  for (const conversation of snapshot.conversations) list(tables, changes, conversation);
}

function setSpace(tables: Tables, changes: Changes, space: Space): void {
  tables.space.setSpace(space);
  changes.space = space;
}

function replaceUsers(tables: Tables, changes: Changes, users: readonly User[]): void {
  tables.users.clear();
  for (const user of users) {
    tables.users.put(user);
    changes.user(user);
  }
}

function applyUser(tables: Tables, changes: Changes, snapshot: SnapshotOf<'user'>): void {
  const { memberships, entries, users, space } = snapshot;
  if (!readsDirectory(tables)) {
    if (users) replaceUsers(tables, changes, users);
    if (space) setSpace(tables, changes, space);
  }
  replaceEntries(tables, changes, userStream(tables.me), entries);
  const own = memberships.map(({ conversation }) => conversation);
  for (const row of missingFrom(own, tables.conversations.all()))
    if (row.joined) leave(tables, changes, row.conversation.id);
  for (const { conversation, read } of memberships)
    join(tables, changes, tables.conversations.describe(conversation), read);
}

function missingFrom(conversations: Conversation[], rows: ConversationRow[]): ConversationRow[] {
  const ids = new Set(conversations.map(({ id }) => id));
  return rows.filter((row) => !ids.has(row.conversation.id));
}

function applyConversation(
  tables: Tables,
  changes: Changes,
  snapshot: SnapshotOf<'conversation'>,
  head: Seq,
): void {
  const row = tables.conversations.describe(snapshot.conversation);
  const { id } = snapshot.conversation;
  tables.messages.clear(row.key);
  tables.messages.putAll(row.key, snapshot.messages);
  tables.ranges.clear(row.key);
  tables.ranges.add(row.key, { from: Math.max(1, snapshot.fromSeq), to: head });
  changes.resetMessages(id);

  replaceEntries(tables, changes, conversationStream(id), snapshot.entries);
  replaceMembers(tables, changes, row, snapshot);
  row.joined = snapshot.memberIds.includes(tables.me);
  row.lastMessageAt = snapshot.messages.at(-1)?.createdAt ?? null;
  setRead(row, snapshot.read);
  tables.conversations.save(row);
  changes.conversation(row);
}

function replaceMembers(
  tables: Tables,
  changes: Changes,
  { key, conversation }: ConversationRow,
  { memberIds }: SnapshotOf<'conversation'>,
): void {
  const members = new Set(memberIds);
  for (const userId of tables.members.of(key))
    if (!members.has(userId)) {
      tables.members.remove(key, userId);
      changes.member(conversation.id, userId, 'left');
    }
  for (const userId of members)
    if (tables.members.add(key, userId)) changes.member(conversation.id, userId, 'joined');
}
