import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getBrowser } from '../browser.ts';
import { allows, createEvent } from '../events.ts';
import { commandLine } from './commandLine.ts';
import { createPaths } from './paths.ts';
import { claimInstance } from './singleInstance.ts';

type Window = { close(): void; destroy(): void; isDestroyed(): boolean };

/** `app`: its life cycle, paths and single-instance lock are real; what belongs to a desktop's shell is kept as values. */
export class App extends EventEmitter {
  readonly isPackaged = false;
  readonly commandLine = commandLine;
  readonly dock = undefined;
  readonly runningUnderARM64Translation = false;
  name = 'Electron';
  userAgentFallback = 'stand-in';
  applicationMenu: unknown = null;
  accessibilitySupportEnabled = false;
  #appPath = '';
  #version = '0.0.0';
  #paths = createPaths(() => this.name);
  #isReady = false;
  readonly #ready = Promise.withResolvers<void>();
  #quitting = false;
  #exiting = false;
  #badge = 0;
  #release: (() => void) | undefined;
  #loginItem: Record<string, unknown> = { openAtLogin: false };
  readonly #protocols = new Set<string>();

  /** Called by the boot script with the app's folder and its package.json. */
  describe(appPath: string): void {
    this.#appPath = appPath;
    const { name, productName, version } = JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8'));
    this.name = productName ?? name ?? this.name;
    this.#version = version ?? this.#version;
  }

  /** Called by the boot script when the app's code is loaded and Chromium is there. */
  becomeReady(): void {
    this.#isReady = true;
    this.#ready.resolve();
    this.emit('will-finish-launching');
    this.emit('ready', createEvent(), {});
  }

  isReady = (): boolean => this.#isReady;
  whenReady = (): Promise<void> => this.#ready.promise;
  getName = (): string => this.name;
  getVersion = (): string => this.#version;
  getAppPath = (): string => this.#appPath;
  getPath = (name: string): string => this.#paths.get(name);
  setPath = (name: string, path: string): void => this.#paths.set(name, path);
  setAppLogsPath = (path?: string): void =>
    this.#paths.set('logs', path ?? join(this.getPath('userData'), 'logs'));
  getLocale = (): string => process.env['PARLEY_TEST_LOCALE'] ?? 'en-US';
  getSystemLocale = (): string => this.getLocale();
  getLocaleCountryCode = (): string => 'US';
  getPreferredSystemLanguages = (): string[] => [this.getLocale()];
  getAppMetrics = (): object[] => [
    { type: 'Browser', pid: process.pid, memory: { workingSetSize: process.memoryUsage().rss / 1024 } },
  ];

  requestSingleInstanceLock(additionalData: Record<string, unknown> = {}): boolean {
    if (this.#release) return true;
    this.#release = claimInstance(this.getPath('userData'), additionalData, (argv, cwd, data) => {
      void this.#ready.promise.then(() => this.emit('second-instance', createEvent(), argv, cwd, data));
    });
    return this.#release !== undefined;
  }

  hasSingleInstanceLock = (): boolean => this.#release !== undefined;
  releaseSingleInstanceLock = (): void => {
    this.#release?.();
    this.#release = undefined;
  };

  /** `before-quit`, the windows' `close`, `will-quit`, `quit`: each but the last may be prevented. */
  quit(): void {
    if (this.#quitting || !allows(this, 'before-quit')) return;
    this.#quitting = true;
    for (const window of this.#windows()) window.close();
    if (this.#windows().length > 0) this.#quitting = false;
    else this.#willQuit();
  }

  exit(exitCode = 0): void {
    if (this.#exiting) return;
    this.#exiting = true;
    this.emit('quit', createEvent(), exitCode);
    this.releaseSingleInstanceLock();
    for (const window of this.#windows()) window.destroy();
    const { connection, exited } = getBrowser();
    connection.browser.send('Browser.close').catch(() => undefined); // It may be gone already, which is what is wanted.
    void exited.then(() => process.exit(exitCode));
  }

  /** Called by the last window: without a listener the app quits, as Electron's does. */
  allWindowsClosed(): void {
    if (this.#quitting || this.#exiting) return;
    if (!this.emit('window-all-closed')) this.quit();
  }

  setName(name: string): void {
    this.name = name;
  }

  setLoginItemSettings(settings: Record<string, unknown>): void {
    this.#loginItem = { ...settings };
  }

  setBadgeCount(count = 0): boolean {
    this.#badge = count;
    return true;
  }

  getBadgeCount = (): number => this.#badge;
  getLoginItemSettings = (): Record<string, unknown> => this.#loginItem;
  setAsDefaultProtocolClient = (name: string): boolean => this.#protocols.add(name).has(name);
  removeAsDefaultProtocolClient = (name: string): boolean => this.#protocols.delete(name);
  isDefaultProtocolClient = (name: string): boolean => this.#protocols.has(name);
  isAccessibilitySupportEnabled = (): boolean => this.accessibilitySupportEnabled;

  // What only a real desktop shows, or only a real Electron does.
  focus = (): void => undefined;
  hide = (): void => undefined;
  show = (): void => undefined;
  relaunch = (): void => undefined;
  enableSandbox = (): void => undefined;
  disableHardwareAcceleration = (): void => undefined;
  setAppUserModelId = (): void => undefined;
  setAboutPanelOptions = (): void => undefined;
  setUserTasks = (): boolean => true;
  addRecentDocument = (): void => undefined;
  setDesktopName = (): void => undefined;

  /** Kept by the window class, which tells the app of its windows through this. */
  windows: () => Window[] = () => [];
  #windows = (): Window[] => this.windows().filter((window) => !window.isDestroyed());

  #willQuit(): void {
    if (allows(this, 'will-quit')) this.exit(0);
    else this.#quitting = false;
  }
}

export const app = new App().setMaxListeners(0);
