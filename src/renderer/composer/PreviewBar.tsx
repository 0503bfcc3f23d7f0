import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { joinConversation } from '../actions/conversations.ts';
import { useConversationName } from '../conversations/useConversationName.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';

/** Stands in the composer's place in a channel that one is not in. */
export function PreviewBar({ space, conversation }: { space: SpaceView; conversation: ConversationView }) {
  const { t } = useTranslation();
  const app = useApp();
  const name = useConversationName(space, conversation);
  return (
    <div className="composer preview" data-region="composer">
      <span className="preview-words">{t('preview.text', { name })}</span>
      <Button look="primary" onClick={() => void joinConversation(app, space.spaceId, conversation.id)}>
        {t('preview.join')}
      </Button>
    </div>
  );
}
