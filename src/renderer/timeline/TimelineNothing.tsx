import { CloudOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { ensurePage } from '../actions/pages.ts';
import { useApp } from '../store/AppContext.tsx';
import type { MessageWindow } from '../store/messageWindow.ts';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';

type Props = { space: SpaceView; conversation: ConversationView; status: MessageWindow['status'] };

/** Stands for a conversation of which no message is here. */
export function TimelineNothing({ space, conversation, status }: Props) {
  const { t } = useTranslation();
  const app = useApp();
  if (status === 'offline') {
    return (
      <div className="timeline">
        <Empty
          icon={<CloudOff />}
          title={t('timeline.offlineNothing')}
          hint={t('timeline.offlineNothingHint')}
        />
      </div>
    );
  }
  if (status === 'failed') {
    return (
      <div className="timeline">
        <Empty title={t('timeline.failed')}>
          <Button onClick={() => void ensurePage(app, space.spaceId, conversation.id)}>
            {t('timeline.loadAgain')}
          </Button>
        </Empty>
      </div>
    );
  }
  return (
    <div className="timeline timeline-waiting" role="status" aria-label={t('timeline.loading')}>
      {[62, 40, 71, 55, 33].map((width) => (
        <div key={width} className="skeleton-message">
          <span className="skeleton-avatar" />
          <span className="skeleton-lines">
            <span className="skeleton-line" style={{ width: '8rem' }} />
            <span className="skeleton-line" style={{ width: `${width}%` }} />
          </span>
        </div>
      ))}
    </div>
  );
}
