import { useTranslation } from 'react-i18next';
import { cancelScheduled, sendScheduledNow } from '../actions/later.ts';
import type { Where } from '../actions/messages.ts';
import { raiseToast } from '../actions/navigate.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { useLaterWords } from './useLaterWords.ts';
import type { Scheduled } from './useScheduled.ts';

/** A message that waits to be sent, and what can be done with it. */
export function ScheduledItem(props: { where: Where; scheduled: Scheduled; onEdit: () => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const when = useLaterWords();
  const { where, scheduled } = props;
  const { scheduleId, text, sendAt, failure } = scheduled;
  const copy = () => {
    void app.api.call('clipboard:write', { text });
    raiseToast(app, 'plain', 'toast.copied');
  };
  return (
    <>
      <p className="later-when">{when(sendAt)}</p>
      {failure !== null && (
        <p className="later-failure">
          {failure === 'forbidden' || failure === 'not_found' ? t('later.mayNotWrite') : t('later.notSent')}
        </p>
      )}
      <p className="later-text" dir="auto">
        {text}
      </p>
      <div className="later-acts">
        <Button size="small" onClick={props.onEdit}>
          {t('later.edit')}
        </Button>
        <Button size="small" onClick={() => void sendScheduledNow(app, where, scheduled)}>
          {t('later.sendNow')}
        </Button>
        {failure !== null && (
          <Button size="small" onClick={copy}>
            {t('later.copy')}
          </Button>
        )}
        <Button size="small" look="quiet" onClick={() => void cancelScheduled(app, where, scheduleId)}>
          {failure === null ? t('later.cancel') : t('later.discard')}
        </Button>
      </div>
    </>
  );
}
