import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { EntryValue } from '../../shared/model/entry.ts';
import type { MessageId } from '../../shared/model/ids.ts';
import { setReminder } from '../actions/later.ts';
import { openConversation } from '../actions/navigate.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { selectConversations } from '../store/selectors.ts';
import { useOwnEntries } from '../store/useEntries.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import './later.css';
import { ReminderPlace } from './ReminderPlace.tsx';
import { useLaterWords } from './useLaterWords.ts';

type Reminder = EntryValue<'reminder'> & { messageId: MessageId };

/** All reminders: those that are due, then those to come. */
export function RemindersDialog({ space, onClose }: { space: SpaceView; onClose: () => void }) {
  const { t } = useTranslation();
  const entries = useOwnEntries(space, 'reminder');
  const reminders = useMemo(
    () =>
      [...entries]
        .map(([messageId, value]): Reminder => ({ messageId, ...value }))
        .sort((a, b) => Number(a.firedAt === null) - Number(b.firedAt === null) || a.remindAt - b.remindAt),
    [entries],
  );
  return (
    <Dialog open onClose={onClose} title={t('later.reminders')}>
      {reminders.length === 0 && <p className="later-none">{t('later.remindersNone')}</p>}
      <ul className="later-list scrolls">
        {reminders.map((reminder) => (
          <li key={reminder.messageId} className="later-item">
            <Line space={space} reminder={reminder} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function Line({ space, reminder }: { space: SpaceView; reminder: Reminder }) {
  const { t } = useTranslation();
  const app = useApp();
  const when = useLaterWords();
  const { spaceId } = space;
  const { messageId, conversationId, remindAt, firedAt } = reminder;
  const conversation = useAppState((state) => selectConversations(state, spaceId)[conversationId]);
  const due = firedAt !== null;
  const end = () => {
    const where = { spaceId, conversationId: conversation === undefined ? null : conversationId };
    void setReminder(app, where, messageId, null);
  };
  return (
    <>
      <p className="later-when" data-due={due || undefined}>
        {due ? t('later.due', { when: when(remindAt) }) : when(remindAt)}
      </p>
      {conversation !== undefined && (
        <ReminderPlace space={space} conversation={conversation} messageId={messageId} />
      )}
      <div className="later-acts">
        <Button size="small" onClick={() => openConversation(app, spaceId, conversationId, messageId)}>
          {t('later.open')}
        </Button>
        <Button size="small" look="quiet" onClick={end}>
          {due ? t('later.done') : t('later.remove')}
        </Button>
      </div>
    </>
  );
}
