import type { AppErrorCode, AppInput } from '../../shared/ipc/contract.ts';
import type { ConversationId, MessageId, SpaceId } from '../../shared/model/ids.ts';
import type { App } from '../store/app.ts';
import { changeWindow, openWindow } from '../store/messages.ts';
import { beginPage, type Direction, failPage, finishPage } from '../store/messageWindow.ts';
import { putThreads } from '../store/threads.ts';

/** Messages asked for at a time. */
export const PAGE = 100;

type Bound = AppInput<'messages:page'>['bound'];

/** A conversation being created may get its real id while its page is on the way. */
function idNow(app: App, asked: ConversationId): ConversationId {
  const { bornAs } = app.store.getState();
  const moved = Object.keys(bornAs).find((id) => bornAs[id as ConversationId] === asked);
  return (moved as ConversationId | undefined) ?? asked;
}

/** Asks for a page and takes it in; `null`, or why there is none. */
async function loadPage(
  app: App,
  spaceId: SpaceId,
  conversationId: ConversationId,
  direction: Direction,
  bound: Bound,
): Promise<AppErrorCode | null> {
  const { store } = app;
  store.setState((state) => openWindow(state, conversationId));
  store.setState((state) => changeWindow(state, conversationId, (window) => beginPage(window, direction)));
  const where = bound === undefined ? {} : { bound };
  const page = await app.api.call('messages:page', { spaceId, conversationId, limit: PAGE, ...where });
  if (page.ok) store.setState((state) => putThreads(state, page.data.threads));
  store.setState((state) =>
    changeWindow(state, idNow(app, conversationId), (window) =>
      page.ok
        ? finishPage(window, direction, page.data)
        : failPage(window, direction, page.error.code === 'offline'),
    ),
  );
  return page.ok ? null : page.error.code;
}

export const loadNewest = (app: App, spaceId: SpaceId, id: ConversationId): Promise<unknown> =>
  loadPage(app, spaceId, id, 'replace', undefined);

/** Loads what is around a message; `null`, or why that could not be had. */
export const loadAround = (
  app: App,
  spaceId: SpaceId,
  id: ConversationId,
  messageId: MessageId,
): Promise<AppErrorCode | null> => loadPage(app, spaceId, id, 'replace', { aroundId: messageId });

/** Loads what follows a place, for a reader who has more to catch up with than one page holds. */
export const loadAfter = async (
  app: App,
  spaceId: SpaceId,
  id: ConversationId,
  seq: number,
): Promise<boolean> => (await loadPage(app, spaceId, id, 'replace', { afterSeq: seq })) === null;

/** Puts older messages in front, unless that is being done, cannot be done, or there are none. */
export async function loadOlder(
  app: App,
  spaceId: SpaceId,
  id: ConversationId,
  again = false,
): Promise<void> {
  const window = app.store.getState().windows[id];
  const first = window?.messages[0];
  if (window === undefined || first === undefined || !window.older) return;
  if (window.olderEdge === 'loading' || (window.olderEdge !== 'idle' && !again)) return;
  await loadPage(app, spaceId, id, 'older', { beforeSeq: first.seq });
}

/** Puts newer messages behind; the counterpart of `loadOlder`. */
export async function loadNewer(
  app: App,
  spaceId: SpaceId,
  id: ConversationId,
  again = false,
): Promise<void> {
  const window = app.store.getState().windows[id];
  const last = window?.messages.at(-1);
  if (window === undefined || last === undefined || !window.newer) return;
  if (window.newerEdge === 'loading' || (window.newerEdge !== 'idle' && !again)) return;
  await loadPage(app, spaceId, id, 'newer', { afterSeq: last.seq });
}

/** More unread than this do not fit into the newest page with room to spare. */
const UNREAD_IN_PAGE = PAGE - 20;

/** Loads the first page of a conversation that has none: where reading goes on, or the newest. */
export async function ensurePage(app: App, spaceId: SpaceId, id: ConversationId): Promise<void> {
  const state = app.store.getState();
  const window = state.windows[id];
  if (window !== undefined && (window.status === 'ready' || window.inFlight > 0) && !window.stale) return;
  const conversation = state.conversations[spaceId]?.[id];
  const behind =
    conversation !== undefined && conversation.unread > UNREAD_IN_PAGE && conversation.readSeq > 0;
  if (window === undefined && behind && (await loadAfter(app, spaceId, id, conversation.readSeq - 1))) return;
  await loadNewest(app, spaceId, id);
}

/** Reads a window again around what is being read, or its newest page for a reader at the end. */
export async function reloadWindow(app: App, spaceId: SpaceId, id: ConversationId): Promise<void> {
  const window = app.store.getState().windows[id];
  const place = app.places.get(id);
  const reading =
    place === undefined || place.atEnd
      ? undefined
      : window?.messages.find(({ authorId, clientId }) => `${authorId}:${clientId}` === place.key);
  const reloaded = reading !== undefined && (await loadAround(app, spaceId, id, reading.id)) === null;
  if (!reloaded) await loadNewest(app, spaceId, id);
}
