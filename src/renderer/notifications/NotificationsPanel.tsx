import { Bell, CheckCheck } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { readAllNotifications } from '../actions/notifications.ts';
import { useMessages } from '../marks/useMessages.ts';
import { Panel } from '../panel/Panel.tsx';
import { closePanel, uncoverConversation } from '../panel/panels.ts';
import { useApp } from '../store/AppContext.tsx';
import { isConnected } from '../store/selectors.ts';
import { useNow, useTimeWords } from '../time/useTimeWords.ts';
import { IconButton } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';
import { useNearEnd } from '../ui/useNearEnd.ts';
import type { NotificationKey, NotificationLine } from './listing.ts';
import { NotificationRow } from './NotificationRow.tsx';
import './notifications.css';
import { useNotifications } from './useNotifications.ts';
import { useNotificationWords } from './useNotificationWords.ts';

/** Lines drawn at first, and more of them each time the end is near. */
const PAGE = 40;

/** What one is told of in a space, newest first. */
export function NotificationsPanel({ space, edge }: { space: SpaceView; edge: ReactNode }) {
  const { t } = useTranslation();
  const app = useApp();
  const lines = useNotifications(space);
  const hasNews = lines.some(({ news }) => news);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Opened to be gone through. What comes later takes the focus from nobody.
    const first = body.current?.querySelector<HTMLElement>('[data-told]');
    const panel = body.current?.closest<HTMLElement>('[data-region="panel"]');
    (first ?? panel?.querySelector<HTMLElement>('button'))?.focus();
  }, []);
  return (
    <Panel
      title={t('notifications.title')}
      onClose={() => closePanel(app)}
      edge={edge}
      acts={
        hasNews && (
          <IconButton
            writes
            label={t('notifications.markAllRead')}
            onClick={() => {
              document.querySelector<HTMLElement>('.told-list [data-entry]')?.focus();
              void readAllNotifications(app, space.spaceId, lines);
            }}
          >
            <CheckCheck />
          </IconButton>
        )
      }
    >
      <div className="told-body" ref={body}>
        {lines.length === 0 ? (
          <Empty icon={<Bell />} title={t('notifications.none')} hint={t('notifications.noneHint')} />
        ) : (
          <Lines space={space} lines={lines} />
        )}
      </div>
      {!isConnected(space) && <p className="told-offline">{t('notifications.offline')}</p>}
    </Panel>
  );
}

function Lines({ space, lines }: { space: SpaceView; lines: readonly NotificationLine[] }) {
  const { t } = useTranslation();
  const app = useApp();
  const wordsOf = useNotificationWords(space);
  const times = useTimeWords();
  const now = useNow();
  const [count, setCount] = useState(PAGE);
  const [entry, setEntry] = useState<NotificationKey | null>(null);
  const shown = lines.slice(0, count);
  const ids = useMessageIds(lines, count);
  const { messages, missing, more } = useMessages(space, ids);
  const absent = new Set(missing);
  const grow = () => {
    if (count < lines.length) setCount(count + PAGE);
    more();
  };
  const end = useNearEnd<HTMLUListElement>(grow);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('.told')];
    const at = all.findIndex((one) => one.contains(document.activeElement));
    all[at + step]?.querySelector<HTMLElement>('[data-told]')?.focus();
    if (at + step >= all.length - 2) grow();
  };
  const entryKey = shown.some(({ key }) => key === entry) ? entry : shown[0]?.key;
  return (
    <ul className="told-list scrolls" aria-label={t('notifications.list')} {...end} onKeyDown={onKeyDown}>
      {shown.map((line) => {
        const id = 'messageId' in line.about ? line.about.messageId : undefined;
        return (
          <NotificationRow
            key={line.key}
            space={space}
            line={line}
            words={wordsOf(line.about)}
            times={times}
            now={now}
            message={id === undefined || absent.has(id) ? null : messages.get(id)}
            isEntry={line.key === entryKey}
            onFocus={() => setEntry(line.key)}
            onOpened={() => uncoverConversation(app)}
          />
        );
      })}
    </ul>
  );
}

/** The messages that the first lines are about. */
const useMessageIds = (lines: readonly NotificationLine[], count: number) =>
  useMemo(
    () => [
      ...new Set(
        lines.slice(0, count).flatMap(({ about }) => ('messageId' in about ? [about.messageId] : [])),
      ),
    ],
    [lines, count],
  );
