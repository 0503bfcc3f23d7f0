/** What had the focus when a menu or dialog opened, by its element. */
const behind = new WeakMap<Element, HTMLElement>();

/** What has the focus, unless nothing has. */
export function focusedNow(): HTMLElement | null {
  const { activeElement, body } = document;
  return activeElement instanceof HTMLElement && activeElement !== body ? activeElement : null;
}

/** Notes what has the focus before a menu or dialog takes it. */
export function noteFocusBehind(popup: Element, focused = focusedNow()): void {
  if (focused !== null) behind.set(popup, focused);
}

/** Where the focus goes back to: to what had it, or where that has gone with its menu or dialog, to what had it before that. */
export function focusBehind(focused: HTMLElement | null): HTMLElement | null {
  let at: HTMLElement | null | undefined = focused;
  while (at && !at.isConnected) {
    const popup: Element | null = at.closest('[role="menu"], [role="dialog"]');
    at = popup && behind.get(popup);
  }
  return at ?? null;
}
