import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { findElectron } from './electronBinary.ts';

const root = join(import.meta.dirname, '..', '..');
const standin = join(import.meta.dirname, 'standin', 'electron.sh');
const recorder = join(import.meta.dirname, 'recorder.cjs');

export type LaunchOptions = {
  /** The folder of the app's data; a temporary one, removed at the end, if none is named. */
  userDataDir?: string;
  /** Further arguments of the app. */
  args?: string[];
  /** Further environment of the app. */
  env?: Record<string, string>;
  /** What the system prefers; `light` unless said. */
  theme?: 'light' | 'dark';
  /** The keychain behind `safeStorage`; `basic_text` is Linux's unsafe one. */
  keychain?: 'available' | 'basic_text' | 'none';
  /** Whether it announces what it hosts, and looks around on the network. */
  nearby?: boolean;
  /** The folder or file of the app; Parley's own unless said. */
  appPath?: string;
};

/** A running desktop app. */
export type LaunchedApp = {
  app: ElectronApplication;
  /** The first window, past about:blank. */
  window: Page;
  userDataDir: string;
  /** What the main process has written to stdout and stderr so far. */
  output: () => string;
  /** Errors no page caught, and refusals of the content security policy, in any window. */
  pageErrors: string[];
  /** Settles when the process is gone, however that came about. */
  ended: Promise<void>;
  /** Quits as a person would, and waits until the process is gone. */
  close: () => Promise<void>;
  /** Ends the app and its pages with SIGKILL, and waits until the process is gone. */
  kill: () => Promise<void>;
};

/** Starts the built app: on Electron where its runtime is there, else on the stand-in. */
export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const own = options.userDataDir === undefined;
  const userDataDir = options.userDataDir ?? (await mkdtemp(join(tmpdir(), 'parley-')));
  await mkdir(userDataDir, { recursive: true });
  const remove = async (): Promise<void> => {
    if (own) await rm(userDataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  const app = await start(options, userDataDir).catch(async (error) => {
    await remove();
    throw error;
  });
  const child = app.process();
  const output = collectOutput(child);
  const pageErrors = collectErrors(app);
  const ended = new Promise<void>((resolve) => app.once('close', () => resolve()));
  const end = async (stop: () => Promise<void> | void): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) await stop();
    await ended;
    await remove();
  };
  const close = () => end(() => app.close());
  const kill = () => end(() => killGroup(child));
  try {
    const window = await firstWindow(app);
    return { app, window, userDataDir, output, pageErrors, ended, close, kill };
  } catch (error) {
    await kill();
    throw new Error(`The app opened no window.\n${output()}`, { cause: error });
  }
}

/**
 * Starts the app without driving it and waits until it ends by itself, as a second instance does; answers its exit
 * code. Real Electron and Playwright's launcher cannot hold an app that quits before it is ready.
 */
export async function runToItsEnd(options: LaunchOptions & { userDataDir: string }): Promise<number | null> {
  const { executablePath, args, env } = commandOf(options, options.userDataDir);
  const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : [];
  const child = spawn(executablePath ?? findElectron() ?? standin, [...sandbox, ...args], {
    cwd: root,
    env,
    stdio: 'ignore',
  });
  const [code] = await once(child, 'exit');
  return code;
}

function start(options: LaunchOptions, userDataDir: string): Promise<ElectronApplication> {
  return _electron.launch({
    ...commandOf(options, userDataDir),
    cwd: root,
    colorScheme: null,
    timeout: 60_000,
  });
}

function commandOf(options: LaunchOptions, userDataDir: string) {
  const { args = [], env = {}, theme = 'light', keychain = 'available', appPath = root } = options;
  // Apps of other tests, and of people, are on the same network.
  const alone = options.nearby ? [] : ['--no-nearby'];
  const real = findElectron() !== undefined;
  const before = real ? ['-r', recorder] : [];
  const after = real && theme === 'dark' ? ['--force-dark-mode'] : [];
  return {
    ...(!real && { executablePath: standin }),
    args: [...before, appPath, `--user-data-dir=${userDataDir}`, ...alone, ...after, ...args],
    env: { ...inherited(), PARLEY_TEST_THEME: theme, PARLEY_TEST_KEYCHAIN: keychain, ...env },
  };
}

function inherited(): Record<string, string> {
  const defined = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(defined.filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE'));
}

async function firstWindow(app: ElectronApplication): Promise<Page> {
  const window = await app.firstWindow({ timeout: 60_000 });
  await window.waitForURL((url) => url.protocol !== 'about:', { waitUntil: 'domcontentloaded' });
  return window;
}

function collectOutput({ stdout, stderr }: ChildProcess): () => string {
  const chunks: string[] = [];
  for (const stream of [stdout, stderr]) stream?.on('data', (chunk) => chunks.push(String(chunk)));
  return () => chunks.join('');
}

function collectErrors(app: ElectronApplication): string[] {
  const errors: string[] = [];
  const watch = (page: Page): void => {
    page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && message.text().includes('Content Security Policy'))
        errors.push(message.text());
    });
  };
  for (const page of app.windows()) watch(page);
  app.on('window', watch);
  return errors;
}

/** Playwright starts the app at the head of a process group of its own, pages included. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') child.kill('SIGKILL');
  else process.kill(-child.pid, 'SIGKILL');
}
