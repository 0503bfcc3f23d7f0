import { useMemo } from 'react';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { useAppState } from '../store/AppContext.tsx';
import { selectConversations, selectOutbox } from '../store/selectors.ts';
import { useOwnEntries } from '../store/useEntries.ts';
import { listNotifications, type NotificationLine } from './listing.ts';

/** One's notifications in a space, newest first. */
export function useNotifications(space: SpaceView): readonly NotificationLine[] {
  const { spaceId } = space;
  const held = useOwnEntries(space, 'notification');
  const blocked = useOwnEntries(space, 'blocked');
  const outbox = useAppState((state) => selectOutbox(state, spaceId));
  const conversations = useAppState((state) => selectConversations(state, spaceId));
  return useMemo(
    () => listNotifications(held, outbox, new Set(blocked.keys()), (id) => conversations[id]?.readSeq),
    [held, blocked, outbox, conversations],
  );
}

/** How many of them are news. */
export const useNewsCount = (space: SpaceView): number =>
  useNotifications(space).reduce((count, { news }) => count + Number(news), 0);
