import { CircleAlert, CloudOff, LoaderCircle } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { openManage } from '../actions/manage.ts';
import { openDialog } from '../actions/navigate.ts';
import { startHosting } from '../actions/spaces.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { selectIsBrowser } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';
import './banner.css';
import { type BannerAction, bannerOf } from './bannerOf.ts';

/** What takes less than this is not worth telling. */
const TELL_AFTER_MS = 1_000;

/** Whether something has been so for a while. */
function useLasting(is: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!is) {
      setLasting(false);
      return;
    }
    const timer = setTimeout(() => setLasting(true), TELL_AFTER_MS);
    return () => clearTimeout(timer);
  }, [is]);
  return is && lasting;
}

const icons = { waiting: LoaderCircle, away: CloudOff, problem: CircleAlert };

/** One slim line that says when a space is not online, what that means and what can be done. */
export function ConnectionBanner({ space }: { space: SpaceView }) {
  const { t } = useTranslation();
  const isInBrowser = useAppState(selectIsBrowser);
  const banner = bannerOf(space, isInBrowser);
  const lasting = useLasting(banner?.kind === 'waiting');
  const shown = banner !== null && (banner.kind !== 'waiting' || lasting) ? banner : null;
  const Icon = shown === null ? null : icons[shown.kind];
  const values = { name: space.name, port: space.hosting?.status === 'failed' ? space.hosting.port : 0 };
  return (
    <div role="status">
      {shown !== null && Icon !== null && (
        <div className="banner" data-kind={shown.kind}>
          <Icon aria-hidden="true" />
          <p className="banner-words">{t(shown.text, values)}</p>
          <span className="banner-actions">
            {shown.actions.map((action) => (
              <Action key={action} action={action} space={space} />
            ))}
          </span>
        </div>
      )}
    </div>
  );
}

function Action({ action, space }: { action: BannerAction; space: SpaceView }) {
  const { t } = useTranslation();
  const app = useApp();
  const { spaceId } = space;
  const acts: Record<BannerAction, { words: string; act: () => void }> = {
    reconnect: {
      words: t('connection.tryNow'),
      act: () => void app.api.call('space:reconnect', { spaceId }),
    },
    security: { words: t('connection.whatIsThis'), act: () => openDialog(app, 'security') },
    signIn: { words: t('connection.signIn'), act: () => openDialog(app, 'signIn') },
    startAgain: { words: t('connection.tryAgain'), act: () => void startHosting(app, spaceId, false) },
    otherPort: { words: t('connection.otherPort'), act: () => void startHosting(app, spaceId, true) },
    restore: { words: t('connection.restore'), act: () => openManage(app, 'backups') },
    forget: { words: t('space.forget'), act: () => openDialog(app, 'forget') },
  };
  const { words, act } = acts[action];
  return (
    <Button size="small" onClick={act}>
      {words}
    </Button>
  );
}
