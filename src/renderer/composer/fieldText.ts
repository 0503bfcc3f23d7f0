/**
 * Replaces a part of what is in a field as typing would: the field tells of it by an input event, and undo takes it back.
 * No newer interface can do both, so this is what the browser's own editing commands are still for.
 */
export function replaceInField(
  field: HTMLTextAreaElement,
  range: { start: number; end: number },
  words: string,
): void {
  field.focus();
  field.setSelectionRange(range.start, range.end);
  if (words === '' && range.start === range.end) return;
  if (words === '') document.execCommand('delete');
  else document.execCommand('insertText', false, words);
}
