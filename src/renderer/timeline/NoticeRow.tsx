import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { Notice } from '../../shared/model/message.ts';
import type { ShownMessage } from '../store/overlay.ts';
import type { TimeWords } from '../time/timeWords.ts';
import './notice.css';
import { useRow } from './rowActions.ts';
import { useNoticeWords } from './useNoticeWords.ts';

/** A line that nobody wrote: read on the way, with nothing to be done about it. */
export function NoticeRow(props: {
  message: ShownMessage;
  notice: Notice;
  entry: boolean;
  space: SpaceView;
  words: TimeWords;
  onFocus: (key: string) => void;
}) {
  const { message, words } = props;
  const { t } = useTranslation();
  const row = useRow();
  const say = useNoticeWords(props.space);
  const { notice } = props;
  return (
    <article
      className="notice"
      data-key={message.key}
      data-entry={props.entry || undefined}
      tabIndex={props.entry ? 0 : -1}
      onFocus={() => props.onFocus(message.key)}
    >
      <span className="notice-words" dir="auto">
        {say(message.authorId, notice)}{' '}
        {notice.type === 'pinned' && (
          <button type="button" className="notice-link" onClick={() => row.jumpTo(notice.messageId)}>
            {t('notice.show')}
          </button>
        )}
      </span>
      <time className="notice-time figures" title={words.full(message.createdAt)}>
        {words.clock(message.createdAt)}
      </time>
    </article>
  );
}
