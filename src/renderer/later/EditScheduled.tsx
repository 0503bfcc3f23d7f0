import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { messageTextSchema } from '../../shared/model/text.ts';
import { setScheduled } from '../actions/later.ts';
import type { Where } from '../actions/messages.ts';
import { useApp } from '../store/AppContext.tsx';
import { useNow } from '../time/useTimeWords.ts';
import { Button } from '../ui/Button.tsx';
import { fieldTime, fieldValue, nextHour } from './laterTimes.ts';
import { isToCome, TimeField } from './TimeField.tsx';
import type { Scheduled } from './useScheduled.ts';

/** Changes the text and the time of a message that waits to be sent. */
export function EditScheduled(props: { where: Where; scheduled: Scheduled; onDone: () => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const now = useNow();
  const { where, scheduled, onDone } = props;
  const [text, setText] = useState(scheduled.text);
  const [value, setValue] = useState(() => {
    const { sendAt: at } = scheduled;
    return fieldValue(isToCome(at, Date.now()) ? at : nextHour(Date.now()));
  });
  const sendAt = fieldTime(value);
  const sound = messageTextSchema.safeParse(text).success && isToCome(sendAt, now);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!sound || !isToCome(sendAt, Date.now())) return;
    const { scheduleId, replyTo } = scheduled;
    if (await setScheduled(app, where, { scheduleId, replyTo, text, sendAt })) onDone();
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <textarea
        className="later-field scrolls"
        dir="auto"
        rows={3}
        aria-label={t('later.text')}
        value={text}
        // biome-ignore lint/a11y/noAutofocus: whoever chose to edit goes on by writing
        autoFocus
        onChange={(event) => setText(event.target.value)}
      />
      <TimeField value={value} now={now} onChange={setValue} />
      <div className="later-acts">
        <Button type="submit" size="small" look="primary" disabled={!sound}>
          {t('later.save')}
        </Button>
        <Button size="small" onClick={onDone}>
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  );
}
