import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InviteLink } from '../../shared/model/inviteLink.ts';
import { openSpace } from '../actions/navigate.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { OtherKey } from '../trust/OtherKey.tsx';
import { PlainSpace } from '../trust/PlainSpace.tsx';
import { UnknownKey } from '../trust/UnknownKey.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../welcome/Card.tsx';
import { JoinAccountForm } from '../welcome/JoinAccountForm.tsx';
import { type NextStep, otherKeyOf } from './approach.ts';
import { FindSpace } from './FindSpace.tsx';
import { typedOf } from './typedWay.ts';

type Step = { at: 'find' } | NextStep;

/** The way into a space that exists: finding it, knowing that it is the one, and an account in it. */
export function JoinSpace(props: {
  /** An invite that was opened outside: filled in, and asked for only when the person goes on. */
  opened: InviteLink | null;
  back: (() => void) | undefined;
  onJoined: () => void;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(props.opened === null ? '' : typedOf(props.opened));
  const [isOpened, setIsOpened] = useState(props.opened !== null);
  const [step, setStep] = useState<Step>({ at: 'find' });
  // It has moved, and is followed by signing in.
  const isKnown = useAppState(
    (state) => step.at === 'account' && state.spaces[step.found.spaceId] !== undefined,
  );
  const find = () => setStep({ at: 'find' });
  switch (step.at) {
    case 'find':
      return (
        <Card steady title={t('joinForm.title')} back={props.back}>
          <FindSpace
            typed={typed}
            hint={isOpened ? t('opened.hint') : undefined}
            onTyped={(now) => {
              setTyped(now);
              setIsOpened(false);
            }}
            onFound={setStep}
          />
        </Card>
      );
    case 'inside':
      return <Inside step={step} onBack={find} />;
    case 'plain':
      return (
        <PlainSpace
          found={step.found}
          onBack={find}
          onJoin={() => setStep({ ...step, at: 'account', pin: null, vouched: null })}
        />
      );
    case 'unknown':
      return <UnknownKey step={step} onBack={find} onNext={setStep} />;
    case 'otherKey':
      return <OtherKey keys={step.keys} onBack={find} />;
    case 'account':
      return (
        <Card title={t('joinForm.title')} back={find}>
          <JoinAccountForm
            chosen
            wasHere={isKnown}
            found={step.found}
            pin={step.pin}
            vouched={step.vouched}
            invite={step.way.spoken ?? step.way.invite}
            onJoined={props.onJoined}
            onOtherKey={(error) => setStep(otherKeyOf(error, step.way) ?? step)}
          />
        </Card>
      );
  }
}

function Inside({ step: { found }, onBack }: { step: Extract<Step, { at: 'inside' }>; onBack: () => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const { name, spaceId } = found;
  return (
    <Card title={t('trust.insideTitle', { name })} lead={t('trust.insideLead')} back={onBack}>
      <Button look="primary" size="large" autoFocus onClick={() => openSpace(app, spaceId)}>
        <span className="one-line">{t('hosted.open', { name })}</span>
      </Button>
    </Card>
  );
}
