import { useEffect } from 'react';
import { saveDraft, type Where } from '../actions/messages.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { isDraftUnsaved } from '../store/drafts.ts';

/** A draft is stored when writing has paused for this long. */
const PAUSE_MS = 400;

/** Keeps the draft of a conversation: after a pause, and at once when it is left or the window goes. A thread's is not kept. */
export function useDraftKeeping({ spaceId, conversationId }: Where, isKept: boolean): void {
  const app = useApp();
  const text = useAppState((state) => state.drafts[conversationId]);
  const replyTo = useAppState((state) => state.replies[conversationId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the pause begins anew with every change of what is written.
  useEffect(() => {
    if (!isKept) return;
    const flush = () => {
      if (isDraftUnsaved(app.store.getState(), conversationId))
        void saveDraft(app, { spaceId, conversationId });
    };
    const timer = setTimeout(flush, PAUSE_MS);
    const flushHidden = () => document.visibilityState === 'hidden' && flush();
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flushHidden);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flushHidden);
    };
  }, [app, text, replyTo, spaceId, conversationId, isKept]);

  useEffect(
    () => () => {
      if (isKept && isDraftUnsaved(app.store.getState(), conversationId))
        void saveDraft(app, { spaceId, conversationId });
    },
    [app, spaceId, conversationId, isKept],
  );
}
