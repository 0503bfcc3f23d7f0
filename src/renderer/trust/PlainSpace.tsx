import { LockOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Found } from '../join/approach.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../welcome/Card.tsx';
import './trust.css';

/** What it means to join a space that is not encrypted, before anyone does. */
export function PlainSpace(props: { found: Found; onJoin: () => void; onBack: () => void }) {
  const { t } = useTranslation();
  return (
    <Card said title={t('trust.plainTitle', { name: props.found.name })} back={props.onBack}>
      <div className="trust-warning">
        <LockOpen aria-hidden="true" />
        <p>{t('trust.plainLead')}</p>
      </div>
      <p className="trust-words">{t('trust.plainDo')}</p>
      <div className="trust-acts">
        <Button size="large" onClick={props.onBack}>
          {t('app.back')}
        </Button>
        <Button look="risky" size="large" onClick={props.onJoin}>
          {t('trust.plainJoin')}
        </Button>
      </div>
    </Card>
  );
}
