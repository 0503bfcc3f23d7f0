import { useLayoutEffect, useRef } from 'react';

/** Keys that edit a field when the browser itself takes them; a key that a page has made edits nothing. */
const EDITS: Record<string, string> = { Backspace: 'delete', Delete: 'forwardDelete' };

/** In ms after the last key: nobody types on into what does not come. */
const HELD_FOR = 2_000;

const selectsAll = ({ key, ctrlKey, metaKey }: KeyboardEvent): boolean =>
  (ctrlKey || metaKey) && key.toLowerCase() === 'a';

/** Edits what has the focus as a key would. Text goes in by the browser's own commands, so that undo knows it. */
function edit({ key }: KeyboardEvent): void {
  const command = EDITS[key];
  if (command !== undefined) document.execCommand(command);
  else if (key.length === 1) document.execCommand('insertText', false, key);
}

/** Presses a key again, for what has the focus now, and does what the browser does by one that is a person's. */
function press(event: KeyboardEvent): void {
  const { activeElement: focused } = document;
  const { key, code, shiftKey, altKey, ctrlKey, metaKey } = event;
  const init = { key, code, shiftKey, altKey, ctrlKey, metaKey, bubbles: true, cancelable: true };
  if (focused?.dispatchEvent(new KeyboardEvent('keydown', init)) !== true) return;
  if (selectsAll(event)) document.execCommand('selectAll');
  else if (key === 'Enter' && focused instanceof HTMLInputElement) focused.form?.requestSubmit();
  else edit(event);
}

/**
 * Keeps what is pressed to itself until the returned function is called, which gives it to what has taken the focus since. Escape and
 * a focus that goes elsewhere drop it; what nothing came for goes back as text, so that it is not lost, and nothing is done by it.
 */
function holdKeys(onEscape: () => void): () => void {
  let before = document.activeElement;
  let held: KeyboardEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const letGo = () => {
    clearTimeout(timer);
    window.removeEventListener('keydown', hold, { capture: true });
    window.removeEventListener('focusin', follow);
    const keys = held;
    held = [];
    return keys;
  };
  const drop = () => void letGo();
  const follow = () => {
    // A menu that led here gives the focus back as it closes: nobody went anywhere.
    if (before?.matches('body, [role="menu"], [role="menu"] *')) before = document.activeElement;
    else drop();
  };
  const giveBack = () => {
    // What was to be written over is not what had the focus before.
    for (const event of letGo()) if (!selectsAll(event)) edit(event);
  };
  const hold = (event: KeyboardEvent) => {
    // Other commands are the window's own, and an input method cannot be asked to wait.
    if (((event.ctrlKey || event.metaKey) && !selectsAll(event)) || event.isComposing) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.key === 'Escape') {
      drop();
      onEscape();
      return;
    }
    held.push(event);
    clearTimeout(timer);
    timer = setTimeout(giveBack, HELD_FOR);
  };
  const give = async () => {
    if (document.activeElement === before) return giveBack();
    for (const event of letGo()) {
      // Where the browser would have gone by it, a page cannot tell.
      if (event.key === 'Tab') return;
      press(event);
      // What a key changes is drawn before the next one is pressed.
      await Promise.resolve();
    }
  };
  window.addEventListener('keydown', hold, { capture: true });
  window.addEventListener('focusin', follow);
  return () => {
    // From now on the focus is the dialog's to take, which it does in this very turn.
    window.removeEventListener('focusin', follow);
    setTimeout(give);
  };
}

/**
 * Stands for a dialog while it is fetched: what is typed meanwhile is meant for the dialog, and must not go into the
 * message that still has the focus. Escape closes it before it is there.
 */
export function KeysHeld(props: { onClose?: () => void }) {
  const close = useRef(props.onClose);
  close.current = props.onClose;
  useLayoutEffect(() => holdKeys(() => close.current?.()), []);
  return null;
}
