import { CornerUpLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { MessageId } from '../../shared/model/ids.ts';
import { ForwardedBlock } from '../marks/ForwardedBlock.tsx';
import { Reactions } from '../reactions/Reactions.tsx';
import { useAppState } from '../store/AppContext.tsx';
import type { ShownMessage } from '../store/overlay.ts';
import { selectUsers } from '../store/selectors.ts';
import { DeliveryState } from './DeliveryState.tsx';
import { MessageWords } from './MessageWords.tsx';
import { Quote } from './Quote.tsx';

/** What a message says: the line it answers, its text, and how it fares. */
export function MessageBody({
  message,
  space,
  inThread,
}: {
  message: ShownMessage;
  space: SpaceView;
  /** The message whose thread it stands in, which is not quoted again. */
  inThread?: MessageId | undefined;
}) {
  const { t } = useTranslation();
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const { deletedBy, forwardedFrom } = message;
  const pending = message.delivery !== null && message.delivery.state !== 'refused';
  if (message.deleted) {
    return (
      <>
        <p className="message-deleted">
          {deletedBy === null
            ? t('timeline.deleted')
            : t('timeline.deletedBy', { name: users[deletedBy]?.displayName ?? t('app.unknownPerson') })}
        </p>
        {message.delivery?.state === 'refused' && <DeliveryState message={message} />}
      </>
    );
  }
  const words = <MessageWords message={message} space={space} pending={pending} />;
  return (
    <>
      {message.replyTo !== null && message.replyTo !== inThread && (
        <Quote messageId={message.replyTo} space={space} icon={<CornerUpLeft />} />
      )}
      {forwardedFrom === null ? (
        words
      ) : (
        <ForwardedBlock from={forwardedFrom} space={space}>
          {words}
        </ForwardedBlock>
      )}
      <Reactions message={message} space={space} />
      {message.delivery !== null && <DeliveryState message={message} />}
    </>
  );
}
