import { useTranslation } from 'react-i18next';
import type { SpaceId } from '../../shared/model/ids.ts';
import { hostSpace } from '../actions/spaces.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { Field, PasswordField } from '../ui/Field.tsx';
import {
  checkDisplayName,
  checkPassword,
  checkSpaceName,
  checkUsername,
  wrongsAmong,
  wrongsOf,
} from './checks.ts';
import { FormProblem } from './FormProblem.tsx';
import { useForm } from './useForm.ts';

/** Asks for the space's name and the owner's account, and starts the space. */
export function HostForm(props: { onBegin: () => void; onHosted: (spaceId: SpaceId) => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const form = useForm({
    initial: { spaceName: '', displayName: '', username: '', password: '' },
    check: ({ spaceName, displayName, username, password }) =>
      wrongsAmong({
        spaceName: checkSpaceName(spaceName),
        displayName: checkDisplayName(displayName),
        username: checkUsername(username),
        password: checkPassword(password),
      }),
    send: async ({ spaceName, displayName, username, password }) => {
      props.onBegin();
      const account = { displayName: displayName.trim(), username: username.trim(), password };
      const hosted = await hostSpace(app, { spaceName: spaceName.trim(), ...account });
      if ('code' in hosted) return wrongsOf(hosted, {});
      props.onHosted(hosted.spaceId);
      return null;
    },
  });
  return (
    <form className="form" onSubmit={form.onSubmit} noValidate>
      <Field
        {...form.bind('spaceName')}
        autoFocus
        label={t('hostForm.spaceName')}
        placeholder={t('hostForm.spaceNamePlaceholder')}
      />
      <Field
        {...form.bind('displayName')}
        label={t('hostForm.displayName')}
        hint={t('hostForm.displayNameHint')}
      />
      <Field
        {...form.bind('username')}
        label={t('hostForm.username')}
        hint={t('hostForm.usernameHint')}
        autoComplete="username"
        autoCapitalize="none"
      />
      <PasswordField
        {...form.bind('password')}
        label={t('hostForm.password')}
        hint={t('hostForm.passwordHint')}
        autoComplete="new-password"
      />
      <FormProblem words={form.wrong('form')} />
      <Button look="primary" size="large" type="submit" disabled={form.busy}>
        {form.busy ? t('hostForm.working') : t('hostForm.submit')}
      </Button>
    </form>
  );
}
