import type { ConversationId, MessageId, SpaceId } from '../../shared/model/ids.ts';
import type { App } from '../store/app.ts';
import { changeWindow } from '../store/messages.ts';
import { trimWindow } from '../store/messageWindow.ts';
import type { DialogName, Toast } from '../store/navigation.ts';
import { without } from '../store/records.ts';
import { selectMayWrite } from '../store/selectors.ts';
import { ensurePage, loadAround, loadNewest } from './pages.ts';
import { rememberWhere } from './remember.ts';
import { addStep, followTrail } from './trail.ts';

/** Messages kept of a conversation that was left. */
const KEPT_WHEN_LEFT = 200;

let nonce = 0;

/** Ends what holds only while a conversation is open: its *new* line, and most of what was loaded. */
function leave(app: App, conversationId: ConversationId): void {
  const { store, places } = app;
  store.setState((state) => ({
    newAfter: without(state.newAfter, [conversationId]),
    markedUnread: without(state.markedUnread, [conversationId]),
  }));
  if (places.get(conversationId)?.atEnd === false) return;
  store.setState((state) =>
    changeWindow(state, conversationId, (window) => trimWindow(window, KEPT_WHEN_LEFT)),
  );
}

/** Opens a conversation, at a message when one is named. */
export function openConversation(
  app: App,
  spaceId: SpaceId,
  conversationId: ConversationId,
  messageId: MessageId | null = null,
): void {
  const { store } = app;
  const before = store.getState();
  const shownBefore = before.spaceId === null ? undefined : before.shown[before.spaceId];
  if (shownBefore !== undefined && shownBefore !== conversationId) leave(app, shownBefore);
  const conversation = before.conversations[spaceId]?.[conversationId];
  const unread = conversation !== undefined && conversation.unread > 0 && shownBefore !== conversationId;
  store.setState((state) => ({
    spaceId,
    shown: { ...state.shown, [spaceId]: conversationId },
    pane: 'conversation',
    welcoming: false,
    dialog: null,
    // A thread belongs to its conversation.
    panel:
      state.panel?.name === 'thread' && state.panel.conversationId !== conversationId ? null : state.panel,
    newAfter: unread ? { ...state.newAfter, [conversationId]: conversation.readSeq } : state.newAfter,
  }));
  rememberWhere(store.getState());
  addStep(app, { spaceId, conversationId, messageId });
  if (messageId === null) void ensurePage(app, spaceId, conversationId);
  else void jumpToMessage(app, spaceId, conversationId, messageId);
}

/** Goes back to where one was before, or forward again; tells whether there was such a place. */
export function stepThroughTrail(app: App, direction: 1 | -1): boolean {
  const step = followTrail(app, direction);
  if (step === undefined) return false;
  openConversation(app, step.spaceId, step.conversationId, step.messageId);
  return true;
}

/** Goes to a message, loading what is around it when it is not here. */
export async function jumpToMessage(
  app: App,
  spaceId: SpaceId,
  conversationId: ConversationId,
  messageId: MessageId,
): Promise<void> {
  const { store } = app;
  const here = () => {
    const window = store.getState().windows[conversationId];
    const index = window?.messages.findIndex((message) => message.id === messageId) ?? -1;
    // The first one of a run is held back until what stands before it is known.
    return index > 0 || (index === 0 && window?.older === false);
  };
  nonce += 1;
  const jump = { messageId, nonce };
  store.setState((state) => ({ jumps: { ...state.jumps, [conversationId]: jump } }));
  if (here()) return;
  const missing = await loadAround(app, spaceId, conversationId, messageId);
  const isIn = store.getState().windows[conversationId]?.messages.some(({ id }) => id === messageId) ?? false;
  if (missing === null && isIn) return;
  store.setState((state) => ({ jumps: without(state.jumps, [conversationId]) }));
  if (store.getState().windows[conversationId]?.status !== 'ready')
    await loadNewest(app, spaceId, conversationId);
  raiseToast(app, 'problem', missing === 'offline' ? 'toast.messageNotHere' : 'toast.messageGone');
}

/** Shows a space where it was left, or its first conversation. */
export function openSpace(app: App, spaceId: SpaceId): void {
  const { store } = app;
  const state = store.getState();
  const shownId = state.shown[spaceId];
  if (shownId !== undefined) {
    const { pane } = state;
    openConversation(app, spaceId, shownId);
    store.setState({ pane });
    return;
  }
  store.setState({ spaceId, welcoming: false, dialog: null });
  const views = Object.values(state.conversations[spaceId] ?? {}).filter((view) => view.joined);
  const first = views.find((view) => view.everyone) ?? views[0];
  if (first === undefined) return;
  openConversation(app, spaceId, first.id);
  // In a narrow window the list comes first: nobody asked for a conversation.
  store.setState({ pane: 'list' });
}

/** What may be looked at where nothing can be written. */
const readable: ReadonlySet<DialogName> = new Set([
  'switcher',
  'keys',
  'settings',
  'browseChannels',
  'details',
  'security',
  'signIn',
]);

export function openDialog(app: App, dialog: DialogName): void {
  if (selectMayWrite(app.store.getState()) || readable.has(dialog)) app.store.setState({ dialog });
  else raiseToast(app, 'plain', 'toast.readOnly');
}

export function closeDialog(app: App): void {
  app.store.setState({ dialog: null });
}

/** Says something in passing. `text` is a key of the texts. */
export function raiseToast(app: App, kind: Toast['kind'], text: Toast['text']): void {
  nonce += 1;
  const toast: Toast = { id: nonce, kind, text };
  app.store.setState((state) => ({ toasts: [...state.toasts, toast] }));
}

export function dropToast(app: App, id: number): void {
  app.store.setState((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) }));
}
