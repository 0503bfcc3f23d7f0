import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Timestamp } from '../../shared/model/ids.ts';
import { useNow } from '../time/useTimeWords.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog, DialogButtons } from '../ui/Dialog.tsx';
import { fieldTime, fieldValue, nextHour } from './laterTimes.ts';
import { isToCome, TimeField } from './TimeField.tsx';

/** Asks for any date and time. */
export function PickTimeDialog(props: {
  title: string;
  onPick: (at: Timestamp) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const now = useNow();
  const [value, setValue] = useState(() => fieldValue(nextHour(Date.now())));
  const at = fieldTime(value);
  const pick = (event: FormEvent) => {
    event.preventDefault();
    if (!isToCome(at, Date.now())) return;
    props.onPick(at);
    props.onClose();
  };
  return (
    <Dialog open onClose={props.onClose} title={props.title}>
      <form onSubmit={pick}>
        <TimeField value={value} now={now} onChange={setValue} />
        <DialogButtons>
          <Button onClick={props.onClose}>{t('app.cancel')}</Button>
          <Button type="submit" look="primary" disabled={!isToCome(at, now)}>
            {t('later.choose')}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
