import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { EditScheduled } from './EditScheduled.tsx';
import './later.css';
import { ScheduledItem } from './ScheduledItem.tsx';
import type { Scheduled } from './useScheduled.ts';

/** What waits to be sent to a conversation: to be changed, sent now, or given up. */
export function ScheduledDialog(props: {
  space: SpaceView;
  conversation: ConversationView;
  scheduled: readonly Scheduled[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<string | null>(null);
  const where = { spaceId: props.space.spaceId, conversationId: props.conversation.id };
  return (
    <Dialog open onClose={props.onClose} title={t('later.scheduledTitle')} lead={t('later.scheduledLead')}>
      {props.scheduled.length === 0 && <p className="later-none">{t('later.scheduledNone')}</p>}
      <ul className="later-list scrolls">
        {props.scheduled.map((one) => (
          <li key={one.scheduleId} className="later-item">
            {editing === one.scheduleId ? (
              <EditScheduled where={where} scheduled={one} onDone={() => setEditing(null)} />
            ) : (
              <ScheduledItem where={where} scheduled={one} onEdit={() => setEditing(one.scheduleId)} />
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
