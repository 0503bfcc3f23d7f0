import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ConversationId, MessageId, SpaceId } from '../../shared/model/ids.ts';
import { loadNewer, loadNewest, loadOlder } from '../actions/pages.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import type { App } from '../store/app.ts';
import { ScrollKeeper, type Target, type View } from './ScrollKeeper.ts';
import type { TimelineItem } from './timelineItems.ts';

/** How long a message that was jumped to stays lit. */
const LIT_MS = 2_400;

type Options = {
  spaceId: SpaceId;
  conversationId: ConversationId;
  items: readonly TimelineItem[];
  /** Goes up when the rows were replaced by others. */
  generation: number;
  scroller: RefObject<HTMLElement | null>;
  /** Height of what stands above the first row, in px. */
  headHeight: number;
  onSeen(item: TimelineItem): void;
};

export type Keeping = View & {
  keeper: ScrollKeeper;
  /** Whether the place to show has been found; what is not settled is not shown. */
  settled: boolean;
  litId: MessageId | null;
  toNewest(): void;
};

const isPending = (item: TimelineItem | undefined): boolean => item?.message.seq === null;

/** The place a conversation opens at: a message that was asked for, where it was left, what is new, or the end. */
function openingTarget(
  app: App,
  id: ConversationId,
  items: readonly TimelineItem[],
  keeper: ScrollKeeper,
): Target {
  const jump = app.store.getState().jumps[id];
  const asked = items.find((item) => jump !== undefined && item.message.id === jump.messageId);
  if (asked !== undefined) return { kind: 'middle', key: asked.message.key };
  const place = app.places.get(id);
  if (place?.atEnd === true && !items.some((item) => item.startsNew)) return { kind: 'end' };
  const left = items.some((item) => item.message.key === place?.key);
  if (place !== undefined && !place.atEnd && left) return { kind: 'row', key: place.key, into: place.into };
  return keeper.firstTarget();
}

/** Binds a scroll keeper to a timeline. */
export function useScrollKeeper(options: Options): Keeping {
  const { spaceId, conversationId, items, generation, scroller } = options;
  const app = useApp();
  const latest = useRef(options);
  latest.current = options;
  const [view, setView] = useState<View>({ atEnd: true, topAt: null });
  const [settledAs, setSettledAs] = useState(-1);
  const keeper = useMemo(
    () =>
      new ScrollKeeper(
        {
          onView: (next) =>
            setView((now) => (now.atEnd === next.atEnd && now.topAt === next.topAt ? now : next)),
          onPlace: (place) => app.places.set(latest.current.conversationId, place),
          onNear: (edge) => {
            const load = edge === 'older' ? loadOlder : loadNewer;
            void load(app, latest.current.spaceId, latest.current.conversationId);
          },
          onSeen: (item) => latest.current.onSeen(item),
          onSettled: () => setSettledAs(latest.current.generation),
        },
        () => latest.current.headHeight,
      ),
    [app],
  );
  const hasNewer = useAppState((state) => state.windows[conversationId]?.newer ?? false);
  const ready = useAppState((state) => state.windows[conversationId]?.status === 'ready');

  // What is at an end may have become possible to load, without anybody scrolling.
  const olderEdge = useAppState((state) => state.windows[conversationId]?.olderEdge);
  const newerEdge = useAppState((state) => state.windows[conversationId]?.newerEdge);
  useEffect(() => {
    if (olderEdge === 'idle' || newerEdge === 'idle') keeper.look();
  }, [keeper, olderEdge, newerEdge]);

  const before = useRef(items);
  useLayoutEffect(() => {
    const last = items.at(-1);
    const sentHere = isPending(last) && last?.message.key !== before.current.at(-1)?.message.key;
    before.current = items;
    keeper.setItems(items, hasNewer, sentHere);
  }, [keeper, items, hasNewer]);

  // A message gets a line, or loses it, when the first reply comes or the last one goes.
  const threads = useAppState((state) => state.threads);
  useLayoutEffect(() => {
    void threads;
    keeper.hold();
  }, [keeper, threads]);

  const handledJump = useRef(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!ready || element === null) return;
    void generation;
    const detach = keeper.attach(element);
    const { conversationId: id, items: rows } = latest.current;
    handledJump.current = app.store.getState().jumps[id]?.nonce ?? 0;
    keeper.goTo(openingTarget(app, id, rows, keeper));
    return detach;
  }, [app, keeper, ready, generation, scroller]);

  const litId = useJumps(keeper, conversationId, items, handledJump);
  const toNewest = () => {
    app.places.set(conversationId, { key: '', into: 0, atEnd: true });
    if (hasNewer) void loadNewest(app, spaceId, conversationId);
    else keeper.goTo({ kind: 'end' });
  };
  return { ...view, keeper, settled: settledAs === generation, litId, toNewest };
}

/** Goes to messages that are asked for, and lights them for a while. */
function useJumps(
  keeper: ScrollKeeper,
  conversationId: ConversationId,
  items: readonly TimelineItem[],
  handled: RefObject<number>,
): MessageId | null {
  const jump = useAppState((state) => state.jumps[conversationId]);
  const [litId, setLitId] = useState<MessageId | null>(null);
  const row = items.find((item) => jump !== undefined && item.message.id === jump.messageId);
  const key = row?.message.key;
  useLayoutEffect(() => {
    if (jump === undefined || key === undefined || handled.current === jump.nonce) return;
    handled.current = jump.nonce;
    keeper.goTo({ kind: 'middle', key });
  }, [keeper, jump, key, handled]);
  useEffect(() => {
    if (jump === undefined) return;
    setLitId(jump.messageId);
    const timer = setTimeout(() => setLitId(null), LIT_MS);
    return () => clearTimeout(timer);
  }, [jump]);
  return litId;
}
