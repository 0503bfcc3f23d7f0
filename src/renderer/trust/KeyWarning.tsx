import { ShieldAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TwoKeys } from './Fingerprint.tsx';
import type { Mismatch } from './mismatchOf.ts';

const words = {
  changed: {
    title: 'security.changedTitle',
    lead: 'security.changedLead',
    why: 'security.whyAnew',
    act: 'security.doCompare',
    none: 'security.none',
  },
  first: {
    title: 'security.newTitle',
    lead: 'security.newLead',
    why: 'security.whyOn',
    act: 'security.doCompare',
    none: 'security.none',
  },
  lapsed: {
    title: 'security.lapsedTitle',
    lead: 'security.lapsedLead',
    why: 'security.whyLapsed',
    act: 'security.doRenew',
    none: 'security.noneSigned',
  },
} as const;

/** What it means that a space has another key than it had, both of them, and what may be done about it. */
export function KeyWarning(props: {
  name: string;
  mismatch: Mismatch;
  /** In place of what is said where Parley came back to its address. */
  lead?: string;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const { kind, keys } = props.mismatch;
  const { title, lead, why, act, none } = words[kind];
  return (
    <>
      <div className="trust-warning" data-kind={kind === 'first' ? undefined : 'danger'}>
        <ShieldAlert aria-hidden="true" />
        <div>
          <h2 className="trust-warning-title">{t(title, { name: props.name })}</h2>
          <p>{props.lead ?? t(lead)}</p>
        </div>
      </div>
      <section className="setting-part">
        <h2 className="field-label">{t('security.why')}</h2>
        <ul className="trust-reasons">
          <li>{t(why)}</li>
          <li>{t('security.whyListening')}</li>
        </ul>
        <p className="trust-words">{t(act)}</p>
      </section>
      <TwoKeys
        before={{ label: t('security.before'), pin: keys.expected, none: t(none) }}
        now={{ label: t('security.now'), pin: keys.presented }}
      />
      {props.children}
    </>
  );
}

/** That a person has compared a key, without which it is not trusted. */
export function ComparedIt(props: { compared: boolean; onChange: (compared: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <label className="check">
      <input
        type="checkbox"
        data-settled
        checked={props.compared}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      <span>{t('security.compared')}</span>
    </label>
  );
}
