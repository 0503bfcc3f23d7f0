import { dialog, type OpenDialogOptions } from 'electron';

const properties: Record<'folder' | 'file', OpenDialogOptions['properties']> = {
  folder: ['openDirectory', 'createDirectory'],
  file: ['openFile'],
};

/** Asks the person for a folder, or a file, beginning at the folder `from`; `null` when they think better of it. */
export async function choosePath(kind: 'folder' | 'file', from: string): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    defaultPath: from,
    properties: properties[kind] ?? [],
  });
  return canceled ? null : (filePaths[0] ?? null);
}
