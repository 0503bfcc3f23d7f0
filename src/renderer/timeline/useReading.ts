import { useCallback, useEffect, useRef } from 'react';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import type { Seq } from '../../shared/model/ids.ts';
import { advanceSeen } from '../actions/messages.ts';
import { useApp } from '../store/AppContext.tsx';
import type { TimelineItem } from './timelineItems.ts';

/** Reading is told at most this often. */
const TELL_EVERY_MS = 250;

/** Marks as read what has been in view while the window had the focus. Returns what is to be told of rows seen. */
export function useReading(space: SpaceView, conversation: ConversationView): (item: TimelineItem) => void {
  const app = useApp();
  const seen = useRef<Seq>(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const where = useRef({ spaceId: space.spaceId, conversationId: conversation.id });
  where.current = { spaceId: space.spaceId, conversationId: conversation.id };

  const tell = useCallback(() => {
    // Not put off by what comes meanwhile: in a flood it would never be told.
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      if (document.hasFocus()) advanceSeen(app, where.current, seen.current);
    }, TELL_EVERY_MS);
  }, [app]);

  useEffect(() => {
    window.addEventListener('focus', tell);
    return () => {
      window.removeEventListener('focus', tell);
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [tell]);

  return useCallback(
    (item) => {
      const { seq } = item.message;
      if (seq === null || seq <= seen.current) return;
      seen.current = seq;
      tell();
    },
    [tell],
  );
}
