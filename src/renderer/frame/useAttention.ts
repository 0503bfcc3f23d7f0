import { useEffect } from 'react';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { selectShownId } from '../store/selectors.ts';

/** Tells the app which conversation is in front, so that it does not notify of what is being read. */
export function useAttention(): void {
  const app = useApp();
  const spaceId = useAppState((state) => state.spaceId);
  const shownId = useAppState((state) => (state.welcoming ? undefined : selectShownId(state))) ?? null;
  useEffect(() => {
    const tell = () => void app.api.call('attention:set', { spaceId, conversationId: shownId });
    tell();
    window.addEventListener('focus', tell);
    return () => window.removeEventListener('focus', tell);
  }, [app, spaceId, shownId]);
}
