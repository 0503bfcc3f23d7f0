import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { deleteMessage } from '../actions/messages.ts';
import { raiseToast } from '../actions/navigate.ts';
import { useApp } from '../store/AppContext.tsx';
import type { ShownMessage } from '../store/overlay.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog, DialogButtons } from '../ui/Dialog.tsx';
import { useSummary } from './useSummary.ts';

/** Asks before a message is deleted. */
export function DeleteDialog(props: {
  space: SpaceView;
  conversation: ConversationView;
  message: ShownMessage;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const app = useApp();
  const { message, onClose } = props;
  const summary = useSummary(message.text);
  const confirm = async () => {
    onClose();
    const where = { spaceId: props.space.spaceId, conversationId: props.conversation.id };
    if (!(await deleteMessage(app, where, message))) raiseToast(app, 'problem', 'toast.failed');
  };
  return (
    <Dialog open onClose={onClose} title={t('actions.deleteTitle')} lead={t('actions.deleteLead')}>
      <blockquote className="deleting one-line" dir="auto">
        {summary}
      </blockquote>
      <DialogButtons>
        <Button onClick={onClose}>{t('app.cancel')}</Button>
        <Button look="danger" onClick={() => void confirm()}>
          {t('actions.deleteConfirm')}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
