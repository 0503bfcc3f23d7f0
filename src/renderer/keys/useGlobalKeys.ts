import { useEffect } from 'react';
import {
  closeDialog,
  openConversation,
  openDialog,
  openSpace,
  stepThroughTrail,
} from '../actions/navigate.ts';
import { openSearch } from '../actions/search.ts';
import { listedConversations } from '../conversations/listing.ts';
import { togglePanel } from '../panel/panels.ts';
import { useApp } from '../store/AppContext.tsx';
import type { App } from '../store/app.ts';
import type { SearchScope } from '../store/search.ts';
import { selectShown } from '../store/selectors.ts';
import { hasCommand } from './keyWords.ts';
import { focusComposer, focusNextRegion } from './regions.ts';

/** Opens the conversation before or after the shown one, in the order of the list. */
function step(app: App, direction: 1 | -1, unreadOnly: boolean): void {
  const state = app.store.getState();
  const { spaceId } = state;
  const space = spaceId === null ? undefined : state.spaces[spaceId];
  if (spaceId === null || space === undefined) return;
  const all = listedConversations(state, space);
  const at = all.findIndex(({ id }) => id === state.shown[spaceId]);
  const round = all.map((_, index) => all[(at + direction * (index + 1) + all.length * 2) % all.length]);
  const next = round.find((one) => one !== undefined && (!unreadOnly || one.unread > 0));
  if (next !== undefined) openConversation(app, spaceId, next.id);
}

function openSpaceAt(app: App, index: number): boolean {
  const spaceId = app.store.getState().spaceOrder[index];
  if (spaceId === undefined) return false;
  openSpace(app, spaceId);
  return true;
}

/** What the shown conversation says of itself; nothing of one that is still being made. */
function openDetails(app: App): boolean {
  const shown = selectShown(app.store.getState());
  if (shown === undefined || shown.pending === 'creating') return false;
  openDialog(app, 'details');
  return true;
}

function find(app: App, scope: SearchScope): boolean {
  const { spaceId, shown, welcoming } = app.store.getState();
  if (spaceId === null || welcoming || shown[spaceId] === undefined) return false;
  openSearch(app, spaceId, scope);
  return true;
}

function openBell(app: App): boolean {
  const { spaceId, welcoming } = app.store.getState();
  if (spaceId === null || welcoming) return false;
  togglePanel(app, { name: 'notifications' });
  return true;
}

function followTrail(app: App, direction: 1 | -1): boolean {
  if (stepThroughTrail(app, direction)) requestAnimationFrame(focusComposer);
  return true;
}

/** Carries out a command by key; tells whether there was one. */
function command(app: App, event: KeyboardEvent): boolean {
  const { key, altKey, shiftKey } = event;
  if (hasCommand(event) && !altKey) {
    if (key === 'k') openDialog(app, 'switcher');
    else if (key === 'n' && !shiftKey) openDialog(app, 'newMessage');
    else if (key === '/') openDialog(app, 'keys');
    else if (key === ',') openDialog(app, 'settings');
    else if (key === '.') return openDetails(app);
    else if (key.toLowerCase() === 'm' && shiftKey) return openBell(app);
    else if (key.toLowerCase() === 'f') return find(app, shiftKey ? 'everywhere' : 'here');
    else if (key === '[' || key === ']') return followTrail(app, key === '[' ? -1 : 1);
    else if (/^[1-9]$/.test(key)) return openSpaceAt(app, Number(key) - 1);
    else return false;
    return true;
  }
  if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
    step(app, key === 'ArrowUp' ? -1 : 1, shiftKey);
    // The focus would stay on what is no longer there.
    requestAnimationFrame(focusComposer);
    return true;
  }
  if (key === 'F6') {
    focusNextRegion(shiftKey ? -1 : 1);
    return true;
  }
  return false;
}

/** Keys that work wherever the focus is. */
export function useGlobalKeys(): void {
  const app = useApp();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const { dialog, welcoming } = app.store.getState();
      // A dialog keeps the keys to itself, but for the one that opened it.
      if (dialog !== null) {
        if (dialog === 'switcher' && hasCommand(event) && event.key === 'k') {
          event.preventDefault();
          closeDialog(app);
        }
        return;
      }
      if (welcoming && event.key === 'Escape') app.store.setState({ welcoming: false });
      else if (!command(app, event)) return;
      event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [app]);
}
