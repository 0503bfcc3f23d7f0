import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { User, UserState } from '../../shared/model/user.ts';
import { CopyLine } from '../host/CopyLine.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog, DialogButtons } from '../ui/Dialog.tsx';
import { Field, LinesField } from '../ui/Field.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { useAct } from './useAct.ts';

type Props = { space: SpaceView; user: User };
type What = 'deactivate' | 'reactivate' | 'ban' | 'reset' | 'transfer';

/** What may be done about a person whom one may govern; each says what will happen before it does. */
export function PersonActs({
  space,
  user,
  isOwner,
  onReset,
}: Props & { isOwner: boolean; onReset: () => void }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<What | null>(null);
  const dialog = { space, user, onClose: () => setAsked(null) };
  const { state } = user;
  const active = state === undefined;
  return (
    <div className="manage-row">
      {active && <Button onClick={() => setAsked('reset')}>{t('governPeople.resetPassword')}</Button>}
      {active && isOwner && user.role !== 'guest' && (
        <Button onClick={() => setAsked('transfer')}>{t('governPeople.transfer')}</Button>
      )}
      {active && <Button onClick={() => setAsked('deactivate')}>{t('governPeople.deactivate')}</Button>}
      {!active && <Button onClick={() => setAsked('reactivate')}>{t('governPeople.reactivate')}</Button>}
      {state !== 'banned' && (
        <Button look="risky" onClick={() => setAsked('ban')}>
          {t('governPeople.ban')}
        </Button>
      )}
      {(asked === 'deactivate' || asked === 'reactivate') && (
        <StateDialog {...dialog} what={asked} state={asked === 'deactivate' ? 'deactivated' : 'active'} />
      )}
      {asked === 'ban' && <BanDialog {...dialog} />}
      {asked === 'reset' && <ResetDialog {...dialog} onReset={onReset} />}
      {asked === 'transfer' && <TransferDialog {...dialog} />}
    </div>
  );
}

type Asked = Props & { onClose: () => void };

function StateDialog(props: Asked & { what: 'deactivate' | 'reactivate'; state: UserState }) {
  const { t } = useTranslation();
  const { space, user, what, state, onClose } = props;
  const act = useAct(space);
  const confirm = async () => {
    if ((await act.act('user:state', { userId: user.id, state })) !== null) onClose();
  };
  return (
    <ConfirmDialog
      title={t(`governPeople.${what}Title`, { name: user.displayName })}
      lead={t(`governPeople.${what}Lead`)}
      confirm={t(`governPeople.${what}`)}
      act={act}
      onConfirm={() => void confirm()}
      onClose={onClose}
    />
  );
}

function BanDialog({ space, user, onClose }: Asked) {
  const { t } = useTranslation();
  const act = useAct(space);
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState(false);
  const confirm = async () => {
    setWrong(reason.trim() === '');
    if (reason.trim() === '') return;
    const banned = await act.act('user:state', { userId: user.id, state: 'banned', reason: reason.trim() });
    if (banned !== null) onClose();
  };
  return (
    <ConfirmDialog
      danger
      title={t('governPeople.banTitle', { name: user.displayName })}
      lead={t('governPeople.banLead')}
      confirm={t('governPeople.ban')}
      act={act}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <LinesField
        label={t('governPeople.reason')}
        value={reason}
        error={wrong ? t('governPeople.reasonNeeded') : undefined}
        onChange={setReason}
      />
    </ConfirmDialog>
  );
}

function ResetDialog({ space, user, onClose, onReset }: Asked & { onReset: () => void }) {
  const { t } = useTranslation();
  const act = useAct(space);
  const [password, setPassword] = useState<string | null>(null);
  const confirm = async () => {
    const reset = await act.act('user:resetPassword', { userId: user.id });
    if (reset === null) return;
    setPassword(reset.password);
    onReset();
  };
  if (password !== null)
    return (
      <Dialog
        open
        onClose={onClose}
        title={t('governPeople.resetDone', { name: user.displayName })}
        lead={t('governPeople.resetOnce')}
      >
        <CopyLine text={password} />
        <DialogButtons>
          <Button look="primary" onClick={onClose}>
            {t('manage.done')}
          </Button>
        </DialogButtons>
      </Dialog>
    );
  return (
    <ConfirmDialog
      title={t('governPeople.resetTitle', { name: user.displayName })}
      lead={t('governPeople.resetLead')}
      confirm={t('governPeople.resetPassword')}
      act={act}
      onConfirm={() => void confirm()}
      onClose={onClose}
    />
  );
}

function TransferDialog({ space, user, onClose }: Asked) {
  const { t } = useTranslation();
  const act = useAct(space);
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const { username, displayName: name } = user;
  const confirm = async () => {
    const isMeant = typed.trim().replace(/^@/, '').toLowerCase() === username.toLowerCase();
    setWrong(!isMeant);
    if (isMeant && (await act.act('space:transfer', { userId: user.id })) !== null) onClose();
  };
  return (
    <ConfirmDialog
      danger
      title={t('governPeople.transferTitle', { name })}
      lead={t('governPeople.transferLead', { name })}
      confirm={t('governPeople.transfer')}
      act={act}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <Field
        label={t('governPeople.transferField')}
        value={typed}
        dir="ltr"
        error={wrong ? t('governPeople.transferWrong', { username }) : undefined}
        onChange={setTyped}
      />
    </ConfirmDialog>
  );
}
