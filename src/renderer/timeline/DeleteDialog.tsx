import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { deleteMessage } from '../actions/messages.ts';
import { raiseToast } from '../actions/navigate.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog, DialogButtons } from '../ui/Dialog.tsx';
import { summaryOf } from './messageText.ts';
import type { RowActions } from './rowActions.ts';

/** Asks before a message is deleted. */
export function DeleteDialog(props: {
  space: SpaceView;
  conversation: ConversationView;
  actions: RowActions;
}) {
  const { t } = useTranslation();
  const app = useApp();
  const { deleting, endDelete } = props.actions;
  const confirm = async () => {
    if (deleting === null) return;
    endDelete();
    const where = { spaceId: props.space.spaceId, conversationId: props.conversation.id };
    if (!(await deleteMessage(app, where, deleting))) raiseToast(app, 'problem', 'toast.failed');
  };
  return (
    <Dialog
      open={deleting !== null}
      onClose={endDelete}
      title={t('actions.deleteTitle')}
      lead={t('actions.deleteLead')}
    >
      <blockquote className="deleting one-line" dir="auto">
        {deleting === null ? '' : summaryOf(deleting.text)}
      </blockquote>
      <DialogButtons>
        <Button onClick={endDelete}>{t('app.cancel')}</Button>
        <Button look="danger" onClick={() => void confirm()}>
          {t('actions.deleteConfirm')}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
