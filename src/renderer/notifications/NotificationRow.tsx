import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { Timestamp } from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import type { NotificationSubject } from '../../shared/model/notification.ts';
import { openNotification, readNotification } from '../actions/notifications.ts';
import { useApp } from '../store/AppContext.tsx';
import type { TimeWords } from '../time/timeWords.ts';
import { useSummary } from '../timeline/useSummary.ts';
import { IconButton } from '../ui/Button.tsx';
import type { NotificationLine } from './listing.ts';
import { NotificationSign } from './NotificationSign.tsx';
import type { NotificationWords } from './useNotificationWords.ts';

/** One thing one is told of: a click opens it. */
export function NotificationRow(props: {
  space: SpaceView;
  line: NotificationLine;
  words: NotificationWords;
  /** Made once for all lines: making them is slow, and there are many. */
  times: TimeWords;
  now: Timestamp;
  /** The message it is about; `null` where that cannot be had, `undefined` while it is asked for. */
  message: Message | null | undefined;
  /** Whether the keys come to this one among the lines. */
  isEntry: boolean;
  onFocus: () => void;
  onOpened: () => void;
}) {
  const { t } = useTranslation();
  const app = useApp();
  const { space, line, words, times, now, isEntry } = props;
  const tabIndex = isEntry ? 0 : -1;
  const open = () => {
    openNotification(app, space.spaceId, line);
    props.onOpened();
  };
  return (
    <li className="told" data-news={line.news || undefined}>
      <button
        type="button"
        className="told-open"
        data-told
        data-entry={isEntry || undefined}
        tabIndex={tabIndex}
        onFocus={props.onFocus}
        onClick={open}
      >
        <NotificationSign space={space} about={line.about} />
        <span className="told-words">
          <span className="told-head">
            {line.news && <span className="unseen">{t('notifications.new')}: </span>}
            {words.head}
          </span>
          <Said about={line.about} message={props.message} />
          <span className="told-note">
            {words.place !== null && <bdi className="one-line">{words.place}</bdi>}
            <time className="figures" title={times.full(line.at)}>
              {times.short(line.at, now)}
            </time>
          </span>
        </span>
      </button>
      {line.news && (
        <IconButton
          size="small"
          className="told-read"
          label={t('notifications.markRead')}
          tabIndex={tabIndex}
          onClick={({ currentTarget }) => {
            // The button goes: the keys go on from its line.
            currentTarget.parentElement?.querySelector<HTMLElement>('[data-told]')?.focus();
            void readNotification(app, space.spaceId, line);
          }}
        >
          <Check />
        </IconButton>
      )}
    </li>
  );
}

/** What was said: by a program or to everyone in the notification itself, else in the message it is about. */
function Said({ about, message }: { about: NotificationSubject; message: Message | null | undefined }) {
  if ('title' in about)
    return (
      <>
        <span className="told-title" dir="auto">
          {about.title}
        </span>
        {about.body !== '' && (
          <span className="told-text told-lines" dir="auto">
            {about.body}
          </span>
        )}
      </>
    );
  return 'messageId' in about ? <OfMessage message={message} /> : null;
}

function OfMessage({ message }: { message: Message | null | undefined }) {
  const { t } = useTranslation();
  const summary = useSummary(message?.text ?? '');
  if (message === undefined) return <span className="told-text">&nbsp;</span>;
  if (message === null) return <span className="told-text told-gone">{t('notifications.notHere')}</span>;
  if (message.deletedAt !== null)
    return <span className="told-text told-gone">{t('notifications.gone')}</span>;
  return (
    <span className="told-text" dir="auto">
      {summary}
    </span>
  );
}
