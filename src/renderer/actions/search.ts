import type { SpaceId } from '../../shared/model/ids.ts';
import { queryWords } from '../../shared/model/searchWords.ts';
import { openPanel } from '../panel/panels.ts';
import type { App } from '../store/app.ts';
import type { Search, SearchScope } from '../store/search.ts';
import { selectShownId } from '../store/selectors.ts';

/** Hits asked for at a time. */
const PAGE = 50;

function change(app: App, part: Partial<Search>): void {
  app.store.setState(({ search }) => ({ search: { ...search, ...part } }));
}

/** Opens the search of the open conversation or of all, and goes on with what was looked for last. */
export function openSearch(app: App, spaceId: SpaceId, scope: SearchScope): void {
  openPanel(app, { name: 'search' });
  change(app, { scope, asked: app.store.getState().search.asked + 1 });
  void find(app, spaceId);
}

export function setScope(app: App, spaceId: SpaceId, scope: SearchScope): void {
  change(app, { scope });
  void find(app, spaceId);
}

/** Takes what is typed into the field; what was found stays until there is something else. */
export function searchFor(app: App, spaceId: SpaceId, text: string): void {
  change(app, { text });
  void find(app, spaceId);
}

/** Looks for what is in the field, from the start. */
export async function find(app: App, spaceId: SpaceId): Promise<void> {
  const { search } = app.store.getState();
  const { text, scope } = search;
  const words = queryWords(text);
  const within = scope === 'here' ? (selectShownId(app.store.getState()) ?? null) : null;
  if (words.length === 0) {
    const question = search.question + 1;
    change(app, { words, within, hits: [], next: null, complete: true, status: 'nothing', question });
    return;
  }
  const question = search.question + 1;
  change(app, { status: 'searching', question });
  const found = await app.api.call('messages:search', {
    spaceId,
    text,
    conversationId: within,
    before: null,
    limit: PAGE,
  });
  if (app.store.getState().search.question !== question) return;
  if (!found.ok) change(app, { words, within, hits: [], next: null, status: 'failed' });
  else {
    const { messages, next, complete } = found.data;
    change(app, { words, within, hits: messages, next, complete, status: 'ready' });
    if (messages.length === 0) await findMore(app, spaceId);
  }
}

/** Adds what comes after the hits that are there. */
export async function findMore(app: App, spaceId: SpaceId): Promise<void> {
  const { search } = app.store.getState();
  const { text, within, next } = search;
  if (search.status !== 'ready' || next === null) return;
  const question = search.question + 1;
  change(app, { status: 'searching', question });
  const found = await app.api.call('messages:search', {
    spaceId,
    text,
    conversationId: within,
    before: next,
    limit: PAGE,
  });
  const now = app.store.getState().search;
  if (now.question !== question) return;
  if (!found.ok) change(app, { status: 'ready', next: null });
  else
    change(app, {
      status: 'ready',
      hits: [...now.hits, ...found.data.messages],
      next: found.data.next,
    });
  // A cache without an index of words stops now and then on its way to what is rare.
  if (found.ok && found.data.messages.length === 0) await findMore(app, spaceId);
}
