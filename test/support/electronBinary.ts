import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));

/** The version of Electron this project is built for. */
export const electronVersion: string = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;

/**
 * The path of Electron's executable if it has been fetched, else `undefined`. Never fetches: the package's own entry
 * would. Its layout: `path.txt` names the executable inside `dist/`, or inside ELECTRON_OVERRIDE_DIST_PATH.
 */
export function findElectron(): string | undefined {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist');
  const path = join(dist, readFileSync(pathFile, 'utf8').trim());
  return existsSync(path) ? path : undefined;
}
