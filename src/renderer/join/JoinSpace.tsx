import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InviteLink } from '../../shared/model/inviteLink.ts';
import { openSpace } from '../actions/navigate.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { MovedKey } from '../trust/MovedKey.tsx';
import { OtherKey } from '../trust/OtherKey.tsx';
import { PlainSpace } from '../trust/PlainSpace.tsx';
import { UnknownKey } from '../trust/UnknownKey.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../welcome/Card.tsx';
import { JoinAccountForm } from '../welcome/JoinAccountForm.tsx';
import { type NextStep, otherKeyAt } from './approach.ts';
import { FindSpace } from './FindSpace.tsx';
import { typedOf } from './typedWay.ts';
import { useAttempts } from './useAttempts.ts';

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
  const [origin, setOrigin] = useState<Origin>(props.opened === null ? 'typed' : 'opened');
  const [step, setStep] = useState<Step>({ at: 'find' });
  const attempts = useAttempts();
  // It has moved, and is followed by signing in.
  const isKnown = useAppState(
    (state) => step.at === 'account' && state.spaces[step.found.spaceId] !== undefined,
  );
  const go = (next: Step) => {
    attempts.drop();
    setStep(next);
  };
  const find = () => go({ at: 'find' });
  switch (step.at) {
    case 'find':
      return (
        <Card steady title={t('joinForm.title')} back={props.back}>
          <FindSpace
            typed={typed}
            hint={hintAt(origin, t)}
            attempts={attempts}
            onTyped={(now) => {
              setTyped(now);
              setOrigin('typed');
            }}
            onAsked={() => setOrigin((now) => (now === 'opened' ? 'asked' : now))}
            onFound={go}
          />
        </Card>
      );
    case 'inside':
      return <Inside step={step} onBack={find} />;
    case 'plain':
      return (
        <PlainSpace
          key={keyOf(step)}
          found={step.found}
          onBack={find}
          onJoin={() => go({ ...step, at: 'account', pin: null, vouched: null })}
        />
      );
    case 'unknown':
      return <UnknownKey key={keyOf(step)} step={step} attempts={attempts} onBack={find} onNext={go} />;
    case 'changed':
      return (
        <MovedKey
          key={keyOf(step)}
          step={step}
          onBack={find}
          onTrusted={() => go({ ...step, at: 'account', instead: step.before })}
        />
      );
    case 'otherKey':
      return <OtherKey step={step} onBack={find} />;
    case 'account':
      return (
        <Card title={t('joinForm.title')} back={find}>
          <JoinAccountForm
            key={keyOf(step)}
            chosen
            wasHere={isKnown}
            found={step.found}
            pin={step.pin}
            vouched={step.vouched}
            instead={step.instead ?? null}
            invite={step.way.spoken ?? step.way.invite}
            onJoined={props.onJoined}
            // Whoever went back meanwhile looks at something else.
            onOtherKey={(error) => setStep((now) => (now === step ? (otherKeyAt(step, error) ?? now) : now))}
          />
        </Card>
      );
  }
}

/** Where the address came from; `asked` is one that was opened, once somebody was asked there. */
type Origin = 'typed' | 'opened' | 'asked';

function hintAt(origin: Origin, t: TFunction): string | undefined {
  if (origin === 'typed') return undefined;
  return t(origin === 'opened' ? 'opened.hint' : 'opened.hintAsked');
}

/** The server that a step is about: nothing that was typed or ticked for one is taken over to another. */
const keyOf = (step: Exclude<Step, { at: 'find' | 'inside' | 'otherKey' }>): string =>
  `${step.found.address} ${'pin' in step ? step.pin : ''}`;

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
