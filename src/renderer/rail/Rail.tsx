import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { openSpace } from '../actions/navigate.ts';
import { keyWords } from '../keys/keyWords.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { isConnected } from '../store/selectors.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Badge } from '../ui/Badge.tsx';
import { Tip } from '../ui/Tip.tsx';
import { Me } from './Me.tsx';
import './rail.css';

/** The spaces this computer is in, and oneself. */
export function Rail() {
  const { t } = useTranslation();
  const app = useApp();
  const order = useAppState((state) => state.spaceOrder);
  const spaces = useAppState((state) => state.spaces);
  return (
    <nav className="rail" aria-label={t('rail.label')} data-region="rail">
      <ul className="rail-spaces scrolls">
        {order.map((id, index) => {
          const space = spaces[id];
          return space === undefined ? null : <RailSpace key={id} space={space} place={index + 1} />;
        })}
        <li>
          <Tip label={t('rail.add')} side="right">
            <button
              type="button"
              className="rail-add"
              aria-label={t('rail.add')}
              onClick={() => app.store.setState({ welcoming: true, dialog: null })}
            >
              <Plus />
            </button>
          </Tip>
        </li>
      </ul>
      <Me side="right" />
    </nav>
  );
}

function RailSpace({ space, place }: { space: SpaceView; place: number }) {
  const { t } = useTranslation();
  const app = useApp();
  const current = useAppState((state) => state.spaceId === space.spaceId && !state.welcoming);
  const { name } = space;
  const stopped = space.connection.status === 'stopped' || space.hosting?.status === 'failed';
  const label = stopped
    ? t('rail.problem', { name })
    : isConnected(space)
      ? name
      : t('rail.notConnected', { name });
  return (
    <li className="rail-item">
      <Tip label={name} side="right" {...(place <= 9 ? { keys: keyWords(`Ctrl+${place}`) } : {})}>
        <button
          type="button"
          className="rail-space"
          aria-label={label}
          aria-current={current ? 'true' : undefined}
          data-away={!isConnected(space) || undefined}
          onClick={() => openSpace(app, space.spaceId)}
        >
          <Avatar id={space.spaceId} name={name} size="rail" space />
        </button>
      </Tip>
      {stopped ? (
        <span className="rail-problem" aria-hidden="true">
          !
        </span>
      ) : (
        !current && <Unread space={space} />
      )}
    </li>
  );
}

/** How much there is to read: counted where it is addressed to the person, else but a dot. */
function Unread({ space: { unread, addressed } }: { space: SpaceView }) {
  const { t } = useTranslation();
  if (addressed > 0) {
    return (
      <span className="rail-count">
        <Badge count={addressed} words={t('rail.addressed', { count: addressed })} />
      </span>
    );
  }
  if (unread === 0) return null;
  return (
    <span className="rail-dot">
      <span className="unseen">{t('app.unread', { count: unread })}</span>
    </span>
  );
}
