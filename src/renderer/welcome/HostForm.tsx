import { useTranslation } from 'react-i18next';
import type { SpaceId } from '../../shared/model/ids.ts';
import { hostSpace } from '../actions/spaces.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { AccountFields, accountOf, checkAccount, noAccount } from './AccountFields.tsx';
import { checkSpaceName, wrongsAmong, wrongsOf } from './checks.ts';
import { FormProblem } from './FormProblem.tsx';
import { SpaceNameField } from './SpaceNameField.tsx';
import { useForm } from './useForm.ts';
import { useHalfFilled } from './useHalfFilled.ts';

/** Asks for the space's name and the owner's account, and starts the space. */
export function HostForm(props: { onBegin: () => void; onHosted: (spaceId: SpaceId) => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const form = useForm({
    initial: { spaceName: '', ...noAccount },
    check: (values) => wrongsAmong({ spaceName: checkSpaceName(values.spaceName), ...checkAccount(values) }),
    send: async (values) => {
      props.onBegin();
      const hosted = await hostSpace(app, { spaceName: values.spaceName.trim(), ...accountOf(values) });
      if ('code' in hosted) return wrongsOf(hosted, {});
      props.onHosted(hosted.spaceId);
      return null;
    },
  });
  useHalfFilled(form);
  return (
    <form className="form" onSubmit={form.onSubmit} noValidate>
      <SpaceNameField form={form} />
      <AccountFields form={form} />
      <p className="form-note">{t('hostForm.found')}</p>
      <FormProblem words={form.wrong('form')} />
      <Button look="primary" size="large" type="submit" disabled={form.busy}>
        {form.busy ? t('hostForm.working') : t('hostForm.submit')}
      </Button>
    </form>
  );
}
