import type { Delta } from '../../shared/ipc/deltas.ts';
import type { ConversationId, SpaceId } from '../../shared/model/ids.ts';
import type { InviteLink } from '../../shared/model/inviteLink.ts';
import { openPanel } from '../panel/panels.ts';
import type { App } from '../store/app.ts';
import { applyDeltas } from '../store/applyDeltas.ts';
import { changeWindow } from '../store/messages.ts';
import { retryEdges, trimWindow } from '../store/messageWindow.ts';
import type { ToastText } from '../store/navigation.ts';
import { putContent } from '../store/putContent.ts';
import { keyed } from '../store/records.ts';
import { isConnected, selectShownId } from '../store/selectors.ts';
import type { AppState } from '../store/state.ts';
import { openInvite } from './invites.ts';
import { markNew, markReset } from './markNew.ts';
import { openSpace, raiseToast } from './navigate.ts';
import { openPlace } from './openPlace.ts';
import { reloadWindow } from './pages.ts';
import { recallWhere } from './remember.ts';

/** A conversation that is followed is cut down to so many messages when it has grown to more than so many. */
const MOST_FOLLOWED = 1_500;
const KEPT_WHEN_FOLLOWED = 500;

/** What to say of something that was done here and refused. */
const refusalText = (code: string): ToastText =>
  code === 'conflict' ? 'toast.refusedConflict' : 'toast.refused';

/** Keeps the store in step with the app: loads what is asked for, applies what is pushed. */
export class Feed {
  readonly #app: App;
  /** What was pushed about a space while its content was on the way, which may be from before it. */
  readonly #waiting = new Map<SpaceId, Delta[]>();
  #wanted: Extract<Delta, { type: 'conversation.opened' | 'notifications.opened' }> | undefined;
  #invite: InviteLink | undefined;
  #started = false;
  #trimming: ReturnType<typeof setTimeout> | undefined;
  #stop: () => void = () => {};

  constructor(app: App) {
    this.#app = app;
  }

  async start(): Promise<void> {
    const { api, store } = this.#app;
    this.#stop = api.onDeltas((deltas) => this.#receive(deltas));
    await this.load();
    // Whoever asked for a place before the window was ready has it shown already.
    this.#started = true;
    if (store.getState().spaceId === null) this.#openFirst();
    this.#openInvite();
  }

