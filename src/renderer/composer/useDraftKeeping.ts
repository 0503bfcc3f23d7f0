import { useEffect, useRef } from 'react';
import { saveDraft, type Where } from '../actions/messages.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';

/** A draft is stored when writing has paused for this long. */
const PAUSE_MS = 400;

/** Keeps the draft of a conversation: after a pause, and at once when it is left or the window goes. A thread's is not kept. */
export function useDraftKeeping({ spaceId, conversationId }: Where, isKept: boolean): void {
  const app = useApp();
  const text = useAppState((state) => state.drafts[conversationId]) ?? '';
  const stored = useRef(text);

  useEffect(() => {
    if (!isKept) return;
    const flush = () => {
      const now = app.store.getState().drafts[conversationId] ?? '';
      if (now === stored.current) return;
      stored.current = now;
      void saveDraft(app, { spaceId, conversationId });
    };
    const timer = text === stored.current ? undefined : setTimeout(flush, PAUSE_MS);
    const flushHidden = () => document.visibilityState === 'hidden' && flush();
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flushHidden);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flushHidden);
    };
  }, [app, text, spaceId, conversationId, isKept]);

  useEffect(
    () => () => {
      const now = app.store.getState().drafts[conversationId] ?? '';
      if (isKept && now !== stored.current) void saveDraft(app, { spaceId, conversationId });
    },
    [app, spaceId, conversationId, isKept],
  );
}
