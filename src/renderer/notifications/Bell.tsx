import { Bell as BellIcon, BellOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { keyWords } from '../keys/keyWords.ts';
import { togglePanel } from '../panel/panels.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { Badge } from '../ui/Badge.tsx';
import { Tip } from '../ui/Tip.tsx';
import './bell.css';
import { useNewsCount } from './useNotifications.ts';

/** Opens what one is told of, and counts what of it is news. */
export function Bell(props: { space: SpaceView; quiet: boolean; side: 'right' | 'bottom' }) {
  const { space, quiet } = props;
  const { t } = useTranslation();
  const app = useApp();
  const open = useAppState((state) => state.panel?.name === 'notifications');
  const count = useNewsCount(space);
  const bell = count === 0 ? t('notifications.bell') : t('notifications.bellNews', { count });
  return (
    <Tip label={t('notifications.bell')} keys={keyWords('Ctrl+Shift+M')} side={props.side}>
      <button
        type="button"
        className="bell"
        aria-label={quiet ? t('notifications.bellQuiet', { bell }) : bell}
        aria-expanded={open}
        onClick={() => togglePanel(app, { name: 'notifications' })}
      >
        {quiet ? <BellOff aria-hidden="true" /> : <BellIcon aria-hidden="true" />}
        <span className="bell-count" aria-hidden="true">
          <Badge count={count} />
        </span>
      </button>
    </Tip>
  );
}
