import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { openDialog } from '../actions/navigate.ts';
import { signIn } from '../actions/spaces.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { PasswordField } from '../ui/Field.tsx';
import { Card } from './Card.tsx';
import { checkFilled, wrongsAmong, wrongsOf } from './checks.ts';
import { FormProblem } from './FormProblem.tsx';
import { useForm } from './useForm.ts';
import './welcome.css';

/** Stands in a browser where one has signed out: nothing of the space is kept here, and this is the way back. */
export function SignedOut({ space }: { space: SpaceView }) {
  const { t } = useTranslation();
  const app = useApp();
  const { spaceId, name, username } = space;
  const form = useForm({
    initial: { password: '' },
    check: ({ password }) => wrongsAmong({ password: checkFilled(password) }),
    send: async ({ password }) => {
      const refused = await signIn(app, spaceId, password);
      return refused === null
        ? null
        : wrongsOf(refused, { unauthorized: { field: 'password', key: 'error.wrongPasswordHere' } });
    },
  });
  return (
    <Card title={t('joinHere.signInTitle', { name })} lead={t('joinHere.signInLead', { username })}>
      <form className="form" onSubmit={form.onSubmit} noValidate>
        <input
          className="unseen"
          type="text"
          autoComplete="username"
          value={username}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <PasswordField
          {...form.bind('password')}
          autoFocus
          label={t('signIn.password')}
          autoComplete="current-password"
        />
        <FormProblem words={form.wrong('form')} />
        <Button look="primary" size="large" type="submit" disabled={form.busy}>
          {t('signIn.submit')}
        </Button>
        <Button look="quiet" onClick={() => openDialog(app, 'forget')}>
          {t('joinHere.otherAccount')}
        </Button>
      </form>
    </Card>
  );
}
