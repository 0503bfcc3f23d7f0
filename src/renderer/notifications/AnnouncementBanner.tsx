import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { NotificationSubject } from '../../shared/model/notification.ts';
import { readNotification } from '../actions/notifications.ts';
import { focusComposer } from '../keys/regions.ts';
import { useApp } from '../store/AppContext.tsx';
import { IconButton } from '../ui/Button.tsx';
import { AnnouncementView } from './AnnouncementView.tsx';
import type { NotificationLine } from './listing.ts';
import { useNotifications } from './useNotifications.ts';
import { useNotificationWords } from './useNotificationWords.ts';

type Announcement = NotificationLine & { about: Extract<NotificationSubject, { type: 'announcement' }> };

const isWaiting = (line: NotificationLine): line is Announcement =>
  line.news && line.about.type === 'announcement';

/** What was said to everyone, over the conversation until it is dismissed: the newest first, one at a time. */
export function AnnouncementBanner({ space }: { space: SpaceView }) {
  const { t } = useTranslation();
  const app = useApp();
  const waiting = useNotifications(space).filter(isWaiting);
  const wordsOf = useNotificationWords(space);
  const [line] = waiting;
  const { length: count } = waiting;
  return (
    <div data-region="announcement">
      <p className="unseen" role="status">
        {line?.about.title}
      </p>
      {line !== undefined && (
        <section aria-label={t('announcement.label')}>
          <AnnouncementView
            announced={line.about}
            by={wordsOf(line.about).head}
            place={count > 1 ? t('announcement.place', { place: 1, count }) : undefined}
          >
            <IconButton
              label={t('announcement.dismiss')}
              onClick={() => {
                // The button of the last one goes.
                if (count === 1) focusComposer();
                void readNotification(app, space.spaceId, line);
              }}
            >
              <X />
            </IconButton>
          </AnnouncementView>
        </section>
      )}
    </div>
  );
}
