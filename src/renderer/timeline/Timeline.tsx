import { type CSSProperties, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtualizer } from 'virtua';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import type { UserId } from '../../shared/model/ids.ts';
import { useConversationName } from '../conversations/useConversationName.ts';
import { useSeenBy } from '../people/useSeenBy.ts';
import { useAppState } from '../store/AppContext.tsx';
import { useOwnEntries } from '../store/useEntries.ts';
import { useTimeWords } from '../time/useTimeWords.ts';
import { Arrivals } from './Arrivals.tsx';
import { DayPill } from './DayPill.tsx';
import { JumpButton } from './JumpButton.tsx';
import { MessageRow } from './MessageRow.tsx';
import { RowAsked } from './RowAsked.tsx';
import { RowContext, useRowActions } from './rowActions.ts';
import { TimelineHead } from './TimelineHead.tsx';
import { TimelineNothing } from './TimelineNothing.tsx';
import { startsElsewhere, type TimelineItem } from './timelineItems.ts';
import './timeline.css';
import { useActiveRow } from './useActiveRow.ts';
import { useAsked } from './useAsked.ts';
import { useItems } from './useItems.ts';
import { useReading } from './useReading.ts';
import { useScrollKeeper } from './useScrollKeeper.ts';

const nobody: readonly UserId[] = [];

/** Height of what stands above the first message, in px at the normal text size. */
const HEAD_PX = 148;

type Shown = { items: readonly TimelineItem[]; window: number; generation: number; shift: boolean };

/**
 * What is shown, and how it came about: `shift` when rows came or went at the start alone, which the virtual list can
 * do without moving the rest; a new `generation` when the rows are others, and a place has to be found among them.
 */
function useShown(items: readonly TimelineItem[], window: number): Shown {
  const [shown, setShown] = useState<Shown>({ items, window, generation: 0, shift: false });
  if (shown.items === items && shown.window === window) return shown;
  const shift = startsElsewhere(shown.items, items);
  const mixed = shift && shown.items.at(-1)?.message.key !== items.at(-1)?.message.key;
  const other = window !== shown.window || mixed;
  const next = { items, window, generation: shown.generation + Number(other), shift: shift && !other };
  setShown(next);
  return next;
}

/** The messages of one conversation: virtual, and anchored to what is being read. */
export function Timeline({ space, conversation }: { space: SpaceView; conversation: ConversationView }) {
  const { t } = useTranslation();
  const words = useTimeWords();
  const name = useConversationName(space, conversation);
  const window = useAppState((state) => state.windows[conversation.id]);
  const textSize = useAppState((state) => state.settings.textSize);
  const { items, generation, shift } = useShown(
    useItems(space, conversation, words),
    window?.generation ?? 0,
  );
  const scroller = useRef<HTMLDivElement>(null);
  const headHeight = (HEAD_PX * textSize) / 100;
  const keeping = useScrollKeeper({
    spaceId: space.spaceId,
    conversationId: conversation.id,
    items,
    generation,
    scroller,
    headHeight,
    onSeen: useReading(space, conversation),
  });
  const { keeper } = keeping;
  const seen = useSeenBy(space, conversation, items);
  const blocked = useOwnEntries(space, 'blocked');
  const { asked, ask, close } = useAsked();
  const actions = useRowActions(space, conversation, ask, keeper.keepPlace);
  const active = useActiveRow({ items, keeper, actions, scroller });
  const kept = useMemo(() => (active.index === -1 ? [] : [active.index]), [active.index]);

  if (window === undefined || window.status !== 'ready') {
    return <TimelineNothing space={space} conversation={conversation} status={window?.status ?? 'empty'} />;
  }
  return (
    <RowContext value={actions}>
      <div className="timeline" data-region="timeline">
        <div
          ref={scroller}
          className="timeline-scroller scrolls"
          role="log"
          aria-live="off"
          aria-label={t('timeline.label', { name })}
          data-settled={keeping.settled || undefined}
          style={{ '--timeline-head': `${headHeight}px` } as CSSProperties}
          {...active.on}
        >
          <div className="timeline-room" />
          <TimelineHead
            space={space}
            conversation={conversation}
            window={window}
            empty={items.length === 0}
          />
          <Virtualizer
            key={generation}
            ref={keeper.handle}
            scrollRef={scroller}
            startMargin={headHeight}
            shift={shift}
            data={items}
            keepMounted={kept}
            onScroll={keeper.look}
          >
            {(item, index) => (
              <MessageRow
                key={item.message.key}
                message={item.message}
                startsGroup={item.startsGroup}
                startsDay={item.startsDay}
                startsNew={item.startsNew}
                entry={active.index === index || (active.index === -1 && index === items.length - 1)}
                pinned={actions.isPinned(item.message)}
                saved={actions.isSaved(item.message)}
                seenBy={seen.get(item.message.key) ?? nobody}
                blocked={blocked.has(item.message.authorId)}
                lit={keeping.litId !== null && keeping.litId === item.message.id}
                space={space}
                words={words}
                onFocus={active.onFocus}
              />
            )}
          </Virtualizer>
        </div>
        <DayPill at={keeping.topAt} words={words} />
        <JumpButton conversation={conversation} shown={!keeping.atEnd} onJump={keeping.toNewest} />
        <Arrivals space={space} items={items} atEnd={keeping.atEnd} />
      </div>
      <RowAsked space={space} conversation={conversation} row={actions} asked={asked} onClose={close} />
    </RowContext>
  );
}
