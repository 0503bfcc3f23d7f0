import type { ConversationView } from '../../shared/ipc/views.ts';
import type { Conversation } from '../../shared/model/conversation.ts';
import type { ConversationId, Timestamp, UserId } from '../../shared/model/ids.ts';
import type { CachedConversation } from '../cache/Cache.ts';
import type { OutboxRow } from '../outbox/OutboxStore.ts';
import { provisionalId, shapeMadeBy } from '../outbox/requestOf.ts';

/** Lays what waits in the outbox over what the cache knows of a conversation. */
export function conversationView(cached: CachedConversation, rows: readonly OutboxRow[]): ConversationView {
  const { conversation, joined, ...known } = cached;
  const asked = rows.findLast(
    ({ action, refusal, conversationId }) =>
      conversationId === conversation.id &&
      refusal === null &&
      (action.kind === 'join' || action.kind === 'leave'),
  );
  const pending = asked === undefined ? null : asked.action.kind === 'join' ? 'joining' : 'leaving';
  return { ...conversation, joined, pending, ...known };
}

/** A conversation that exists only in the outbox so far (S6). */
export function provisionalView(row: OutboxRow, me: UserId): ConversationView | undefined {
  const made = row.discarded ? undefined : shapeMadeBy(row.action);
  if (made === undefined) return undefined;
  const { others, ...shape } = made;
  const memberIds = shape.kind === 'channel' ? [] : [...new Set([me, ...others])];
  return { ...provisional(provisionalId(row), me, row.createdAt), ...shape, memberIds };
}

function provisional(id: ConversationId, me: UserId, createdAt: Timestamp): ConversationView {
  const conversation: Conversation = {
    id,
    kind: 'channel',
    name: null,
    private: true,
    everyone: false,
    memberIds: [],
    createdBy: me,
    createdAt,
  };
  return {
    ...conversation,
    joined: true,
    pending: 'creating',
    readSeq: 0,
    unread: 0,
    unreadMentions: 0,
    headSeq: 0,
    lastMessageAt: null,
  };
}
