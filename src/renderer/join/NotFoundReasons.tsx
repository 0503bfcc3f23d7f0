import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { NearbySlice } from '../store/nearby.ts';

const reasons = ['whyOff', 'whyOther', 'whyGuest', 'whyFirewall'] as const;

/** Why a space may not be found, and what helps to find out. */
export function NotFoundReasons({ nearby }: { nearby: NonNullable<NearbySlice['nearby']> }) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const { addresses, canLook } = nearby;
  if (addresses.length === 0) return null;
  const list = new Intl.ListFormat(i18n.language, { type: 'unit' }).format(addresses);
  return (
    <section className="not-found" aria-labelledby={id}>
      <h2 className="field-label" id={id}>
        {t('nearby.why')}
      </h2>
      {canLook && (
        <ul className="not-found-reasons">
          {reasons.map((reason) => (
            <li key={reason}>{t(`nearby.${reason}`)}</li>
          ))}
        </ul>
      )}
      {!canLook && <p>{t('nearby.cannotLookHint')}</p>}
      <p>{t('nearby.here', { count: addresses.length, list })}</p>
      <p>{t('nearby.byHand')}</p>
    </section>
  );
}
