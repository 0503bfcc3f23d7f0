import { fstatSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setBrowser } from './browser.ts';
import { chooseProfile, startChromium } from './chromium/launch.ts';

/**
 * Starts an app as `electron <folder or file> [arguments]` does. Playwright's launcher puts its own switches first and
 * holds the `ready` event back until it calls `__playwright_run`, so that no test misses the first window.
 */
const given = process.argv.slice(2);
const byPlaywright = given.includes('--remote-debugging-port=0');
const ours = /^--(no-sandbox|inspect(=.*)?|remote-debugging-port=.*)$/;
const [target = '.', ...rest] = given.filter((argument) => !ours.test(argument));
const path = resolve(target);

const world = globalThis as typeof globalThis & Record<string, unknown>;
const { promise: mayRun, resolve: run } = Promise.withResolvers<void>();
world['__playwright_run'] = run;
world['require'] = createRequire(import.meta.url);

process.argv = [process.execPath, path, ...rest];
const version = createRequire(import.meta.url)('electron/package.json').version;
Object.defineProperty(process.versions, 'electron', { value: version, enumerable: true });
Object.assign(process, {
  type: 'browser',
  defaultApp: true,
  resourcesPath: join(dirname(process.execPath), 'resources'),
});

const { app } = await import('./native/app.ts');
const entry = describeApp(path);
const named = rest
  .find((argument) => argument.startsWith('--user-data-dir='))
  ?.slice('--user-data-dir='.length);
const userData = named
  ? resolve(named)
  : join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), app.getName());
const { profile, remove } = chooseProfile(userData);
process.once('exit', remove);
const browser = startChromium({
  profile,
  headed: process.env['PARLEY_STANDIN_HEADED'] === '1',
  dark: process.env['PARLEY_TEST_THEME'] === 'dark',
});
setBrowser(browser);
browser.process.once('exit', () => app.exit(1));
if (byPlaywright) quitWithLauncher();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
process.on('uncaughtException', (error) =>
  process.stderr.write(`Uncaught exception in the main process: ${error.stack}\n`),
);

createRequire(import.meta.url)('../recorder.cjs');
try {
  await import(pathToFileURL(entry).href);
} catch (error) {
  process.stderr.write(`App threw an error during load\n${error instanceof Error ? error.stack : error}\n`);
  app.exit(1);
}
await browser.connection.browser.send('Browser.getVersion');
if (byPlaywright) await mayRun;
app.becomeReady();

/** Answers the file to run, and tells the app its folder. */
function describeApp(at: string): string {
  if (statSync(at).isFile()) {
    app.describe(dirname(at));
    return at;
  }
  app.describe(at);
  return join(at, JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')).main ?? 'index.js');
}

/** Playwright's launcher leaves a pipe open on descriptor 3; when it closes, the test run is gone, and so should this be. */
function quitWithLauncher(): void {
  if (!isSocket(3)) return;
  const pipe = new Socket({ fd: 3 });
  pipe.once('close', () => app.exit(1)).once('error', () => pipe.destroy());
  pipe.resume().unref();
}

function isSocket(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isSocket();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EBADF') return false;
    throw error;
  }
}
