import { writeFile } from 'node:fs/promises';
import { dialog } from 'electron';

/** Asks the person where to save a text, beginning at `name`, and writes it there; whether they said so. Rejects when it cannot be written. */
export async function saveFile(name: string, text: string): Promise<boolean> {
  const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath: name });
  if (canceled || filePath === '') return false;
  await writeFile(filePath, text);
  return true;
}
