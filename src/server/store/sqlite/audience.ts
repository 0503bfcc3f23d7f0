import { type Audience, calledAudience } from '../../../shared/model/audience.ts';
import type { ConversationId, UserId } from '../../../shared/model/ids.ts';
import { permissionsOf } from './governing.ts';
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
  return conversation && permissionsOf(tables, conversation, actorId).callEveryone ? { audience } : {};
}
