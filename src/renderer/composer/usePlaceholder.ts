import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { useConversationName } from '../conversations/useConversationName.ts';

/** What the empty field says. */
export function usePlaceholder(space: SpaceView, conversation: ConversationView): string {
  const { t } = useTranslation();
  const name = useConversationName(space, conversation);
  if (conversation.kind === 'channel') return t('composer.toChannel', { name });
  const self = conversation.memberIds.every((id) => id === space.userId);
  return self ? t('composer.toSelf') : t('composer.toPerson', { name });
}
