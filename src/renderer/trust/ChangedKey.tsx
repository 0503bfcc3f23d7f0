import { ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../shared/ipc/contract.ts';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { KeyMismatch } from '../../shared/model/trust.ts';
import { trustKey } from '../actions/hosting.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { DialogButtons } from '../ui/Dialog.tsx';
import { wrongsOf } from '../welcome/checks.ts';
import { FormProblem } from '../welcome/FormProblem.tsx';
import { TwoKeys } from './Fingerprint.tsx';

/** What it means that another key answers, and the one way to go on with it: having compared it. */
export function ChangedKey(props: { space: SpaceView; keys: KeyMismatch; onTrusted: () => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const { space, keys } = props;
  const { name, spaceId } = space;
  const [compared, setCompared] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const isNew = keys.expected === null;
  const trust = async () => {
    if (busy) return;
    setBusy(true);
    const refused = await trustKey(app, spaceId, keys.presented);
    setBusy(false);
    setError(refused);
    if (refused === null) props.onTrusted();
  };
  const wrong = error === null ? undefined : wrongsOf<never>(error, {}).form;
  return (
    <>
      <div className="trust-warning" data-kind={isNew ? undefined : 'danger'}>
        <ShieldAlert aria-hidden="true" />
        <div>
          <h2 className="trust-warning-title">
            {t(isNew ? 'security.newTitle' : 'security.changedTitle', { name })}
          </h2>
          <p>{t(isNew ? 'security.newLead' : 'security.changedLead')}</p>
        </div>
      </div>
      <section className="setting-part">
        <h2 className="field-label">{t('security.why')}</h2>
        <ul className="trust-reasons">
          <li>{t(isNew ? 'security.whyOn' : 'security.whyAnew')}</li>
          <li>{t('security.whyListening')}</li>
        </ul>
        <p className="trust-words">{t('security.doCompare')}</p>
      </section>
      <TwoKeys
        before={{ label: t('security.before'), pin: keys.expected, none: t('security.none') }}
        now={{ label: t('security.now'), pin: keys.presented }}
      />
      <div className="dialog-form">
        <label className="check">
          <input type="checkbox" checked={compared} onChange={(event) => setCompared(event.target.checked)} />
          <span>{t('security.compared')}</span>
        </label>
        <FormProblem words={wrong && t(wrong.key)} />
        <DialogButtons>
          <Button look="danger" disabled={!compared} aria-busy={busy} onClick={() => void trust()}>
            {busy ? t('security.trusting') : t('security.trust')}
          </Button>
        </DialogButtons>
      </div>
    </>
  );
}