  stop(): void {
    this.#stop();
    clearTimeout(this.#trimming);
  }

  /** Asks for everything; also what *Try again* does when the first answer was an error. */
  async load(): Promise<void> {
    const { api, store } = this.#app;
    const loaded = await api.call('app:load', {});
    if (!loaded.ok) {
      store.setState({ startError: loaded.error });
      return;
    }
    const { spaces, settings, platform, version, canHost, browser } = loaded.data;
    const where = recallWhere((id) => spaces.some((space) => space.spaceId === id));
    store.setState((state) => ({
      facts: { platform, version, canHost, browser },
      startError: null,
      settings,
      spaces: keyed(spaces, (space) => space.spaceId),
      spaceOrder: spaces.map((space) => space.spaceId),
      shown: { ...where.shown, ...state.shown },
    }));
    this.#openWanted();
    // The space that will be seen comes first; the others follow without making it wait.
    const first = where.spaceId ?? spaces[0]?.spaceId;
    if (first !== undefined) await this.#loadContent(first);
    for (const { spaceId } of spaces) if (spaceId !== first) void this.#loadContent(spaceId);
    if (first !== undefined && store.getState().spaceId === null) openSpace(this.#app, first);
    this.#openInvite();
  }

  /** Shows an invite that was opened outside, once what the window begins with is shown and cannot take its place. */
  #openInvite(): void {
    const invite = this.#invite;
    if (invite === undefined || !this.#started || this.#app.store.getState().facts === null) return;
    this.#invite = undefined;
    openInvite(this.#app, invite);
  }

  /** Goes where a notification or a link leads, once it is known what there is in that space. */
  #openWanted(): void {
    const wanted = this.#wanted;
    const { facts, spaces, content } = this.#app.store.getState();
    if (wanted === undefined || facts === null) return;
    const { spaceId } = wanted;
    if (spaces[spaceId] !== undefined && content[spaceId] !== 'ready') return;
    this.#wanted = undefined;
    if (wanted.type === 'notifications.opened') {
      if (spaces[spaceId] === undefined) return;
      openSpace(this.#app, spaceId);
      openPanel(this.#app, { name: 'notifications' });
      return;
    }
    const { conversationId, messageId } = wanted;
    openPlace(this.#app, { spaceId, conversationId, messageId });
  }

  #openFirst(): void {
    const [first] = this.#app.store.getState().spaceOrder;
    if (first !== undefined) openSpace(this.#app, first);
  }

  async #loadContent(spaceId: SpaceId): Promise<void> {
    const { api, store } = this.#app;
    if (this.#waiting.has(spaceId)) return;
    this.#waiting.set(spaceId, []);
    const before = store.getState().content[spaceId];
    store.setState((state) => ({
      content: { ...state.content, [spaceId]: before === 'ready' ? 'ready' : 'loading' },
    }));
    const loaded = await api.call('space:load', { spaceId });
    const waited = this.#waiting.get(spaceId) ?? [];
    this.#waiting.delete(spaceId);
    if (!store.getState().spaceOrder.includes(spaceId)) return;
    if (!loaded.ok) {
      store.setState((state) => ({ content: { ...state.content, [spaceId]: 'failed' } }));
      return;
    }
    store.setState((state) => putContent(state, spaceId, loaded.data));
    this.#apply(waited);
    this.#openWanted();
    if (before === 'stale') this.#reloadWindows(spaceId);
    const state = store.getState();
    if (state.spaceId === spaceId && state.shown[spaceId] === undefined) openSpace(this.#app, spaceId);
  }

  #receive(deltas: Delta[]): void {
    const now = deltas.filter((delta) => {
      const waiting = 'spaceId' in delta ? this.#waiting.get(delta.spaceId) : undefined;
      waiting?.push(delta);
      return waiting === undefined;
    });
    this.#apply(now);
  }

  #apply(deltas: readonly Delta[]): void {
    if (deltas.length === 0) return;
    const { store } = this.#app;
    const before = store.getState();
    const attentive = document.hasFocus();
    store.setState((state) => {
      const newAfter = attentive ? state.newAfter : markNew(state, deltas);
      return applyDeltas({ ...state, ...markReset({ ...state, newAfter }, deltas) }, deltas);
    }, true);
    for (const delta of deltas) {
      if (delta.type === 'conversation.replaced') this.#movePlace(delta.from, delta.to);
      if (delta.type === 'request.refused') raiseToast(this.#app, 'problem', refusalText(delta.error.code));
      if (delta.type === 'invite.opened') this.#invite = delta;
      if (delta.type === 'conversation.opened' || delta.type === 'notifications.opened') this.#wanted = delta;
    }
    this.#openWanted();
    this.#openInvite();
    this.#retryWhereConnected(before);
    this.#loadWhatIsMarked();
    this.#showSomething();
    this.#trimFollowed();
  }

  /** Lets go of the oldest messages of a conversation whose end is followed, however many arrive there. */
  #trimFollowed(): void {
    const { store, places } = this.#app;
    const id = selectShownId(store.getState());
    const isLong = () =>
      id !== undefined && (store.getState().windows[id]?.messages.length ?? 0) > MOST_FOLLOWED;
    if (id === undefined || this.#trimming !== undefined || !isLong()) return;
    // Not together with what has just been put behind them: either alone leaves the timeline where it is.
    this.#trimming = setTimeout(() => {
      this.#trimming = undefined;
      if (!isLong() || places.get(id)?.atEnd !== true) return;
      store.setState((state) => changeWindow(state, id, (window) => trimWindow(window, KEPT_WHEN_FOLLOWED)));
    });
  }

  /** The space that was open may be gone, or have no conversation open: one just joined has none at first. */
  #showSomething(): void {
    const { spaceId, shown, content, welcoming } = this.#app.store.getState();
    if (!this.#started || welcoming) return;
    if (spaceId === null) this.#openFirst();
    else if (shown[spaceId] === undefined && content[spaceId] === 'ready') openSpace(this.#app, spaceId);
  }

  /** A space that is reached again has what could not be had without it. */
  #retryWhereConnected(before: AppState): void {
    const { store } = this.#app;
    const { spaces, spaceOrder, conversations } = store.getState();
    const reached = spaceOrder.filter((id) => isConnected(spaces[id]) && !isConnected(before.spaces[id]));
    if (reached.length === 0) return;
    const theirs = new Set(reached.flatMap((id) => Object.keys(conversations[id] ?? {})));
    store.setState((state) => ({
      windows: Object.fromEntries(
        Object.entries(state.windows).map(([id, window]) => [
          id,
          theirs.has(id) ? retryEdges(window) : window,
        ]),
      ),
    }));
  }

  #movePlace(from: ConversationId, to: ConversationId): void {
    const { places } = this.#app;
    const place = places.get(from);
    if (place !== undefined) places.set(to, place);
    places.delete(from);
  }

  /** Deltas only mark what has to be loaded; this loads it. */
  #loadWhatIsMarked(): void {
    const state = this.#app.store.getState();
    for (const spaceId of state.spaceOrder) {
      const known = state.content[spaceId];
      if (known === undefined || known === 'stale') void this.#loadContent(spaceId);
    }
    const { spaceId } = state;
    const shownId = spaceId === null ? undefined : state.shown[spaceId];
    if (spaceId === null || shownId === undefined) return;
    const window = state.windows[shownId];
    if (window?.stale === true && window.inFlight === 0) void reloadWindow(this.#app, spaceId, shownId);
  }

  /** After a reset of the cache nothing that was read from it counts, except as something to look at meanwhile. */
  #reloadWindows(spaceId: SpaceId): void {
    const { store } = this.#app;
    const held = store.getState().conversations[spaceId] ?? {};
    store.setState((state) => ({
      windows: Object.fromEntries(
        Object.entries(state.windows).map(([id, window]) => [
          id,
          Object.hasOwn(held, id) ? { ...window, stale: true } : window,
        ]),
      ),
    }));
    this.#loadWhatIsMarked();
  }
}
