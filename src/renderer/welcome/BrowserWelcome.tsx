import { CloudOff, DatabaseZap } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppOutput } from '../../shared/ipc/contract.ts';
import type { BrowserView } from '../../shared/ipc/views.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import { openSpace } from '../actions/navigate.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from './Card.tsx';
import { wrongsOf } from './checks.ts';
import { Hosted } from './Hosted.tsx';
import { JoinAccountForm } from './JoinAccountForm.tsx';
import { OwnerForm } from './OwnerForm.tsx';
import { type Probe, useProbe } from './useProbe.ts';

/** The way into the one space that a page is for: the one it came from. */
export function BrowserWelcome({ browser }: { browser: BrowserView }) {
  const { t } = useTranslation();
  const app = useApp();
  const probe = useProbe(location.origin);
  const [ownedId, setOwnedId] = useState<SpaceId | null>(null);
  const leave = () => app.store.setState({ welcoming: false });
  if (ownedId !== null) {
    const open = () => {
      leave();
      openSpace(app, ownedId);
    };
    return <Hosted spaceId={ownedId} onOpen={open} />;
  }
  const { found } = probe;
  if (found === null) return <NotFound probe={probe} />;
  if (found.isNew) {
    return (
      <Card title={t('ownerForm.title')} lead={t('ownerForm.lead')}>
        {/* While the result is shown, the space that now exists must not take its place. */}
        <OwnerForm
          found={found}
          code={browser.invite}
          onBegin={() => app.store.setState({ welcoming: true })}
          onOwned={setOwnedId}
        />
      </Card>
    );
  }
  return <Join found={found} browser={browser} onJoined={leave} />;
}

function Join(props: { found: AppOutput<'space:probe'>; browser: BrowserView; onJoined: () => void }) {
  const { t } = useTranslation();
  const { found, browser } = props;
  const isRenewed = browser.storage === 'renewed';
  const lead =
    browser.invite !== null
      ? 'joinHere.invited'
      : found.registration === 'open'
        ? 'joinHere.open'
        : 'joinHere.lead';
  return (
    <Card title={t('joinHere.title', { name: found.name })} lead={t(lead)}>
      {isRenewed && (
        <p className="welcome-note" role="status">
          <DatabaseZap aria-hidden="true" />
          <span>{t('joinHere.renewed')}</span>
        </p>
      )}
      <JoinAccountForm found={found} invite={browser.invite} wasHere={isRenewed} onJoined={props.onJoined} />
    </Card>
  );
}

/** Nobody answers yet: it is asked again by itself. */
function NotFound({ probe: { error, asking, ask } }: { probe: Probe }) {
  const { t } = useTranslation();
  // What is mostly there at once is not worth a word.
  if (error === null) return <main className="welcome" aria-busy="true" />;
  const away = error.code === 'unreachable' || error.code === 'offline';
  const wrong = wrongsOf<never>(error, {}).form;
  return (
    <Card title={t(away ? 'joinHere.awayTitle' : 'joinHere.failedTitle')}>
      <p className="welcome-away" role="status">
        <CloudOff aria-hidden="true" />
        <span>{away || wrong === undefined ? t('joinHere.away') : t(wrong.key)}</span>
      </p>
      {/* Not disabled while it asks by itself: the focus would be lost. */}
      <Button size="large" autoFocus aria-busy={asking} onClick={ask}>
        {asking ? t('joinForm.finding') : t('app.tryAgain')}
      </Button>
    </Card>
  );
}
