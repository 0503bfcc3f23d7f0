import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppOutput } from '../../shared/ipc/contract.ts';
import { joinSpace } from '../actions/spaces.ts';
import { useApp } from '../store/AppContext.tsx';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Field, PasswordField } from '../ui/Field.tsx';
import { Segments } from '../ui/Segments.tsx';
import {
  checkDisplayName,
  checkFilled,
  checkPassword,
  checkUsername,
  wrongsAmong,
  wrongsOf,
} from './checks.ts';
import { FormProblem } from './FormProblem.tsx';
import { useForm } from './useForm.ts';

type Mode = 'register' | 'login';
type Props = { found: AppOutput<'space:probe'>; onJoined: () => void };

/** The space that answered, and the account to enter it with: a new one by invite, or one that exists. */
export function JoinAccountForm({ found, onJoined, onOther }: Props & { onOther: () => void }) {
  const { t } = useTranslation();
  const [mode, setMode] = useState<Mode>('register');
  const modes = [
    { value: 'register' as const, label: t('joinForm.newAccount') },
    { value: 'login' as const, label: t('joinForm.haveAccount') },
  ];
  return (
    <>
      <div className="found">
        <Avatar id={found.spaceId} name={found.name} size="rail" space />
        <span className="found-words">
          <bdi className="found-name one-line">{found.name}</bdi>
          <span className="found-address one-line">{found.address}</span>
        </span>
        <Button look="quiet" onClick={onOther}>
          {t('joinForm.otherAddress')}
        </Button>
      </div>
      <Segments label={t('joinForm.title')} value={mode} options={modes} onChange={setMode} />
      {mode === 'register' ? (
        <RegisterForm found={found} onJoined={onJoined} />
      ) : (
        <LoginForm found={found} onJoined={onJoined} />
      )}
    </>
  );
}

function RegisterForm({ found, onJoined }: Props) {
  const { t } = useTranslation();
  const app = useApp();
  const form = useForm({
    initial: { invite: '', displayName: '', username: '', password: '' },
    check: ({ displayName, username, password }) =>
      wrongsAmong({
        invite: null,
        displayName: checkDisplayName(displayName),
        username: checkUsername(username),
        password: checkPassword(password),
      }),
    send: async ({ invite, displayName, username, password }) => {
      const code = invite.trim();
      const refused = await joinSpace(app, {
        address: found.address,
        account: {
          mode: 'register',
          ...(code === '' ? {} : { invite: code }),
          ...{ displayName: displayName.trim(), username: username.trim(), password },
        },
      });
      if (refused === null) {
        onJoined();
        return null;
      }
      const inviteKey = code === '' ? 'error.inviteNeeded' : 'error.invite';
      return wrongsOf(refused, {
        conflict: { field: 'username', key: 'error.usernameTaken' },
        forbidden: { field: 'invite', key: inviteKey },
        unauthorized: { field: 'invite', key: inviteKey },
      });
    },
  });
  return (
    <form className="form" onSubmit={form.onSubmit} noValidate>
      <Field
        {...form.bind('invite')}
        autoFocus
        dir="ltr"
        autoCapitalize="none"
        label={t('joinForm.invite')}
        hint={t('joinForm.inviteHint')}
      />
      <Field
        {...form.bind('displayName')}
        label={t('joinForm.displayName')}
        hint={t('hostForm.displayNameHint')}
      />
      <Field
        {...form.bind('username')}
        label={t('joinForm.username')}
        hint={t('hostForm.usernameHint')}
        autoComplete="username"
        autoCapitalize="none"
      />
      <PasswordField
        {...form.bind('password')}
        label={t('joinForm.password')}
        hint={t('hostForm.passwordHint')}
        autoComplete="new-password"
      />
      <FormProblem words={form.wrong('form')} />
      <Button look="primary" size="large" type="submit" disabled={form.busy}>
        {form.busy ? t('joinForm.working') : t('joinForm.submitRegister')}
      </Button>
    </form>
  );
}

function LoginForm({ found, onJoined }: Props) {
  const { t } = useTranslation();
  const app = useApp();
  const form = useForm({
    initial: { username: '', password: '' },
    check: ({ username, password }) =>
      wrongsAmong({ username: checkFilled(username), password: checkFilled(password) }),
    send: async ({ username, password }) => {
      const account = { mode: 'login' as const, username: username.trim(), password };
      const refused = await joinSpace(app, { address: found.address, account });
      if (refused === null) {
        onJoined();
        return null;
      }
      return wrongsOf(refused, { unauthorized: { field: 'password' }, forbidden: { field: 'password' } });
    },
  });
  return (
    <form className="form" onSubmit={form.onSubmit} noValidate>
      <Field
        {...form.bind('username')}
        autoFocus
        label={t('joinForm.username')}
        autoComplete="username"
        autoCapitalize="none"
      />
      <PasswordField
        {...form.bind('password')}
        label={t('joinForm.password')}
        autoComplete="current-password"
      />
      <FormProblem words={form.wrong('form')} />
      <Button look="primary" size="large" type="submit" disabled={form.busy}>
        {form.busy ? t('joinForm.working') : t('joinForm.submitLogin')}
      </Button>
    </form>
  );
}
