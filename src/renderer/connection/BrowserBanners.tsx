import { BellRing, Eye, HardDriveDownload } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserView, SpaceView } from '../../shared/ipc/views.ts';
import { askNotifications, isNotNow, rememberNotNow, takeOver } from '../actions/browser.ts';
import { focusComposer } from '../keys/regions.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { isConnected } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';
import './banner.css';

/** What holds in this browser, as far as it matters now: one line at a time. */
export function BrowserBanners({ space }: { space: SpaceView }) {
  const browser = useAppState((state) => state.facts?.browser ?? null);
  return <div role="status">{browser !== null && <Line browser={browser} space={space} />}</div>;
}

function Line({ browser, space }: { browser: BrowserView; space: SpaceView }) {
  const [seen, setSeen] = useState(false);
  const [notNow, setNotNow] = useState(isNotNow);
  // Once it is of use: when one has said something, or was spoken to; and not while something else is the matter.
  const isUseful = (useAppState((state) => state.hasSent) || space.addressed > 0) && isConnected(space);
  if (!browser.writable) return <Reading />;
  if (browser.storage === 'refused' && !seen) return <NothingKept onSeen={() => setSeen(true)} />;
  if (browser.notifications === 'unasked' && isUseful && !notNow) {
    const later = () => {
      rememberNotNow();
      setNotNow(true);
    };
    return <AskNotifications onLater={later} />;
  }
  return null;
}

function Banner(props: {
  kind: 'waiting' | 'away';
  /** Whether it may wait where there is little room, as above the keys of a phone. */
  mayWait?: boolean;
  icon: ReactNode;
  words: string;
  children: ReactNode;
}) {
  return (
    <div className="banner" data-kind={props.kind} data-may-wait={props.mayWait || undefined}>
      {props.icon}
      <p className="banner-words">{props.words}</p>
      <span className="banner-actions">{props.children}</span>
    </div>
  );
}

/** The button goes with what it stands in: the focus goes on to where one writes. */
const thenWrite = (act: () => void) => () => {
  act();
  requestAnimationFrame(focusComposer);
};

function Reading() {
  const { t } = useTranslation();
  const app = useApp();
  const take = () => void takeOver(app).then(() => requestAnimationFrame(focusComposer));
  return (
    <Banner kind="away" icon={<Eye aria-hidden="true" />} words={t('browser.reading')}>
      <Button size="small" onClick={take}>
        {t('browser.useThisTab')}
      </Button>
    </Banner>
  );
}

function NothingKept({ onSeen }: { onSeen: () => void }) {
  const { t } = useTranslation();
  return (
    <Banner kind="away" icon={<HardDriveDownload aria-hidden="true" />} words={t('browser.nothingKept')}>
      <Button size="small" onClick={thenWrite(onSeen)}>
        {t('browser.understood')}
      </Button>
    </Banner>
  );
}

function AskNotifications({ onLater }: { onLater: () => void }) {
  const { t } = useTranslation();
  const app = useApp();
  return (
    <Banner
      kind="waiting"
      mayWait
      icon={<BellRing aria-hidden="true" />}
      words={t('browser.askNotifications')}
    >
      <Button size="small" onClick={thenWrite(() => void askNotifications(app))}>
        {t('browser.allow')}
      </Button>
      <Button size="small" look="quiet" onClick={thenWrite(onLater)}>
        {t('browser.notNow')}
      </Button>
    </Banner>
  );
}
