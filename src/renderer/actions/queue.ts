import type { ConversationId, SpaceId } from '../../shared/model/ids.ts';
import type { QueuedRequest } from '../../shared/protocol/passedOn.ts';
import type { App } from '../store/app.ts';
import { raiseToast } from './navigate.ts';

/**
 * Puts a request into the outbox, about a conversation or with `null` about what is one's own: it is done now, or when
 * there is a connection again. Tells whether it is kept; says so to the person where it is not.
 */
export async function queue(
  app: App,
  spaceId: SpaceId,
  conversationId: ConversationId | null,
  request: QueuedRequest,
): Promise<boolean> {
  const added = await app.api.call('outbox:add', { spaceId, conversationId, request });
  if (!added.ok) raiseToast(app, 'problem', 'toast.failed');
  return added.ok;
}
