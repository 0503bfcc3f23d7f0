import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../shared/ipc/contract.ts';
import type { HostingChoices, SpaceView } from '../../shared/ipc/views.ts';
import { configureHosting } from '../actions/hosting.ts';
import { useApp } from '../store/AppContext.tsx';
import { wrongsOf } from '../welcome/checks.ts';
import { FormProblem } from '../welcome/FormProblem.tsx';
import { EncryptionOffDialog } from './EncryptionOffDialog.tsx';
import { Toggle } from './Toggle.tsx';

/** What the host of a space chooses about it. What it means that others can read along is said before they can. */
export function HostingChoicesForm({ space, choices }: { space: SpaceView; choices: HostingChoices }) {
  const { t } = useTranslation();
  const app = useApp();
  const [asksOff, setAsksOff] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const choose = async (change: Partial<HostingChoices>) => {
    setBusy(true);
    const refused = await configureHosting(app, space.spaceId, change);
    setBusy(false);
    setError(refused);
    setAsksOff(false);
  };
  const wrong = error === null ? undefined : wrongsOf<never>(error, {}).form;
  return (
    <section className="setting-part">
      <h2 className="field-label">{t('security.hosting')}</h2>
      <Toggle
        label={t('security.announced')}
        hint={t('security.announcedHint')}
        checked={choices.announced}
        busy={busy}
        onChange={(announced) => void choose({ announced })}
      />
      <Toggle
        label={t('security.secure')}
        hint={t(choices.secure ? 'security.secureHint' : 'security.insecureHint')}
        checked={choices.secure}
        risky={!choices.secure}
        busy={busy}
        onChange={(secure) => (secure ? void choose({ secure }) : setAsksOff(true))}
      />
      <FormProblem words={wrong && t(wrong.key)} />
      {asksOff && (
        <EncryptionOffDialog
          busy={busy}
          onConfirm={() => void choose({ secure: false })}
          onClose={() => setAsksOff(false)}
        />
      )}
    </section>
  );
}
