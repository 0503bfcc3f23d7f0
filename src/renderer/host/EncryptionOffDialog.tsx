import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { Dialog, DialogButtons } from '../ui/Dialog.tsx';

/** Says what anyone on the network could do then, and wants more than a press of a button. */
export function EncryptionOffDialog(props: { busy: boolean; onConfirm: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  const [sure, setSure] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (sure && !props.busy) props.onConfirm();
  };
  return (
    <Dialog open onClose={props.onClose} title={t('security.offTitle')} lead={t('security.offLead')}>
      <form className="dialog-form" onSubmit={submit} noValidate>
        <label className="check">
          <input
            type="checkbox"
            data-settled
            checked={sure}
            onChange={(event) => setSure(event.target.checked)}
          />
          <span>{t('security.offSure')}</span>
        </label>
        <DialogButtons>
          <Button onClick={props.onClose}>{t('security.offKeep')}</Button>
          <Button type="submit" look="danger" disabled={!sure || props.busy}>
            {t('security.off')}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
