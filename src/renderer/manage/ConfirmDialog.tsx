import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { Dialog, DialogButtons } from '../ui/Dialog.tsx';
import { FormProblem } from '../welcome/FormProblem.tsx';
import type { Act } from './useAct.ts';

/** Says what will happen, and asks whether it shall. `children` are what has to be filled in first. */
export function ConfirmDialog(props: {
  title: string;
  lead: string;
  confirm: string;
  danger?: boolean;
  act: Pick<Act, 'busy' | 'problem'>;
  onConfirm: () => void;
  onClose: () => void;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const { act } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A form in a portal is inside of the one that it was opened from, as far as React is concerned.
    event.stopPropagation();
    props.onConfirm();
  };
  return (
    <Dialog open onClose={props.onClose} title={props.title} lead={props.lead}>
      <form className="dialog-form" onSubmit={submit} noValidate>
        {props.children}
        <FormProblem words={act.problem} />
        <DialogButtons>
          <Button onClick={props.onClose}>{t('app.cancel')}</Button>
          <Button type="submit" look={props.danger ? 'danger' : 'primary'} disabled={act.busy}>
            {props.confirm}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
