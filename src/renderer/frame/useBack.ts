import { useEffect, useRef } from 'react';
import { closeDialog } from '../actions/navigate.ts';
import { closePanel, togglePeople } from '../panel/panels.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import type { App } from '../store/app.ts';
import { selectIsBrowser } from '../store/selectors.ts';
import type { AppState } from '../store/state.ts';
import { isNarrow, useNarrow } from '../ui/useNarrow.ts';

const MARK = 'parley.deeper';
const isMarked = (): boolean => history.state === MARK;

/** Whether something lies over the list. */
const isDeeperIn = ({ dialog, pane, card, welcoming, spaceOrder }: AppState): boolean =>
  !welcoming && spaceOrder.length > 0 && (dialog !== null || card !== null || pane === 'conversation');

/** Closes what lies uppermost over the list; tells whether there was something. */
function stepBack(app: App): boolean {
  const { dialog, panel, pane, settings, card } = app.store.getState();
  if (card !== null) app.store.setState({ card: null });
  else if (dialog !== null) closeDialog(app);
  else if (pane === 'list') return false;
  else if (panel !== null) closePanel(app);
  else if (settings.panelOpen) void togglePeople(app);
  else app.store.setState({ pane: 'list' });
  return true;
}

/**
 * The browser's way back, which phones have as a gesture or a button, closes what lies uppermost where one column is
 * shown at a time, and leads to the list. One entry of the history stands for all that can be closed: it is there as long
 * as there is something.
 */
export function useBack(): void {
  const app = useApp();
  const narrow = useNarrow();
  const isBrowser = useAppState(selectIsBrowser);
  const isDeeper = useAppState(isDeeperIn);
  const wanted = isBrowser && narrow && isDeeper;

  const leaving = useRef(false);
  const wantedNow = useRef(wanted);

  useEffect(() => {
    wantedNow.current = wanted;
    if (!isBrowser || leaving.current) return;
    if (wanted && !isMarked()) history.pushState(MARK, '');
    // It was closed by a control of the window: the entry has nothing to stand for any more.
    if (!wanted && isMarked()) {
      leaving.current = true;
      history.back();
    }
  }, [isBrowser, wanted]);

  useEffect(() => {
    if (!isBrowser) return;
    const back = () => {
      if (isMarked()) return;
      const byWindow = leaving.current;
      leaving.current = false;
      if (byWindow ? !wantedNow.current : !isNarrow() || !stepBack(app)) return;
      // Something is still to be closed, or was opened meanwhile.
      if (isDeeperIn(app.store.getState())) history.pushState(MARK, '');
    };
    window.addEventListener('popstate', back);
    return () => window.removeEventListener('popstate', back);
  }, [app, isBrowser]);
}
