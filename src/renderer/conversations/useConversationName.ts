import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { useAppState } from '../store/AppContext.tsx';
import { conversationName, selectUsers } from '../store/selectors.ts';

/** What a conversation is called. */
export function useConversationName(space: SpaceView, conversation: ConversationView): string {
  const { t } = useTranslation();
  const unknown = t('app.unknownPerson');
  return useAppState((state) =>
    conversationName(conversation, selectUsers(state, space.spaceId), space.userId, unknown),
  );
}
