import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { partnerOf } from '../../shared/model/conversation.ts';
import type { UserId } from '../../shared/model/ids.ts';
import { useOwnEntries } from '../store/useEntries.ts';

/** The other one of a direct message, if they are blocked. */
export function useBlockedPartner(space: SpaceView, conversation: ConversationView): UserId | undefined {
  const blocked = useOwnEntries(space, 'blocked');
  const partner = partnerOf(conversation, space.userId);
  return partner !== undefined && blocked.has(partner) ? partner : undefined;
}
