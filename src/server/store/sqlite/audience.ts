import { type Audience, calledAudience, mayCallAudience } from '../../../shared/model/audience.ts';
import type { ConversationId, UserId } from '../../../shared/model/ids.ts';
import { conversationStream } from '../../../shared/model/stream.ts';
import { findEntry } from './entries.ts';
import type { Tables } from './tables.ts';

/** Whom a text calls besides people by name, as an extra of its message: none where its author may not. */
export function audienceOf(
  tables: Tables,
  actorId: UserId,
  { conversationId, text }: { conversationId: ConversationId; text: string },
): { audience?: Audience } {
  const audience = calledAudience(text);
  if (audience === undefined) return {};
  const conversation = tables.conversations.find(conversationId);
  const user = tables.users.find(actorId);
  if (!conversation || !user) return {};
  const roleHere = findEntry(tables, conversationStream(conversationId), 'role', actorId);
  return mayCallAudience(conversation, { id: actorId, role: user.role, roleHere }) ? { audience } : {};
}
