import { type ContextMenuParams, Menu, type MenuItemConstructorOptions, type WebContents } from 'electron';

/** The menu bar, of the system's own items. */
export function setMenu(platform: NodeJS.Platform): void {
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    { role: 'toggleDevTools' },
  ];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
      { role: 'fileMenu' },
      { role: 'editMenu' },
      { label: 'View', submenu: view },
      { role: 'windowMenu' },
    ]),
  );
}

/** The menu under the pointer: what Electron leaves out, and everyone expects of a text. */
export function openContextMenu(contents: WebContents, params: ContextMenuParams): void {
  const { isEditable, selectionText, misspelledWord, dictionarySuggestions } = params;
  const corrections = misspelledWord === '' ? [] : dictionarySuggestions;
  const items: MenuItemConstructorOptions[] = corrections.map((word) => ({
    label: word,
    click: () => contents.replaceMisspelling(word),
  }));
  if (corrections.length > 0) items.push({ type: 'separator' });
  if (isEditable) items.push({ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' });
  else if (selectionText.trim() !== '') items.push({ role: 'copy' });
  if (items.length > 0) Menu.buildFromTemplate(items).popup();
}
