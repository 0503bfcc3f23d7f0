import { CornerUpLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { useApp } from '../store/AppContext.tsx';
import type { ShownMessage } from '../store/overlay.ts';
import { classes } from '../ui/classes.ts';
import { DeliveryState } from './DeliveryState.tsx';
import { MessageText } from './MessageText.tsx';
import { isLong, isOnlyEmoji } from './messageText.ts';
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
      <Text message={message} space={space} pending={pending} />
      {message.delivery !== null && <DeliveryState message={message} />}
    </>
  );
}

function Text({ message, space, pending }: { message: ShownMessage; space: SpaceView; pending: boolean }) {
  const { t } = useTranslation();
  const app = useApp();
  const long = isLong(message.text);
  const [open, setOpen] = useState(() => app.unfolded.has(message.key));
  const toggle = () => {
    if (open) app.unfolded.delete(message.key);
    else app.unfolded.add(message.key);
    setOpen(!open);
  };
  return (
    <>
      <div
        dir="auto"
        className={classes(
          'message-text',
          isOnlyEmoji(message.text) && 'message-emoji',
          long && !open && 'message-folded',
          pending && 'message-pending',
        )}
      >
        <MessageText text={message.text} mentions={message.mentions} space={space} />
        {message.edited && <span className="message-edited"> ({t('timeline.edited')})</span>}
      </div>
      {long && (
        <button type="button" className="message-fold" aria-expanded={open} onClick={toggle}>
          {open ? t('timeline.showLess') : t('timeline.showMore')}
        </button>
      )}
    </>
  );
}
