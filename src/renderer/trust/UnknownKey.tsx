import { ShieldX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readSpokenCode, showSpokenCode } from '../../shared/model/spokenCode.ts';
import { type NextStep, prove } from '../join/approach.ts';
import type { Attempts } from '../join/useAttempts.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Segments } from '../ui/Segments.tsx';
import { Card } from '../welcome/Card.tsx';
import { checkFilled, type Wrong, wrongsAmong, wrongsOf } from '../welcome/checks.ts';
import { FormProblem } from '../welcome/FormProblem.tsx';
import { useForm } from '../welcome/useForm.ts';
import { useHalfFilled } from '../welcome/useHalfFilled.ts';
import { Fingerprint } from './Fingerprint.tsx';
import './trust.css';

type Unknown = Extract<NextStep, { at: 'unknown' }>;
type Props = { step: Unknown; attempts: Attempts; onNext: (next: NextStep) => void };

/** A key that nobody has vouched for: a code that was read out does, or the person who compares it. */
export function UnknownKey({ step, attempts, onBack, onNext }: Props & { onBack: () => void }) {
  const { t } = useTranslation();
  const [way, setWay] = useState<'code' | 'key'>('code');
  const [differs, setDiffers] = useState(false);
  const options = [
    { value: 'code' as const, label: t('trust.byCode') },
    { value: 'key' as const, label: t('trust.byKey') },
  ];
  /** What the code proves by then must not take the place of what the person looks at. */
  const apart = (act: () => void) => {
    attempts.drop();
    act();
  };
  if (differs) return <Different onBack={onBack} />;
  return (
    <Card steady title={t('trust.title')} lead={t('trust.lead', { name: step.found.name })} back={onBack}>
      <Segments
        label={t('trust.way')}
        value={way}
        options={options}
        onChange={(next) => apart(() => setWay(next))}
      />
      {way === 'code' ? (
        <ByCode step={step} attempts={attempts} onNext={onNext} />
      ) : (
        <ByKey step={step} onNext={onNext} onDifferent={() => apart(() => setDiffers(true))} />
      )}
    </Card>
  );
}

const checkCode = (typed: string): Wrong | null =>
  checkFilled(typed) ?? (readSpokenCode(typed) === null ? { key: 'trust.codeShape' } : null);

/** The server knows the code or it does not; what else is wrong is wrong with the way there. */
const wrongsWithCode = (refused: Unknown['refused']) =>
  refused === null
    ? {}
    : wrongsOf<'code'>(refused, {
        unauthorized: { field: 'code', key: 'trust.codeWrong' },
        invalid: { field: 'code', key: 'trust.codeShape' },
        rate_limited: { field: 'code', key: 'trust.codeTooOften' },
      });

function ByCode({ step, attempts, onNext }: Props) {
  const { t } = useTranslation();
  const app = useApp();
  const form = useForm({
    initial: { code: showSpokenCode(step.way.spoken ?? '') },
    wrongs: wrongsWithCode(step.refused),
    check: ({ code }) => wrongsAmong({ code: checkCode(code) }),
    send: async ({ code }) => {
      const next = await attempts.begin(() => prove(app, step, readSpokenCode(code) ?? code));
      if (next === null) return null;
      if (next.at === 'unknown') return wrongsWithCode(next.refused);
      onNext(next);
      return null;
    },
  });
  useHalfFilled(form);
  return (
    <form className="form" onSubmit={form.onSubmit} noValidate>
      <Field
        {...form.bind('code')}
        autoFocus
        dir="ltr"
        autoCapitalize="characters"
        data-spoken
        label={t('trust.code')}
        hint={t('trust.codeHint')}
      />
      <p className="trust-words">{t('trust.codeFirst')}</p>
      <FormProblem words={form.wrong('form')} />
      <Button look="primary" size="large" type="submit" disabled={form.busy}>
        {form.busy ? t('trust.checking') : t('trust.check')}
      </Button>
    </form>
  );
}

function ByKey({ step, onNext, onDifferent }: Omit<Props, 'attempts'> & { onDifferent: () => void }) {
  const { t } = useTranslation();
  const { found, pin, way } = step;
  const label = t('trust.fingerprint', { name: found.name });
  return (
    <div className="form">
      <p className="trust-words">{t('trust.compare')}</p>
      <section className="field">
        <h2 className="field-label">{label}</h2>
        <Fingerprint pin={pin} label={label} />
      </section>
      <div className="trust-acts">
        <Button size="large" onClick={onDifferent}>
          {t('trust.different')}
        </Button>
        <Button
          look="primary"
          size="large"
          onClick={() => onNext({ at: 'account', way, found, pin, vouched: 'compared' })}
        >
          {t('trust.same')}
        </Button>
      </div>
    </div>
  );
}

function Different({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation();
  return (
    <Card said title={t('trust.differentTitle')} back={onBack}>
      <div className="trust-warning" data-kind="danger">
        <ShieldX aria-hidden="true" />
        <p>{t('trust.differentLead')}</p>
      </div>
      <Button size="large" onClick={onBack}>
        {t('joinForm.otherAddress')}
      </Button>
    </Card>
  );
}
