import { useTranslation } from 'react-i18next';
import type { OtherKeyStep } from '../join/approach.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../welcome/Card.tsx';
import { TwoKeys } from './Fingerprint.tsx';

/** What is said by how the server had been known. */
const words = {
  link: { title: 'trust.otherTitle', lead: 'trust.otherLead', before: 'trust.expected' },
  checked: { title: 'trust.uncheckedTitle', lead: 'trust.uncheckedLead', before: 'trust.checkedKey' },
  known: { title: 'trust.unknownTitle', lead: 'trust.unknownLead', before: 'security.before' },
  first: { title: 'trust.keyedTitle', lead: 'trust.keyedLead', before: 'security.before' },
  lapsed: { title: 'trust.lapsedTitle', lead: 'trust.lapsedLead', before: 'security.before' },
} as const;

function kindOf({ vouched, keys, was }: OtherKeyStep): keyof typeof words {
  if (vouched !== null) return vouched === 'link' ? 'link' : 'checked';
  if (keys !== null && keys.expected !== null) return 'known';
  return was === 'signed' ? 'lapsed' : 'first';
}

/** The server is not the one that was vouched for. There is no way past this: being vouched for anew is. */
export function OtherKey({ step, onBack }: { step: OtherKeyStep; onBack: () => void }) {
  const { t } = useTranslation();
  const { keys, begun } = step;
  const kind = kindOf(step);
  const { title, lead, before } = words[kind];
  const isUnproved = keys === null && kind === 'link';
  const sent = t(begun ? 'trust.nothingMore' : 'trust.nothingSent');
  return (
    <Card said title={t(title)} lead={`${t(isUnproved ? 'trust.noKeyLead' : lead)} ${sent}`} back={onBack}>
      <p className="trust-words">{t(kind === 'lapsed' ? 'trust.lapsedWhy' : 'trust.otherWhy')}</p>
      {keys !== null && (
        <TwoKeys
          before={{
            label: t(before),
            pin: keys.expected,
            none: t(kind === 'lapsed' ? 'security.noneSigned' : 'security.none'),
          }}
          now={{ label: t('trust.presented'), pin: keys.presented }}
        />
      )}
      <Button size="large" onClick={onBack}>
        {t('joinForm.otherAddress')}
      </Button>
    </Card>
  );
}
