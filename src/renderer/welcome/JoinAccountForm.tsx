import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../shared/ipc/contract.ts';
import { inviteCodeIn } from '../../shared/model/inviteLink.ts';
import type { Pin } from '../../shared/model/trust.ts';
import { joinSpace } from '../actions/spaces.ts';
import type { Found, Vouched } from '../join/approach.ts';
import { shownHost } from '../join/shownHost.ts';
import { useApp } from '../store/AppContext.tsx';
import { KnownBy } from '../trust/KnownBy.tsx';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Field, PasswordField } from '../ui/Field.tsx';
import { Segments } from '../ui/Segments.tsx';
import { AccountFields, accountOf, checkAccount, noAccount } from './AccountFields.tsx';
import { checkFilled, wrongsAmong, wrongsOf } from './checks.ts';
import { FormProblem } from './FormProblem.tsx';
import { useForm } from './useForm.ts';
import { useHalfFilled } from './useHalfFilled.ts';

type Mode = 'register' | 'login';
type Props = {
  found: Found;
  onJoined: () => void;
  /** The code that the way here was opened with. */
  invite?: string | null;
  /** The key that was vouched for, and by what. */
  pin?: Pin | null;
  vouched?: Vouched | null;
  /** The key that this computer knows of the space, in place of which it is. */
  instead?: Pin | null;
  /** Another key answered by then. */
  onOtherKey?: (error: AppError) => void;
  /** Whether it was found among others, not the one that there is. */
  chosen?: boolean;
  /** Whoever uses this browser has been in this space. */
  wasHere?: boolean;
};

/** The space that answered, and the account to enter it with: a new one by invite, or one that exists. */
export function JoinAccountForm(props: Props) {
  const { t } = useTranslation();
  const { found, chosen = false, invite = null, wasHere = false } = props;
  // Who comes back without an invite most likely has an account, where one cannot be had without.
  const comesAnew = !wasHere && (chosen || invite !== null || found.registration === 'open');
  const [mode, setMode] = useState<Mode>(comesAnew ? 'register' : 'login');
  const modes = [
    { value: 'register' as const, label: t('joinForm.newAccount') },
    { value: 'login' as const, label: t('joinForm.haveAccount') },
  ];
  return (
    <>
      {chosen && <FoundSpace {...props} />}
      <Segments label={t('joinForm.title')} value={mode} options={modes} onChange={setMode} />
      {mode === 'register' ? <RegisterForm {...props} /> : <LoginForm {...props} />}
    </>
  );
}

function FoundSpace({ found, vouched = null }: Props) {
  return (
    <div className="found">
      <Avatar id={found.spaceId} name={found.name} size="rail" space />
      <span className="found-words">
        <bdi className="found-name one-line">{found.name}</bdi>
        <span className="found-address one-line">{shownHost(found.address)}</span>
      </span>
      <KnownBy trust={found.trust} vouched={vouched} />
    </div>
  );
}

function RegisterForm({ found, onJoined, invite: given = null, pin = null, onOtherKey }: Props) {
  const { t } = useTranslation();
  const app = useApp();
  // A code that came with the link is only worth a field once it is refused; where all may come in none is needed.
  const [asksInvite, setAsksInvite] = useState(given === null && found.registration === 'invite');
  const form = useForm({
    initial: { invite: given ?? '', ...noAccount },
    check: (values) => wrongsAmong({ invite: null, ...checkAccount(values) }),
    send: async (values) => {
      const code = inviteCodeIn(values.invite);
      const refused = await joinSpace(app, {
        address: found.address,
        ...(pin !== null && { pin }),
        account: { mode: 'register', ...(code === '' ? {} : { invite: code }), ...accountOf(values) },
      });
      if (refused === null) {
        onJoined();
        return null;
      }
      if (refused.code === 'untrusted') onOtherKey?.(refused);
      if (refused.code === 'forbidden' || refused.code === 'unauthorized') setAsksInvite(true);
      const inviteKey = code === '' ? 'error.inviteNeeded' : 'error.invite';
      return wrongsOf(refused, {
        conflict: { field: 'username', key: 'error.usernameTaken' },
        forbidden: { field: 'invite', key: inviteKey },
        unauthorized: { field: 'invite', key: inviteKey },
      });
    },
  });
  useHalfFilled(form);
  return (
    <form className="form" onSubmit={form.onSubmit} noValidate>
      {asksInvite && (
        <Field
          {...form.bind('invite')}
          autoFocus={given === null}
          dir="ltr"
          autoCapitalize="none"
          label={t('joinForm.invite')}
          hint={t('joinForm.inviteHint')}
        />
      )}
      <AccountFields form={form} autoFocus={!asksInvite} />
      <FormProblem words={form.wrong('form')} />
      <Button look="primary" size="large" type="submit" disabled={form.busy}>
        {form.busy ? t('joinForm.working') : t('joinForm.submitRegister')}
      </Button>
    </form>
  );
}

function LoginForm({ found, onJoined, pin = null, instead = null, onOtherKey }: Props) {
  const { t } = useTranslation();
  const app = useApp();
  const form = useForm({
    initial: { username: '', password: '' },
    check: ({ username, password }) =>
      wrongsAmong({ username: checkFilled(username), password: checkFilled(password) }),
    send: async ({ username, password }) => {
      const account = { mode: 'login' as const, username: username.trim(), password };
      const refused = await joinSpace(app, {
        address: found.address,
        ...(pin !== null && { pin }),
        ...(instead !== null && { instead }),
        account,
      });
      if (refused === null) {
        onJoined();
        return null;
      }
      if (refused.code === 'untrusted') onOtherKey?.(refused);
      return wrongsOf(refused, { unauthorized: { field: 'password' }, forbidden: { field: 'password' } });
    },
  });
  useHalfFilled(form);
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
