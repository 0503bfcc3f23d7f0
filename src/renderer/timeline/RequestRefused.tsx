import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { discardSend, retrySend } from '../actions/messages.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { selectOutbox } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';
import { useReason } from './useReason.ts';

const texts = {
  create: 'delivery.createRefused',
  join: 'delivery.joinRefused',
  leave: 'delivery.leaveRefused',
} as const;

/** Says that creating, joining or leaving this conversation was refused, and what can be done. */
export function RequestRefused({
  space,
  conversation,
}: {
  space: SpaceView;
  conversation: ConversationView;
}) {
  const { t } = useTranslation();
  const app = useApp();
  const reasonOf = useReason();
  const { spaceId } = space;
  const item = useAppState((state) =>
    selectOutbox(state, spaceId).find(
      (one) => one.conversationId === conversation.id && one.state === 'refused' && one.action.kind in texts,
    ),
  );
  const kind = item?.action.kind;
  if (item === undefined || (kind !== 'create' && kind !== 'join' && kind !== 'leave')) return null;
  const taken = kind === 'create' && item.error?.code === 'conflict';
  const reason = taken ? t('delivery.nameTaken') : reasonOf(item.error);
  return (
    <div className="banner" data-kind="problem" role="alert">
      <CircleAlert aria-hidden="true" />
      <p className="banner-words">{t(texts[kind], { reason })}</p>
      <span className="banner-actions">
        <Button size="small" onClick={() => void retrySend(app, spaceId, item.clientId)}>
          {t('delivery.retry')}
        </Button>
        <Button size="small" onClick={() => void discardSend(app, spaceId, item.clientId)}>
          {t('delivery.discard')}
        </Button>
      </span>
    </div>
  );
}
