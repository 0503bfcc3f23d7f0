import { useEffect } from 'react';
import { raiseToast } from '../actions/navigate.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import type { Notice, ToastText } from '../store/navigation.ts';

const words: Record<Notice['code'], ToastText> = {
  cache_rebuilt: 'toast.cacheRebuilt',
  outbox_mended: 'toast.outboxMended',
  session_only: 'toast.sessionOnly',
  space_restored: 'toast.spaceRestored',
};

/** Says what the app reports of itself. */
export function Notices() {
  const app = useApp();
  const notices = useAppState((state) => state.notices);
  useEffect(() => {
    if (notices.length === 0) return;
    app.store.setState({ notices: [] });
    for (const { code } of notices) raiseToast(app, 'plain', words[code]);
  }, [app, notices]);
  return null;
}
