import { EventEmitter } from 'node:events';
import { createEvent } from '../events.ts';

const answer = (canceled: object, sync: unknown) => ({
  async: () => Promise.resolve(canceled),
  sync: () => sync,
});
const message = answer({ response: 0, checkboxChecked: false }, 0);
const open = answer({ canceled: true, filePaths: [] }, undefined);
const save = answer({ canceled: true, filePath: '' }, undefined);

/** `dialog`: nothing is shown; every dialog is answered with its first button or as cancelled, unless a test says otherwise. */
export const dialog = {
  showMessageBox: message.async,
  showMessageBoxSync: message.sync,
  showOpenDialog: open.async,
  showOpenDialogSync: open.sync,
  showSaveDialog: save.async,
  showSaveDialogSync: save.sync,
  showErrorBox: (title: string, content: string): void => void process.stderr.write(`${title}: ${content}\n`),
  showCertificateTrustDialog: (): Promise<void> => Promise.resolve(),
};

/** `shell`: opens nothing. */
export const shell = {
  openExternal: (_url: string): Promise<void> => Promise.resolve(),
  openPath: (_path: string): Promise<string> => Promise.resolve(''),
  showItemInFolder: (_path: string): void => undefined,
  trashItem: (_path: string): Promise<void> => Promise.resolve(),
  beep: (): void => undefined,
};

/** `powerMonitor`: its events are the test's to emit, its answers those of a computer in use. */
export const powerMonitor = Object.assign(new EventEmitter().setMaxListeners(0), {
  onBatteryPower: false,
  isOnBatteryPower: (): boolean => false,
  getSystemIdleTime: (): number => 0,
  getSystemIdleState: (): string => 'active',
  getCurrentThermalState: (): string => 'nominal',
});

const blockers = new Set<number>();
let lastBlocker = 0;

/** `powerSaveBlocker`: keeps count, blocks nothing. */
export const powerSaveBlocker = {
  start: (_type: string): number => {
    blockers.add(++lastBlocker);
    return lastBlocker;
  },
  stop: (id: number): boolean => blockers.delete(id),
  isStarted: (id: number): boolean => blockers.has(id),
};

let copied = '';

/** `clipboard`: one text, kept here; the system's clipboard is left alone. */
export const clipboard = {
  readText: (): Promise<string> => Promise.resolve(copied),
  writeText: (text: string): Promise<void> => {
    copied = text;
    return Promise.resolve();
  },
  has: (type: string): Promise<boolean> => Promise.resolve(type === 'text/plain' && copied !== ''),
  clear(): void {
    copied = '';
  },
};

const area = { x: 0, y: 0, width: 1920, height: 1080 };
const display = {
  id: 1,
  bounds: area,
  workArea: area,
  size: area,
  workAreaSize: area,
  scaleFactor: 1,
  rotation: 0,
};

/** `screen`: one display of 1920 × 1080. */
export const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
  getDisplayMatching: () => display,
  getDisplayNearestPoint: () => display,
  getCursorScreenPoint: () => ({ x: 0, y: 0 }),
});

const shortcuts = new Map<string, () => void>();

/** `globalShortcut`: kept, never pressed. */
export const globalShortcut = {
  register: (key: string, run: () => void): boolean => shortcuts.set(key, run).has(key),
  isRegistered: (key: string): boolean => shortcuts.has(key),
  unregister: (key: string): void => void shortcuts.delete(key),
  unregisterAll: (): void => shortcuts.clear(),
};

/** `Tray`: an icon nobody sees; a test may emit its `click`. */
export class Tray extends EventEmitter {
  tooltip = '';
  menu: unknown = null;
  #destroyed = false;
  setImage = (): void => undefined;
  setTitle = (): void => undefined;
  popUpContextMenu = (): boolean => this.emit('standin:menu', createEvent());
  isDestroyed = (): boolean => this.#destroyed;
  setToolTip(text: string): void {
    this.tooltip = text;
  }

  setContextMenu(menu: unknown): void {
    this.menu = menu;
  }

  destroy(): void {
    this.#destroyed = true;
  }
}
