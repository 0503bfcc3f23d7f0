import { useTranslation } from 'react-i18next';
import type { KeyMismatch } from '../../shared/model/trust.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../welcome/Card.tsx';
import { TwoKeys } from './Fingerprint.tsx';

/** The server is not the one that an invite names. There is no way past this: a new invite is. */
export function OtherKey({ keys, onBack }: { keys: KeyMismatch | null; onBack: () => void }) {
  const { t } = useTranslation();
  return (
    <Card
      said
      title={t('trust.otherTitle')}
      lead={t(keys === null ? 'trust.noKeyLead' : 'trust.otherLead')}
      back={onBack}
    >
      <p className="trust-words">{t('trust.otherWhy')}</p>
      {keys !== null && (
        <TwoKeys
          before={{ label: t('trust.expected'), pin: keys.expected, none: t('security.none') }}
          now={{ label: t('trust.presented'), pin: keys.presented }}
        />
      )}
      <Button size="large" onClick={onBack}>
        {t('joinForm.otherAddress')}
      </Button>
    </Card>
  );
}
