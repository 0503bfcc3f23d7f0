import type { FromPage } from './messages.ts';

/**
 * What Electron's window does around a page: focus and visibility as the window says, the title reported, new windows
 * and context menus asked of the main process. Self-contained, because its source text is put into pages.
 */
export function installSurroundings(post: (message: FromPage) => void) {
  const state = { focused: true, visible: true };
  const define = (name: string, get: () => unknown) =>
    Object.defineProperty(document, name, { configurable: true, get });
  define('visibilityState', () => (state.visible ? 'visible' : 'hidden'));
  define('hidden', () => !state.visible);
  document.hasFocus = () => state.focused;

  const open = (url: string, frameName = '', features = '') =>
    post({ kind: 'open', url: new URL(url, location.href).href, frameName, features });
  window.open = (url?: string | URL, frameName?: string, features?: string) => {
    open(String(url ?? 'about:blank'), frameName, features);
    return null;
  };
  const askForWindow = (event: MouseEvent) => {
    const link = event.composedPath().find((part) => part instanceof HTMLAnchorElement);
    if (!link || event.defaultPrevented) return;
    const elsewhere = link.target !== '' && !['_self', '_parent', '_top'].includes(link.target);
    if (!elsewhere && event.type === 'click' && !event.ctrlKey && !event.shiftKey && !event.metaKey) return;
    event.preventDefault();
    open(link.href, link.target);
  };
  addEventListener('click', askForWindow);
  addEventListener('auxclick', (event) => event.button === 1 && askForWindow(event));
  addEventListener('contextmenu', (event) => {
    if (event.defaultPrevented) return;
    const target = event.target instanceof HTMLElement ? event.target : undefined;
    const linkURL = target?.closest('a')?.href ?? '';
    const params = {
      x: event.x,
      y: event.y,
      linkURL,
      selectionText: String(getSelection()),
      mediaType: 'none',
    };
    post({
      kind: 'menu',
      params: { ...params, isEditable: target?.isContentEditable || target?.matches('input, textarea') },
    });
  });

  let title = '';
  const reportTitle = () => {
    if (document.title === title) return;
    title = document.title;
    post({ kind: 'title', title });
  };
  document.addEventListener('DOMContentLoaded', () => {
    reportTitle();
    new MutationObserver(reportTitle).observe(document.head, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  });

  return ({ focused, visible }: { focused: boolean; visible: boolean }) => {
    const before = { ...state };
    Object.assign(state, { focused, visible });
    if (before.visible !== visible) document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    if (before.focused !== focused) window.dispatchEvent(new Event(focused ? 'focus' : 'blur'));
  };
}
