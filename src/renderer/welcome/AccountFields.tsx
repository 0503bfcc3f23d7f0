import { useTranslation } from 'react-i18next';
import { Field, PasswordField } from '../ui/Field.tsx';
import { checkDisplayName, checkPassword, checkUsername } from './checks.ts';
import type { Form } from './useForm.ts';

export type AccountField = 'displayName' | 'username' | 'password';

export const noAccount: Record<AccountField, string> = { displayName: '', username: '', password: '' };

/** What is wrong with a new account, field by field. */
export const checkAccount = ({ displayName, username, password }: Record<AccountField, string>) => ({
  displayName: checkDisplayName(displayName),
  username: checkUsername(username),
  password: checkPassword(password),
});

/** A new account as it is sent. */
export const accountOf = ({ displayName, username, password }: Record<AccountField, string>) => ({
  displayName: displayName.trim(),
  username: username.trim(),
  password,
});

/** What a new account is made of. */
export function AccountFields({
  form,
  autoFocus,
}: {
  form: Pick<Form<AccountField>, 'bind'>;
  autoFocus?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <>
      <Field
        {...form.bind('displayName')}
        autoFocus={autoFocus}
        autoComplete="name"
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
    </>
  );
}
