import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { partnerOf } from '../../shared/model/conversation.ts';
import { isActive, type User } from '../../shared/model/user.ts';
import { useAppState } from '../store/AppContext.tsx';
import { selectUsers } from '../store/selectors.ts';

/** The other one of a direct message, if they may not come in: nothing that is written would reach them. */
export function useInactivePartner(space: SpaceView, conversation: ConversationView): User | undefined {
  const partnerId = partnerOf(conversation, space.userId);
  const user = useAppState((state) =>
    partnerId === undefined ? undefined : selectUsers(state, space.spaceId)[partnerId],
  );
  return user !== undefined && !isActive(user) ? user : undefined;
}
