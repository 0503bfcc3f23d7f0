import { UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { isAdmin } from '../../shared/model/user.ts';
import { openDialog } from '../actions/navigate.ts';
import { loadOlder } from '../actions/pages.ts';
import { useConversationName } from '../conversations/useConversationName.ts';
import { useRetentionWords } from '../conversations/useRetentionWords.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import type { MessageWindow } from '../store/messageWindow.ts';
import { selectUsers } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';

type Props = { space: SpaceView; conversation: ConversationView; window: MessageWindow; empty: boolean };

/** What stands above the first message, always as high, so that nothing moves when one becomes the other. */
export function TimelineHead({ space, conversation, window, empty }: Props) {
  const { t } = useTranslation();
  const app = useApp();
  if (!window.older) {
    return (
      <div className="timeline-head">
        <Beginning space={space} conversation={conversation} empty={empty} />
      </div>
    );
  }
  const edge = window.olderEdge;
  return (
    <div className="timeline-head" aria-busy={edge === 'loading'}>
      {edge === 'offline' && <p className="timeline-note">{t('timeline.offlineOlder')}</p>}
      {edge === 'failed' && (
        <p className="timeline-note">
          {t('timeline.failedOlder')}{' '}
          <Button
            size="small"
            look="quiet"
            onClick={() => void loadOlder(app, space.spaceId, conversation.id, true)}
          >
            {t('timeline.loadAgain')}
          </Button>
        </p>
      )}
      {(edge === 'idle' || edge === 'loading') && <span className="skeleton-row" aria-hidden="true" />}
    </div>
  );
}

function Beginning({
  space,
  conversation,
  empty,
}: {
  space: SpaceView;
  conversation: ConversationView;
  empty: boolean;
}) {
  const { t } = useTranslation();
  const name = useConversationName(space, conversation);
  const { kind, everyone, retentionDays } = conversation;
  const keptWords = useRetentionWords();
  const app = useApp();
  const alone = useAppState((state) => {
    const users = selectUsers(state, space.spaceId);
    const role = users[space.userId]?.role;
    return everyone && role !== undefined && isAdmin(role) && Object.keys(users).length === 1;
  });
  const self = kind === 'direct' && conversation.memberIds.every((id) => id === space.userId);
  const title = {
    channel: t('timeline.channelStart', { name }),
    group: t('timeline.groupStart', { name }),
    direct: self ? t('timeline.selfStart') : t('timeline.directStart', { name }),
  }[kind];
  const ofChannel = conversation.private ? 'timeline.privateStartHint' : 'timeline.channelStartHint';
  const hint = {
    channel: everyone ? t('timeline.everyoneStartHint') : t(ofChannel),
    group: t('timeline.groupStartHint'),
    direct: t(self ? 'timeline.selfStartHint' : 'timeline.directStartHint'),
  }[kind];
  return (
    <>
      <p className="timeline-start one-line" dir="auto">
        {title}
      </p>
      {retentionDays !== undefined && <p className="timeline-hint">{keptWords.kept(retentionDays)}</p>}
      <p className="timeline-hint">
        {alone ? t('empty.aloneHint') : hint} {empty && !self && !alone && t('timeline.emptyHint')}
      </p>
      {alone && (
        <p className="timeline-invite">
          <Button writes look="primary" onClick={() => openDialog(app, 'invite')}>
            <UserPlus aria-hidden="true" />
            {t('space.invite')}
          </Button>
        </p>
      )}
    </>
  );
}
