import { Megaphone } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Announced } from '../../shared/model/notification.ts';
import { openOutside } from '../actions/notifications.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import './announcement.css';

/** Something that is said to everyone, as it stands over a conversation. `children` is what ends it. */
export function AnnouncementView(props: {
  announced: Announced;
  by: string;
  /** Which of several it is. */
  place?: string | undefined;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const app = useApp();
  const { title, body, url } = props.announced;
  return (
    <div className="announcement">
      <Megaphone aria-hidden="true" />
      <div className="announcement-words">
        <p className="announcement-by">
          <span className="one-line">{props.by}</span>
          {props.place !== undefined && <span className="figures">{props.place}</span>}
        </p>
        <p className="announcement-title" dir="auto">
          {title}
        </p>
        {body !== '' && (
          <p className="announcement-body scrolls" dir="auto">
            {body}
          </p>
        )}
        {url !== undefined && (
          <Button
            size="small"
            className="announcement-link"
            title={url}
            onClick={() => openOutside(app, url)}
          >
            {t('announcement.open')}
          </Button>
        )}
      </div>
      {props.children}
    </div>
  );
}
