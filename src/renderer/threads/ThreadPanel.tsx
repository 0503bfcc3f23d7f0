import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import type { MessageId } from '../../shared/model/ids.ts';
import { ClosedBar } from '../composer/ClosedBar.tsx';
import { Composer } from '../composer/Composer.tsx';
import { useClosedWords } from '../composer/useClosedWords.ts';
import { Panel } from '../panel/Panel.tsx';
import { closePanel } from '../panel/panels.ts';
import { useApp } from '../store/AppContext.tsx';
import { useTimeWords } from '../time/useTimeWords.ts';
import { MessageRow } from '../timeline/MessageRow.tsx';
import { RowAsked } from '../timeline/RowAsked.tsx';
import { RowContext, useRowActions } from '../timeline/rowActions.ts';
import { useActiveRow } from '../timeline/useActiveRow.ts';
import { useAsked } from '../timeline/useAsked.ts';
import './threads.css';
import { useThread } from './useThread.ts';

const nothing = () => {};
/** All rows are here: there is nothing to scroll to but what the browser does by itself. */
const keeper = { reveal: nothing };

/** A message with all replies to it, and where to reply. */
export function ThreadPanel(props: {
  space: SpaceView;
  conversation: ConversationView;
  messageId: MessageId;
  edge: ReactNode;
}) {
  const { t } = useTranslation();
  const app = useApp();
  const words = useTimeWords();
  const { space, conversation, messageId } = props;
  const { shown, complete, failed } = useThread(space, conversation, messageId);
  const scroller = useRef<HTMLDivElement>(null);
  const { asked, ask, close } = useAsked();
  const row = useRowActions(space, conversation, ask, nothing, messageId);
  const closed = useClosedWords(space, conversation);
  const items = useMemo(
    () =>
      shown.map((message) => {
        return { message, startsGroup: true, startsDay: false, startsNew: false };
      }),
    [shown],
  );
  const active = useActiveRow({ items, keeper, actions: row, scroller });
  useEffect(() => {
    const element = scroller.current;
    if (element !== null && shown.length > 0) element.scrollTop = element.scrollHeight;
  }, [shown.length]);
  const replies = shown.filter(({ deleted }) => !deleted).length - (shown[0]?.deleted ? 0 : 1);
  return (
    <Panel title={t('thread.title')} onClose={() => closePanel(app)} edge={props.edge}>
      <RowContext value={row}>
        <div
          ref={scroller}
          className="thread scrolls"
          role="log"
          aria-live="off"
          aria-label={t('thread.title')}
          {...active.on}
        >
          {failed && <p className="panel-note">{t('thread.failed')}</p>}
          {items.map((item, index) => (
            <div key={item.message.key}>
              <MessageRow
                {...item}
                entry={active.index === index || (active.index === -1 && index === items.length - 1)}
                pinned={row.isPinned(item.message)}
                saved={row.isSaved(item.message)}
                lit={false}
                inThread={messageId}
                space={space}
                words={words}
                onFocus={active.onFocus}
              />
              {index === 0 && (
                <p className="thread-count">
                  {replies > 0 ? t('thread.replies', { count: replies }) : t('thread.none')}
                </p>
              )}
            </div>
          ))}
          {complete === false && <p className="panel-note">{t('thread.incomplete')}</p>}
        </div>
        <RowAsked space={space} conversation={conversation} row={row} asked={asked} onClose={close} />
      </RowContext>
      {conversation.joined &&
        (closed === undefined ? (
          <Composer
            key={`thread ${messageId}`}
            space={space}
            conversation={conversation}
            thread={messageId}
          />
        ) : (
          <ClosedBar words={closed} draftKey={messageId} />
        ))}
    </Panel>
  );
}
