import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { MessageId } from '../../shared/model/ids.ts';
import type { ShownMessage } from '../store/overlay.ts';
import { MessageBody } from './MessageBody.tsx';

/** A message of someone whom one has blocked: one line, until it is asked for. */
export function BlockedMessage(props: {
  message: ShownMessage;
  space: SpaceView;
  inThread: MessageId | undefined;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (open) return <MessageBody {...props} />;
  return (
    <p className="blocked-line">
      {t('people.blockedMessage')}{' '}
      <button type="button" className="message-fold" onClick={() => setOpen(true)}>
        {t('people.show')}
      </button>
    </p>
  );
}
