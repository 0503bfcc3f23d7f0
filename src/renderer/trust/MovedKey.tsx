import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NextStep } from '../join/approach.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../welcome/Card.tsx';
import { ComparedIt, KeyWarning } from './KeyWarning.tsx';
import './trust.css';

type Moved = Extract<NextStep, { at: 'changed' }>;

/** A space of this computer is found elsewhere, and with another key: whoever has compared it may sign in there. */
export function MovedKey(props: { step: Moved; onTrusted: () => void; onBack: () => void }) {
  const { t } = useTranslation();
  const { found, pin, before } = props.step;
  const { name } = found;
  const [compared, setCompared] = useState(false);
  const mismatch = { kind: 'changed', keys: { expected: before, presented: pin } } as const;
  return (
    <Card said title={t('trust.movedTitle', { name })} lead={t('trust.movedLead')} back={props.onBack}>
      <KeyWarning name={name} mismatch={mismatch} lead={t('trust.movedWarning')}>
        <ComparedIt compared={compared} onChange={setCompared} />
        <div className="trust-acts">
          <Button size="large" onClick={props.onBack}>
            {t('app.back')}
          </Button>
          <Button look="danger" size="large" disabled={!compared} onClick={props.onTrusted}>
            {t('trust.movedGo')}
          </Button>
        </div>
      </KeyWarning>
    </Card>
  );
}
