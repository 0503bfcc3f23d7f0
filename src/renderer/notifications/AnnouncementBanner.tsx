import { Megaphone, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { NotificationSubject } from '../../shared/model/notification.ts';
import { openOutside, readNotifications } from '../actions/notifications.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button, IconButton } from '../ui/Button.tsx';
import './announcement.css';
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
  return (
    <div role="status" data-region="announcement">
      {line !== undefined && (
        <section className="announcement" aria-label={t('announcement.label')}>
          <Megaphone aria-hidden="true" />
          <div className="announcement-words">
            <p className="announcement-by">
              <span className="one-line">{wordsOf(line.about).head}</span>
              {waiting.length > 1 && (
                <span className="figures">
                  {t('announcement.place', { place: 1, count: waiting.length })}
                </span>
              )}
            </p>
            <p className="announcement-title" dir="auto">
              {line.about.title}
            </p>
            {line.about.body !== '' && (
              <p className="announcement-body scrolls" dir="auto">
                {line.about.body}
              </p>
            )}
            <Link url={line.about.url} />
          </div>
          <IconButton
            label={t('announcement.dismiss')}
            onClick={() => void readNotifications(app, space.spaceId, [line.key])}
          >
            <X />
          </IconButton>
        </section>
      )}
    </div>
  );
}

function Link({ url }: { url: string | undefined }) {
  const { t } = useTranslation();
  const app = useApp();
  if (url === undefined) return null;
  return (
    <Button size="small" className="announcement-link" title={url} onClick={() => openOutside(app, url)}>
      {t('announcement.open')}
    </Button>
  );
}
