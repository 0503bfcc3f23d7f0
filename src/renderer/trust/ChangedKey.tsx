import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../shared/ipc/contract.ts';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { trustKey } from '../actions/hosting.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { DialogButtons } from '../ui/Dialog.tsx';
import { wrongsOf } from '../welcome/checks.ts';
import { FormProblem } from '../welcome/FormProblem.tsx';
import { ComparedIt, KeyWarning } from './KeyWarning.tsx';
import type { Mismatch } from './mismatchOf.ts';

/** What it means that another key answers, and the one way to go on with it: having compared it. */
export function ChangedKey(props: {
  space: SpaceView;
  mismatch: Mismatch;
  /** It is being trusted, or was refused. */
  onTrusting: (busy: boolean) => void;
  onTrusted: () => void;
}) {
  const { t } = useTranslation();
  const app = useApp();
  const { space, mismatch } = props;
  const { name, spaceId } = space;
  const [compared, setCompared] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const isShown = useIsShown();
  const trust = async () => {
    if (busy) return;
    setBusy(true);
    props.onTrusting(true);
    const refused = await trustKey(app, spaceId, mismatch.keys.presented);
    // Whoever has gone on to something else is not called back from there.
    if (!isShown()) return;
    if (refused === null) return props.onTrusted();
    setBusy(false);
    setError(refused);
    props.onTrusting(false);
  };
  const wrong = error === null ? undefined : wrongsOf<never>(error, {}).form;
  return (
    <KeyWarning name={name} mismatch={mismatch}>
      <div className="dialog-form">
        <ComparedIt compared={compared} onChange={setCompared} />
        <FormProblem words={wrong && t(wrong.key)} />
        <DialogButtons>
          <Button look="danger" disabled={!compared} aria-busy={busy} onClick={() => void trust()}>
            {busy ? t('security.trusting') : t('security.trust')}
          </Button>
        </DialogButtons>
      </div>
    </KeyWarning>
  );
}

function useIsShown(): () => boolean {
  const isShown = useRef(false);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  return () => isShown.current;
}
