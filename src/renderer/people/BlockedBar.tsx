import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { UserId } from '../../shared/model/ids.ts';
import { setBlocked } from '../actions/people.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import './people.css';

/** Stands where one would write to a person whom one has blocked. */
export function BlockedBar({ space, userId, name }: { space: SpaceView; userId: UserId; name: string }) {
  const { t } = useTranslation();
  const app = useApp();
  return (
    <div className="blocked-bar" data-region="composer">
      <span>{t('people.youBlocked', { name })}</span>
      <Button data-entry onClick={() => void setBlocked(app, space.spaceId, userId, false)}>
        {t('people.unblock')}
      </Button>
    </div>
  );
}
