import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../shared/ipc/contract.ts';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { forgetSpace, signOut } from '../actions/spaces.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog, DialogButtons } from '../ui/Dialog.tsx';
import { wrongsOf } from '../welcome/checks.ts';
import { FormProblem } from '../welcome/FormProblem.tsx';

type Props = { space: SpaceView; onClose: () => void };

/** Asks before this computer's session in a space is ended. */
export function SignOutDialog({ space, onClose }: Props) {
  const { t } = useTranslation();
  const app = useApp();
  return (
    <Question
      title={t('signOut.title', { name: space.name })}
      lead={t('signOut.lead')}
      confirm={t('signOut.confirm')}
      act={() => signOut(app, space.spaceId)}
      onClose={onClose}
    />
  );
}

/** Asks before a space is taken off this computer. */
export function ForgetDialog({ space, onClose }: Props) {
  const { t } = useTranslation();
  const app = useApp();
  return (
    <Question
      danger
      title={t('forget.title', { name: space.name })}
      lead={t('forget.lead')}
      confirm={t('forget.confirm')}
      act={() => forgetSpace(app, space.spaceId)}
      onClose={onClose}
    />
  );
}

function Question(props: {
  title: string;
  lead: string;
  confirm: string;
  danger?: boolean;
  act: () => Promise<AppError | null>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    const refused = await props.act();
    setBusy(false);
    if (refused === null) props.onClose();
    else setError(refused);
  };
  const wrong = error === null ? undefined : wrongsOf<never>(error, {}).form;
  return (
    <Dialog open onClose={props.onClose} title={props.title} lead={props.lead}>
      <FormProblem words={wrong && t(wrong.key)} />
      <DialogButtons>
        <Button onClick={props.onClose}>{t('app.cancel')}</Button>
        <Button look={props.danger ? 'danger' : 'primary'} disabled={busy} onClick={() => void confirm()}>
          {props.confirm}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
