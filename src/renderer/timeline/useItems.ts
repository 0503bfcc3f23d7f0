import { useMemo } from 'react';
import type { ConversationView, OutboxItem, SpaceView } from '../../shared/ipc/views.ts';
import type { Message } from '../../shared/model/message.ts';
import { useAppState } from '../store/AppContext.tsx';
import { overlayOutbox } from '../store/overlay.ts';
import { selectOutbox } from '../store/selectors.ts';
import type { TimeWords } from '../time/timeWords.ts';
import { arrangeItems, type TimelineItem } from './timelineItems.ts';

const none: readonly Message[] = [];

/** The rows of a conversation, from what is stored and what waits in the outbox. */
export function useItems(space: SpaceView, conversation: ConversationView, words: TimeWords): TimelineItem[] {
  const { userId } = space;
  const { id } = conversation;
  const window = useAppState((state) => state.windows[id]);
  const newAfter = useAppState((state) => state.newAfter[id]) ?? null;
  const waiting = useWaiting(space, conversation);
  const messages = window?.messages ?? none;
  const older = window?.older ?? false;
  const newer = window?.newer ?? false;
  const shown = useMemo(
    () => overlayOutbox(messages, waiting, userId, !newer),
    [messages, waiting, userId, newer],
  );
  return useMemo(
    () => arrangeItems(shown, { older, newAfter, me: userId, dayKey: words.dayKey }),
    [shown, older, newAfter, userId, words],
  );
}

function useWaiting(space: SpaceView, conversation: ConversationView): readonly OutboxItem[] {
  const outbox = useAppState((state) => selectOutbox(state, space.spaceId));
  return useMemo(
    () => outbox.filter((item) => item.conversationId === conversation.id),
    [outbox, conversation.id],
  );
}
