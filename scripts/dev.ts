import { join } from 'node:path';
import { findChromium } from '../test/support/chromium.ts';
import { getElectron, sandboxSwitches } from './electronRuntime.ts';
import { bin, exitOnSignals, root, runNode } from './run.ts';

/**
 * `npm run dev`: electron-vite's development server with reloading. Without Electron's runtime the windows are those
 * of the tests' stand-in, in a real Chromium window where there is a display.
 */
exitOnSignals();
const { path, reason } = await getElectron();
const env: Record<string, string> = {};
if (reason !== undefined) {
  if (findChromium() === undefined) {
    process.stderr.write(`${reason} Nor is there a Chromium for the stand-in.\n`);
    process.exit(1);
  }
  process.stderr.write(`${reason} Running on the stand-in instead.\n`);
  env['ELECTRON_EXEC_PATH'] = join(root, 'test', 'support', 'standin', 'electron.sh');
  env['PARLEY_STANDIN_HEADED'] = process.env['DISPLAY'] ? '1' : '0';
}
const sandbox = path !== undefined && sandboxSwitches(path).length > 0 ? ['--noSandbox'] : [];
const { code } = await runNode(
  [bin('electron-vite/bin/electron-vite.js'), 'dev', ...sandbox, ...process.argv.slice(2)],
  { env },
);
process.exitCode = code ?? 1;
