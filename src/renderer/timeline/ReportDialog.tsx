import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { reasonSchema } from '../../shared/model/text.ts';
import { raiseToast } from '../actions/navigate.ts';
import { queue } from '../actions/queue.ts';
import { useApp } from '../store/AppContext.tsx';
import type { ShownMessage } from '../store/overlay.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog, DialogButtons } from '../ui/Dialog.tsx';
import { LinesField } from '../ui/Field.tsx';
import { useSummary } from './useSummary.ts';

/** Asks why a message is reported; what is told waits for a connection like all that is done here. */
export function ReportDialog(props: {
  space: SpaceView;
  conversation: ConversationView;
  message: ShownMessage;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const app = useApp();
  const { message, onClose, space, conversation } = props;
  const summary = useSummary(message.text);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const isReason = reasonSchema.safeParse(reason.trim()).success;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isReason || message.id === null) return;
    onClose();
    const payload = { messageId: message.id, reason: reason.trim() };
    const kept = await queue(app, space.spaceId, conversation.id, { name: 'message:report', payload });
    if (kept) raiseToast(app, 'plain', 'toast.reported');
  };
  const wrong = tried && !isReason;
  return (
    <Dialog open onClose={onClose} title={t('report.title')} lead={t('report.lead')}>
      <blockquote className="deleting one-line" dir="auto">
        {summary}
      </blockquote>
      <form className="dialog-form" onSubmit={(event) => void submit(event)} noValidate>
        <LinesField
          label={t('report.reason')}
          value={reason}
          error={wrong ? t(reason.trim() === '' ? 'report.needed' : 'report.tooLong') : undefined}
          onChange={setReason}
        />
        <DialogButtons>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button look="primary" type="submit">
            {t('report.submit')}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
