import type { Conversation } from '../../../shared/model/conversation.ts';
import type { Entry } from '../../../shared/model/entry.ts';
import type { ConversationId, UserId } from '../../../shared/model/ids.ts';
import type { Space } from '../../../shared/model/space.ts';
import { conversationStream, parseStream, type Stream, userStream } from '../../../shared/model/stream.ts';
import { SNAPSHOT_MESSAGES, type SnapshotOf } from '../../../shared/protocol/sync.ts';
import type { StreamSnapshot } from '../Store.ts';
import { messageBytes } from './messageRows.ts';
import { readsDirectory } from './reading.ts';
import { readStateOf } from './readState.ts';
import type { Tables } from './tables.ts';

/** Messages in one conversation's snapshot, in bytes: many conversations share one reply to `sync`. */
const SNAPSHOT_BYTES = 64 * 1024;
/** About how long things are as JSON, in bytes. */
const CONVERSATION_BYTES = 400;
const PERSON_BYTES = 240;
const ID_BYTES = 39;
const ENTRY_BYTES = 120;

const bytesOf = (entries: readonly Entry[]): number =>
  entries.reduce((sum, { value }) => sum + ENTRY_BYTES + Buffer.byteLength(JSON.stringify(value)), 0);

/** A stream as it stands; `undefined` for one that is not there. */
export function readSnapshot(tables: Tables, userId: UserId, stream: Stream): StreamSnapshot | undefined {
  const parts = parseStream(stream);
  const head = tables.streams.head(stream);
  switch (parts?.kind) {
    case 'directory': {
      const snapshot = directorySnapshot(tables);
      const { users, conversations } = snapshot;
      return {
        head,
        snapshot,
        bytes: PERSON_BYTES * users.length + CONVERSATION_BYTES * conversations.length,
      };
    }
    case 'user': {
      const snapshot = userSnapshot(tables, userId);
      const { memberships, entries, users = [] } = snapshot;
      const people = PERSON_BYTES * users.length;
      const bytes = CONVERSATION_BYTES * memberships.length + bytesOf(entries) + people;
      return { head, snapshot, bytes };
    }
    case 'conversation': {
      const conversation = tables.conversations.find(parts.conversationId);
      if (!conversation) return undefined;
      const snapshot = conversationSnapshot(tables, userId, conversation);
      const bytes = snapshot.messages.reduce((sum, message) => sum + messageBytes(message), 0);
      const { memberIds, entries } = snapshot;
      const rest = ID_BYTES * memberIds.length + bytesOf(entries) + CONVERSATION_BYTES;
      return { head, snapshot, bytes: bytes + rest };
    }
    default:
      return undefined;
  }
}

function spaceOf({ space }: Tables): Space {
  const { id, name } = space.get();
  return { id, name };
}

function directorySnapshot(tables: Tables): SnapshotOf<'directory'> {
  return {
    kind: 'directory',
    space: spaceOf(tables),
    users: tables.users.all(),
    conversations: tables.conversations.allPublic(),
  };
}

function userSnapshot(tables: Tables, userId: UserId): SnapshotOf<'user'> {
  const memberships = tables.conversations.ofUser(userId).map((conversation) => ({
    conversation,
    read: readOf(tables, userId, conversation.id),
  }));
  const snapshot = { kind: 'user' as const, memberships, entries: tables.entries.all(userStream(userId)) };
  if (readsDirectory(tables, userId)) return snapshot;
  // What others learn from the directory, a guest learns here: of those they meet.
  const users = tables.memberships.acquaintances(userId).flatMap((id) => tables.users.find(id) ?? []);
  return { ...snapshot, users, space: spaceOf(tables) };
}

function conversationSnapshot(
  tables: Tables,
  userId: UserId,
  conversation: Conversation,
): SnapshotOf<'conversation'> {
  const { id } = conversation;
  const { head, floor } = tables.streams.state(conversationStream(id));
  const { messages, more } = tables.messages.newest(
    { conversationId: id, afterSeq: floor, beforeSeq: head + 1 },
    { events: SNAPSHOT_MESSAGES, bytes: SNAPSHOT_BYTES },
  );
  return {
    kind: 'conversation',
    conversation,
    memberIds: tables.memberships.members(id),
    messages,
    fromSeq: (more ? messages[0]?.seq : undefined) ?? floor + 1,
    read: readOf(tables, userId, id),
    entries: tables.entries.all(conversationStream(id)),
  };
}

const readOf = (tables: Tables, userId: UserId, id: ConversationId) =>
  readStateOf(tables, userId, id, tables.memberships.readSeq(id, userId) ?? 0);
