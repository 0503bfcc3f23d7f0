import type { KeyboardEvent, RefObject } from 'react';
import { hasCommand } from '../keys/keyWords.ts';
import { replaceInField } from './fieldText.ts';
import { type Format, format } from './formatting.ts';

/** The format that a key stands for; `null` for any other key. */
function formatOf(event: KeyboardEvent): Format | null {
  if (!hasCommand(event.nativeEvent) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (event.shiftKey) return key === 'k' ? 'link' : null;
  return ({ b: 'bold', i: 'italic', e: 'code' } as const)[key] ?? null;
}

/** Marks what is selected in a field. */
export function useFormatting(field: RefObject<HTMLTextAreaElement | null>) {
  const apply = (how: Format) => {
    const element = field.current;
    if (element === null) return;
    const { value, selectionStart, selectionEnd } = element;
    const { range, words, selection } = format(value, { start: selectionStart, end: selectionEnd }, how);
    replaceInField(element, range, words);
    element.setSelectionRange(selection.start, selection.end);
  };
  /** Tells whether the key was for a format. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    const how = formatOf(event);
    if (how === null) return false;
    event.preventDefault();
    apply(how);
    return true;
  };
  return { apply, onKeyDown };
}
