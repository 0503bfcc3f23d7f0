import { useLayoutEffect } from 'react';

/** Keys that edit a field when the browser itself takes them; a key that a page has made edits nothing. */
const EDITS: Record<string, string> = { Backspace: 'delete', Delete: 'forwardDelete' };

/** Presses a key again, for what has the focus now. Text goes in by the browser's own commands, so that undo knows it. */
function press(event: KeyboardEvent): void {
  const { key, code, shiftKey, altKey } = event;
  const init = { key, code, shiftKey, altKey, bubbles: true, cancelable: true };
  if (document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', init)) !== true) return;
  const edit = EDITS[key];
  if (edit !== undefined) document.execCommand(edit);
  else if (key.length === 1) document.execCommand('insertText', false, key);
}

/** Keeps what is pressed to itself until the returned function is called, which gives it to what has taken the focus since. */
function holdKeys(): () => Promise<void> {
  const before = document.activeElement;
  const held: KeyboardEvent[] = [];
  const hold = (event: KeyboardEvent) => {
    // Commands are the window's own, and an input method cannot be asked to wait.
    if (event.ctrlKey || event.metaKey || event.isComposing) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    held.push(event);
  };
  window.addEventListener('keydown', hold, { capture: true });
  return async () => {
    window.removeEventListener('keydown', hold, { capture: true });
    if (document.activeElement === before) return;
    for (const event of held) {
      press(event);
      // What a key changes is drawn before the next one is pressed.
      await Promise.resolve();
    }
  };
}

/**
 * Stands for a dialog while it is fetched: what is typed meanwhile is meant for the dialog, and must not go into the
 * message that still has the focus. If the dialog cannot be had, it is gone.
 */
export function KeysHeld() {
  useLayoutEffect(() => {
    const give = holdKeys();
    // The dialog takes the focus in the turn in which it takes this one's place.
    return () => {
      setTimeout(give);
    };
  }, []);
  return null;
}
