import { CornerUpLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { Reactions } from '../reactions/Reactions.tsx';
import type { ShownMessage } from '../store/overlay.ts';
import { DeliveryState } from './DeliveryState.tsx';
import { MessageWords } from './MessageWords.tsx';
import { Quote } from './Quote.tsx';

/** What a message says: the line it answers, its text, and how it fares. */
export function MessageBody({ message, space }: { message: ShownMessage; space: SpaceView }) {
  const { t } = useTranslation();
  const pending = message.delivery !== null && message.delivery.state !== 'refused';
  if (message.deleted) {
    return (
      <>
        <p className="message-deleted">{t('timeline.deleted')}</p>
        {message.delivery?.state === 'refused' && <DeliveryState message={message} />}
      </>
    );
  }
  return (
    <>
      {message.replyTo !== null && (
        <Quote messageId={message.replyTo} space={space} icon={<CornerUpLeft />} />
      )}
      <MessageWords message={message} space={space} pending={pending} />
      <Reactions message={message} space={space} />
      {message.delivery !== null && <DeliveryState message={message} />}
    </>
  );
}
