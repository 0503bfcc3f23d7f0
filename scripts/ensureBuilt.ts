import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bin, type RunOptions, root, runNode } from './run.ts';

const products = [
  'out/main/index.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/web/index.html',
];
const sources = [
  'src',
  'scripts/web',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'web.vite.config.ts',
];
/** The desktop app, and the web client that every space serves. */
const builds = [
  [bin('electron-vite/bin/electron-vite.js'), 'build'],
  [bin('vite/bin/vite.js'), 'build', '--config', 'web.vite.config.ts'],
];

/**
 * Builds the app into out/ if something is missing there or older than its sources. Says so in one line on stderr;
 * a failed build prints what the tool said. Answers whether out/ is good.
 */
export async function ensureBuilt(): Promise<boolean> {
  if (isFresh()) return true;
  process.stderr.write('Building Parley…\n');
  return build({ output: 'keep' });
}

/** Builds all of it, showing what the tools say or, with `keep`, only what one says that fails. */
export async function build(options: RunOptions = {}): Promise<boolean> {
  for (const args of builds) {
    const { code, output } = await runNode(args, options);
    if (code === 0) continue;
    process.stderr.write(`${output}\nThe build failed.\n`);
    return false;
  }
  return true;
}

function isFresh(): boolean {
  const paths = products.map((product) => join(root, product));
  if (!paths.every((path) => existsSync(path))) return false;
  const oldestProduct = Math.min(...paths.map((path) => statSync(path).mtimeMs));
  return sources
    .flatMap((source) => filesIn(join(root, source)))
    .every((path) => statSync(path).mtimeMs <= oldestProduct);
}

function filesIn(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name));
  return files.map((entry) => join(entry.parentPath, entry.name));
}
