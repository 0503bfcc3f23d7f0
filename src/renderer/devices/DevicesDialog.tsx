import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { ask } from '../actions/ask.ts';
import { SessionList } from '../manage/SessionList.tsx';
import { useProblemWords } from '../manage/useProblemWords.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog, DialogButtons } from '../ui/Dialog.tsx';
import { PasswordField } from '../ui/Field.tsx';
import { checkFilled, checkPassword, wrongsAmong } from '../welcome/checks.ts';
import { FormProblem } from '../welcome/FormProblem.tsx';
import { useForm } from '../welcome/useForm.ts';
import '../settings/settings.css';
import './devices.css';

/** Where one is signed in to a space, and with what password. */
export function DevicesDialog({ space, onClose }: { space: SpaceView; onClose: () => void }) {
  const { t } = useTranslation();
  const [changing, setChanging] = useState(false);
  // A new password ends the sign-ins of all other devices: they are asked for anew.
  const [changed, setChanged] = useState(0);
  const done = () => {
    setChanging(false);
    setChanged(changed + 1);
  };
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t('devices.title', { name: space.name })}
      lead={t('devices.lead')}
    >
      <div className="devices">
        <section className="setting">
          <SessionList key={changed} space={space} />
        </section>
        <section className="setting" aria-labelledby="devices-password">
          <h2 className="field-label" id="devices-password">
            {t('devices.password')}
          </h2>
          {changing ? (
            <ChangePassword space={space} onDone={done} onCancel={() => setChanging(false)} />
          ) : (
            <div className="devices-row">
              <Button onClick={() => setChanging(true)}>{t('devices.change')}</Button>
              <p role="status">{changed > 0 && t('devices.changed')}</p>
            </div>
          )}
        </section>
      </div>
    </Dialog>
  );
}

function ChangePassword(props: { space: SpaceView; onDone: () => void; onCancel: () => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const wordsOf = useProblemWords();
  const [problem, setProblem] = useState<string>();
  const form = useForm({
    initial: { current: '', next: '' },
    check: ({ current, next }) => wrongsAmong({ current: checkFilled(current), next: checkPassword(next) }),
    send: async ({ current, next }) => {
      setProblem(undefined);
      const answer = await ask(app, props.space.spaceId, 'password:change', { current, next });
      if (answer.ok) {
        props.onDone();
        return null;
      }
      if (answer.error.code === 'forbidden') return { current: { key: 'error.wrongPasswordHere' } };
      setProblem(wordsOf(answer.error));
      return null;
    },
  });
  return (
    <form className="dialog-form" onSubmit={form.onSubmit} noValidate>
      <PasswordField
        {...form.bind('current')}
        autoFocus
        label={t('devices.current')}
        autoComplete="current-password"
      />
      <PasswordField
        {...form.bind('next')}
        label={t('devices.next')}
        hint={t('devices.nextHint')}
        autoComplete="new-password"
      />
      <FormProblem words={problem} />
      <DialogButtons>
        <Button onClick={props.onCancel}>{t('app.cancel')}</Button>
        <Button look="primary" type="submit" disabled={form.busy}>
          {t('devices.submit')}
        </Button>
      </DialogButtons>
    </form>
  );
}
