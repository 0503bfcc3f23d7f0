import { Clock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import './later.css';
import { ScheduledDialog } from '../late/lateDialogs.ts';
import { useScheduled } from './useScheduled.ts';

/** Says how many messages of one's own wait to be sent here, and leads to them. */
export function ScheduledLine(props: { space: SpaceView; conversation: ConversationView }) {
  const { t } = useTranslation();
  const scheduled = useScheduled(props.space, props.conversation);
  const [open, setOpen] = useState(false);
  const failed = scheduled.filter(({ failure }) => failure !== null).length;
  if (scheduled.length === 0 && !open) return null;
  return (
    <>
      {scheduled.length > 0 && (
        <button
          type="button"
          className="scheduled-line"
          data-failed={failed > 0 || undefined}
          onClick={() => setOpen(true)}
        >
          <Clock aria-hidden="true" />
          {failed > 0
            ? t('later.failed', { count: failed })
            : t('later.scheduled', { count: scheduled.length })}
        </button>
      )}
      {open && <ScheduledDialog {...props} scheduled={scheduled} onClose={() => setOpen(false)} />}
    </>
  );
}
