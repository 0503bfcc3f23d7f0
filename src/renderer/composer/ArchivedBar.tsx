import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { changeConversation } from '../actions/governing.ts';
import { usePermissions } from '../conversations/usePermissions.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';

/** Stands in the composer's place in a conversation that can only be read. */
export function ArchivedBar({ space, conversation }: { space: SpaceView; conversation: ConversationView }) {
  const { t } = useTranslation();
  const app = useApp();
  const { may } = usePermissions(space, conversation);
  const where = { spaceId: space.spaceId, conversationId: conversation.id };
  return (
    <div className="composer preview" data-region="composer">
      <span className="preview-words">{t('details.isArchived')}</span>
      {may.unarchive && (
        <Button onClick={() => void changeConversation(app, where, { archived: false })}>
          {t('details.unarchive')}
        </Button>
      )}
    </div>
  );
}
