import { MessagesSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../store/AppContext.tsx';
import type { ShownMessage } from '../store/overlay.ts';
import type { TimeWords } from '../time/timeWords.ts';
import { useNow } from '../time/useTimeWords.ts';
import { useRow } from '../timeline/rowActions.ts';
import './threads.css';

/** How many replies a message has, and when the last was written: leads to the thread. */
export function ThreadLine({ message, words }: { message: ShownMessage; words: TimeWords }) {
  const { t } = useTranslation();
  const row = useRow();
  const now = useNow();
  const thread = useAppState((state) => (message.id === null ? undefined : state.threads[message.id]));
  if (thread === undefined || message.id === null) return null;
  const { id } = message;
  return (
    <button type="button" className="thread-line" onClick={() => row.openThread(id)}>
      <MessagesSquare aria-hidden="true" />
      {t('thread.replies', { count: thread.replies })}
      {thread.lastAt !== null && (
        <span className="thread-last figures" title={words.full(thread.lastAt)}>
          {t('thread.last', { time: words.stamp(thread.lastAt, now) })}
        </span>
      )}
    </button>
  );
}
