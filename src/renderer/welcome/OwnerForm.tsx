import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppOutput } from '../../shared/ipc/contract.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import { inviteCodeIn } from '../../shared/model/inviteLink.ts';
import { enterSpace, nameSpace } from '../actions/spaces.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { AccountFields, accountOf, checkAccount, noAccount } from './AccountFields.tsx';
import { checkFilled, checkSpaceName, wrongsAmong, wrongsOf } from './checks.ts';
import { FormProblem } from './FormProblem.tsx';
import { SpaceNameField } from './SpaceNameField.tsx';
import { useForm } from './useForm.ts';

/** What a space is to be called, and its first account, which will own it. A server that is open to others wants its setup code with it. */
export function OwnerForm(props: {
  found: AppOutput<'space:probe'>;
  /** The setup code, where the page was opened with it. */
  code: string | null;
  onBegin: () => void;
  onOwned: (spaceId: SpaceId) => void;
}) {
  const { t } = useTranslation();
  const app = useApp();
  const { found } = props;
  const [asksCode, setAsksCode] = useState(false);
  const form = useForm({
    initial: { spaceName: found.name, ...noAccount, code: props.code ?? '' },
    check: (values) =>
      wrongsAmong({
        spaceName: checkSpaceName(values.spaceName),
        ...checkAccount(values),
        code: asksCode ? checkFilled(values.code) : null,
      }),
    send: async (values) => {
      const code = inviteCodeIn(values.code);
      props.onBegin();
      const entered = await enterSpace(app, {
        address: found.address,
        account: { mode: 'register', ...(code === '' ? {} : { invite: code }), ...accountOf(values) },
      });
      if (!('code' in entered)) {
        const name = values.spaceName.trim();
        // Only who owns the space may name it. Whatever becomes of that, they are in.
        if (name !== found.name) await nameSpace(app, entered.spaceId, name);
        props.onOwned(entered.spaceId);
        return null;
      }
      if (entered.code === 'forbidden') setAsksCode(true);
      return wrongsOf(entered, {
        conflict: { field: 'username', key: 'error.usernameTaken' },
        forbidden: { field: 'code', key: code === '' ? 'ownerForm.codeNeeded' : 'ownerForm.codeWrong' },
      });
    },
  });
  return (
    <form className="form" onSubmit={form.onSubmit} noValidate>
      <SpaceNameField form={form} />
      <AccountFields form={form} />
      {asksCode && (
        <Field
          {...form.bind('code')}
          dir="ltr"
          autoCapitalize="none"
          autoComplete="off"
          label={t('ownerForm.code')}
          hint={t('ownerForm.codeHint')}
        />
      )}
      <FormProblem words={form.wrong('form')} />
      <Button look="primary" size="large" type="submit" disabled={form.busy}>
        {form.busy ? t('hostForm.working') : t('ownerForm.submit')}
      </Button>
    </form>
  );
}
