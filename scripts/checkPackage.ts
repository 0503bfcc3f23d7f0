import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { electronVersion } from '../test/support/electronBinary.ts';
import { launchApp } from '../test/support/launchApp.ts';
import { bin, exitOnSignals, runNode } from './run.ts';

/**
 * Packs the built app for Linux with a stub in place of Electron's runtime, which needs no network, and looks at what
 * is inside, then starts it. electron-builder validates electron-builder.yml on the way. Exits with 1 and the faults.
 */
type Asar = {
  listPackage: (archive: string, options: { isPack: boolean }) => string[];
  extractAll: (archive: string, folder: string) => void;
};
const asar: Asar = createRequire(import.meta.url)('@electron/asar');

exitOnSignals();
const folder = mkdtempSync(join(tmpdir(), 'parley-package-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const faults = await pack();
for (const fault of faults) process.stderr.write(`${fault}\n`);
if (faults.length === 0) process.stdout.write('The package holds what it should, and nothing else.\n');
process.exitCode = faults.length === 0 ? 0 : 1;

async function pack(): Promise<string[]> {
  const stub = writeStub(join(folder, 'electron'));
  const output = join(folder, 'dist');
  const args = [
    '--linux',
    'dir',
    `-c.electronDist=${stub}`,
    `-c.directories.output=${output}`,
    '--publish',
    'never',
  ];
  const ended = await runNode([bin('electron-builder/cli.js'), ...args], { output: 'keep' });
  if (ended.code !== 0) return [`electron-builder failed:\n${ended.output}`];
  const unpacked = readdirSync(output).find((name) => name.endsWith('unpacked'));
  if (unpacked === undefined) return [`electron-builder packed nothing:\n${ended.output}`];
  const archive = join(output, unpacked, 'resources', 'app.asar');
  const faults = faultsIn(archive);
  // Only Linux can load the native module that a package for Linux carries.
  return faults.length > 0 || process.platform !== 'linux' ? faults : startFaults(archive);
}

/** The least that electron-builder takes for a distribution of Electron; the executable carries the fuses' sentinel. */
function writeStub(at: string): string {
  const files: Record<string, string> = {
    electron: `#!/bin/sh\n# dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009111111111\n`,
    version: electronVersion,
    LICENSE: '',
    'LICENSES.chromium.html': '',
    'locales/en-US.pak': '',
  };
  for (const sub of ['locales', 'resources']) mkdirSync(join(at, sub), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(at, name), text, { mode: 0o755 });
  return at;
}

/** Starts what was packed, away from the project's node_modules, and waits for its window. */
async function startFaults(archive: string): Promise<string[]> {
  const appPath = join(folder, 'app');
  asar.extractAll(archive, appPath);
  try {
    const { close } = await launchApp({ appPath });
    await close();
    return [];
  } catch (error) {
    return [`The packed app does not start: ${error instanceof Error ? error.message : error}`];
  }
}

function faultsIn(archive: string): string[] {
  const packed = asar.listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
  const wanted = [
    '/package.json',
    '/out/main/index.js',
    '/out/preload/index.cjs',
    '/out/renderer/index.html',
  ];
  const allowed = /^\/(package\.json|out(\/.*)?|node_modules(\/better-sqlite3(\/.*)?)?)$/;
  const missing = wanted
    .filter((path) => !packed.includes(path))
    .map((path) => `missing in the package: ${path}`);
  const strange = packed.filter((path) => !allowed.test(path) || path.endsWith('.map'));
  const unpacked = `${archive}.unpacked`;
  const beside = existsSync(unpacked) ? readdirSync(unpacked, { recursive: true, encoding: 'utf8' }) : [];
  const web = ['index.html', 'index.html.br', 'serviceWorker.js', 'manifest.webmanifest']
    .filter((name) => !beside.includes(join('out', 'web', name)))
    .map((name) => `missing beside the package: out/web/${name}`);
  const natives = beside.filter((path) => path.endsWith('.node'));
  const own = `linux-${process.arch}.node`;
  const wrong =
    natives.length === 1 && natives[0]?.endsWith(own) ? [] : [`native modules: ${natives}, not just ${own}`];
  const foreign = strange.map((path) => `does not belong into the package: ${path}`);
  return [...missing, ...foreign, ...web, ...wrong];
}
