const onMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform);

/** A combination as the keyboard at hand has it: `Ctrl+K` is `⌘K` on a Mac. */
export function keyWords(keys: string): string {
  if (!onMac()) return keys;
  return keys.replaceAll('Ctrl+', '⌘').replaceAll('Alt+', '⌥').replaceAll('Shift+', '⇧');
}

/** Whether the key that begins commands is held: Ctrl, or Cmd on a Mac. */
export const hasCommand = (event: KeyboardEvent): boolean => (onMac() ? event.metaKey : event.ctrlKey);
