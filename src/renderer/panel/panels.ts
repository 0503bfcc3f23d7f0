import { saveSettings } from '../actions/settings.ts';
import { focusComposer } from '../keys/regions.ts';
import type { App } from '../store/app.ts';
import type { Pane, Panel } from '../store/navigation.ts';
import { isNarrow } from '../ui/useNarrow.ts';

/** Where the focus was when the panel was opened, to be given back. */
let before: Element | null = null;
/** The column that was shown then, where there is one at a time. */
let paneBefore: Pane = 'conversation';

/** Shows a panel beside the conversation, in place of the one that is there. */
export function openPanel(app: App, panel: Panel): void {
  const inside = document.activeElement?.closest('[data-region="panel"]') ?? null;
  if (inside === null) {
    before = document.activeElement;
    paneBefore = app.store.getState().pane;
  }
  app.store.setState(isNarrow() ? { panel, pane: 'conversation' } : { panel });
}

/** Closes the panel and gives the focus back. */
export function closePanel(app: App): void {
  app.store.setState(isNarrow() ? { panel: null, pane: paneBefore } : { panel: null });
  const back = before;
  before = null;
  requestAnimationFrame(() => {
    if (back instanceof HTMLElement && back.isConnected && back !== document.body) back.focus();
    else focusComposer();
  });
}

/** Where the panel covers the conversation, uncovers what it has led to. */
export function uncoverConversation(app: App): void {
  if (!isNarrow()) return;
  paneBefore = 'conversation';
  before = null;
  closePanel(app);
}

/** Opens a panel, or closes it when it is the one that is open. */
export function togglePanel(app: App, panel: Panel): void {
  if (app.store.getState().panel?.name === panel.name) closePanel(app);
  else openPanel(app, panel);
}

/** Opens or closes the panel of people, which stays open from one start to the next. */
export async function togglePeople(app: App): Promise<void> {
  const { panel, settings } = app.store.getState();
  app.store.setState({ panel: null });
  if (panel === null || !settings.panelOpen) await saveSettings(app, { panelOpen: !settings.panelOpen });
}
