import { useTranslation } from 'react-i18next';
import type { Asked, RowActions } from '../timeline/rowActions.ts';
import { rowElement } from '../timeline/rowElement.ts';
import { LaterMenu } from './LaterMenu.tsx';
import { offeredReminders } from './laterTimes.ts';

/** Chooses when to be reminded of a message. */
export function RemindMenu({ asked, row, onClose }: { asked: Asked; row: RowActions; onClose: () => void }) {
  const { t } = useTranslation();
  const { message, anchor } = asked;
  return (
    <LaterMenu
      anchor={anchor}
      title={t('actions.remind')}
      offered={offeredReminders(Date.now())}
      onChoose={(at) => row.remind(message, at)}
      onClose={onClose}
      finalFocus={() => rowElement(message.key, row.region) ?? false}
    />
  );
}
