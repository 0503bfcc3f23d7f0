import { House, LogIn } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceId } from '../../shared/model/ids.ts';
import type { InviteLink } from '../../shared/model/inviteLink.ts';
import { openSpace } from '../actions/navigate.ts';
import { JoinSpace } from '../join/JoinSpace.tsx';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { BrowserWelcome } from './BrowserWelcome.tsx';
import { Card } from './Card.tsx';
import { Hosted } from './Hosted.tsx';
import { HostForm } from './HostForm.tsx';
import './welcome.css';

type Step =
  | { at: 'choice' }
  | { at: 'host' }
  /** `opened` is an invite that was opened outside, the `nth` one. */
  | { at: 'join'; opened: InviteLink | null; nth: number }
  | { at: 'hosted'; spaceId: SpaceId };
const joining: Step = { at: 'join', opened: null, nth: 0 };

/** The way into a space: a browser's into the one it came from, the app's into any. */
export function Welcome() {
  const browser = useAppState((state) => state.facts?.browser ?? null);
  return browser === null ? <AppWelcome /> : <BrowserWelcome browser={browser} />;
}

/** Hosting a space or joining one. */
function AppWelcome() {
  const { t } = useTranslation();
  const app = useApp();
  const first = useAppState((state) => state.spaceOrder.length === 0);
  const canHost = useAppState((state) => state.facts?.canHost === true);
  const [step, setStep] = useState<Step>(canHost ? { at: 'choice' } : joining);
  useInvited((opened) =>
    setStep((now) => ({ at: 'join', opened, nth: now.at === 'join' ? now.nth + 1 : 1 })),
  );
  const leave = () => app.store.setState({ welcoming: false });
  const back = canHost ? () => setStep({ at: 'choice' }) : undefined;
  const open = (spaceId: SpaceId) => {
    leave();
    openSpace(app, spaceId);
  };
  switch (step.at) {
    case 'choice':
      return (
        <Choice first={first} onHost={() => setStep({ at: 'host' })} onJoin={() => setStep(joining)}>
          {!first && (
            <Button look="quiet" onClick={leave}>
              {t('welcome.notNow')}
            </Button>
          )}
        </Choice>
      );
    case 'host':
      return (
        <Card title={t('hostForm.title')} lead={t('hostForm.lead')} back={back}>
          {/* While the result is shown, the space that now exists must not take its place. */}
          <HostForm
            onBegin={() => app.store.setState({ welcoming: true })}
            onHosted={(spaceId) => setStep({ at: 'hosted', spaceId })}
          />
        </Card>
      );
    case 'join':
      return (
        // Another invite begins anew.
        <JoinSpace key={step.nth} opened={step.opened} back={back} onJoined={leave} />
      );
    case 'hosted':
      return <Hosted spaceId={step.spaceId} onOpen={() => open(step.spaceId)} />;
  }
}

/** Takes over an invite that was opened outside of the app. */
function useInvited(take: (invited: InviteLink) => void): void {
  const app = useApp();
  const invited = useAppState((state) => state.invited);
  useEffect(() => {
    if (invited === null) return;
    app.store.setState({ invited: null });
    take(invited);
  }, [app, invited, take]);
}

function Choice(props: { first: boolean; onHost: () => void; onJoin: () => void; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <main className="welcome scrolls">
      <div className="welcome-choice">
        <span className="welcome-mark" aria-hidden="true">
          <Mark />
        </span>
        <h1 className="welcome-title">{props.first ? t('welcome.title') : t('welcome.addTitle')}</h1>
        <p className="welcome-lead">{props.first ? t('welcome.lead') : t('welcome.addLead')}</p>
        <div className="welcome-ways">
          <Way
            icon={<House />}
            title={t('welcome.host')}
            hint={t('welcome.hostHint')}
            onChoose={props.onHost}
          />
          <Way
            icon={<LogIn />}
            title={t('welcome.join')}
            hint={t('welcome.joinHint')}
            onChoose={props.onJoin}
          />
        </div>
        {props.children}
      </div>
    </main>
  );
}

function Way(props: { icon: ReactNode; title: string; hint: string; onChoose: () => void }) {
  return (
    <button type="button" className="way" onClick={props.onChoose}>
      <span className="way-icon">{props.icon}</span>
      <span className="way-title">{props.title}</span>
      <span className="way-hint">{props.hint}</span>
    </button>
  );
}

/** Two turns of a conversation: the app's mark. */
const Mark = () => (
  <svg viewBox="0 0 48 48" role="presentation">
    <path
      className="mark-back"
      d="M10 8h20a6 6 0 0 1 6 6v9a6 6 0 0 1-6 6H17l-8 6v-6.2A6 6 0 0 1 4 23v-9a6 6 0 0 1 6-6z"
    />
    <path
      className="mark-front"
      d="M22 19h16a6 6 0 0 1 6 6v7a6 6 0 0 1-5 5.9V43l-7-5H22a6 6 0 0 1-6-6v-7a6 6 0 0 1 6-6z"
    />
  </svg>
);
