import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { signIn } from '../actions/spaces.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog, DialogButtons } from '../ui/Dialog.tsx';
import { PasswordField } from '../ui/Field.tsx';
import { checkFilled, wrongsAmong, wrongsOf } from '../welcome/checks.ts';
import { FormProblem } from '../welcome/FormProblem.tsx';
import { useForm } from '../welcome/useForm.ts';

/** Signs in again where the session has ended. */
export function SignInDialog({ space, onClose }: { space: SpaceView; onClose: () => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const form = useForm({
    initial: { password: '' },
    check: ({ password }) => wrongsAmong({ password: checkFilled(password) }),
    send: async ({ password }) => {
      const refused = await signIn(app, space.spaceId, password);
      if (refused === null) {
        onClose();
        return null;
      }
      return wrongsOf(refused, { unauthorized: { field: 'password', key: 'error.wrongPasswordHere' } });
    },
  });
  const { name, username, address } = space;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('signIn.title', { name })}
      lead={t('signIn.lead', { username, address })}
    >
      <form className="dialog-form" onSubmit={form.onSubmit} noValidate>
        <PasswordField
          {...form.bind('password')}
          autoFocus
          label={t('signIn.password')}
          autoComplete="current-password"
        />
        <FormProblem words={form.wrong('form')} />
        <DialogButtons>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button look="primary" type="submit" disabled={form.busy}>
            {t('signIn.submit')}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
