import { app } from './native/app.ts';
import {
  clipboard,
  dialog,
  globalShortcut,
  powerMonitor,
  powerSaveBlocker,
  screen,
  shell,
  Tray,
} from './native/desktop.ts';
import { Menu, MenuItem } from './native/menu.ts';
import { nativeImage } from './native/nativeImage.ts';
import { nativeTheme } from './native/nativeTheme.ts';
import { net } from './native/net.ts';
import { Notification } from './native/notification.ts';
import { protocol } from './native/protocol.ts';
import { safeStorage } from './native/safeStorage.ts';
import { session } from './native/session.ts';
import { BrowserWindow } from './windows/browserWindow.ts';
import { ipcMain } from './windows/ipcMain.ts';
import { WebContents as webContents } from './windows/webContents.ts';

app.windows = BrowserWindow.getAllWindows;

const crashReporter = { start: (): void => undefined };

/**
 * The double of the module `electron` in the main process. Real: pages, preload, IPC, own schemes, life cycle, paths,
 * the single-instance lock. Imitated: everything that belongs to a desktop. Missing: what is not exported here, so
 * that the app's import of it fails by name.
 */
const electron = {
  app,
  BrowserWindow,
  clipboard,
  crashReporter,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  webContents,
};

export {
  app,
  BrowserWindow,
  clipboard,
  crashReporter,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  Notification,
  nativeImage,
  nativeTheme,
  net,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  webContents,
};
// biome-ignore lint/style/noDefaultExport: Electron's own module has one.
export default electron;
