import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { z } from 'zod';
import type { Log } from '../../client/app/Log.ts';
import { openJsonFile } from '../files/openJsonFile.ts';
import { boundsSchema, LEAST_SIZE, placeOf } from './bounds.ts';
import { openContextMenu } from './menus.ts';

const stateSchema = z.object({ bounds: boundsSchema.nullable(), maximized: z.boolean() });

export type WindowsOptions = {
  dataFolder: string;
  /** What the window shows. */
  url: string;
  preload: string;
  log: Log;
  /** A window was brought to the front. */
  onFocus(): void;
  /** Whether a window may close now; when not, whoever answers sees to the rest. */
  mayClose(): boolean;
};

export type Windows = Awaited<ReturnType<typeof openWindows>>;

/** The app's window, which remembers where it was. */
export async function openWindows({ dataFolder, url, preload, log, onFocus, mayClose }: WindowsOptions) {
  const path = join(dataFolder, 'window.json');
  const state = await openJsonFile(path, stateSchema, { bounds: null, maximized: false });
  let title = 'Parley';

  function remember(window: BrowserWindow): void {
    const saved = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
    state
      .save(saved)
      .catch((error: unknown) => log.warn('the place of the window could not be saved', error));
  }

  function open(): BrowserWindow {
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
    const window = new BrowserWindow({
      ...placeOf(state.get().bounds, areas),
      ...LEAST_SIZE,
      title,
      show: false,
      autoHideMenuBar: true,
      // What is seen until the page has drawn itself.
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#16171c' : '#fcfcfd',
      webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegration: false },
    });
    if (state.get().maximized) window.maximize();
    window.once('ready-to-show', () => window.show());
    window.on('page-title-updated', (event) => event.preventDefault());
    window.on('focus', onFocus);
    window.on('show', onFocus);
    window.on('close', (event) => {
      remember(window);
      if (!mayClose()) event.preventDefault();
    });
    window.webContents.on('context-menu', (_event, params) => openContextMenu(window.webContents, params));
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      log.error('the page of a window is gone', reason);
      if (reason !== 'clean-exit') window.reload();
    });
    window.loadURL(url).catch((error: unknown) => log.error('the window could not be loaded', error));
    return window;
  }

  return {
    /** Brings the window to the front, opening it if there is none. Resolves when its page is there. */
    async focus(): Promise<void> {
      const [existing] = BrowserWindow.getAllWindows();
      const window = existing ?? open();
      // What is told to a page before it is there is lost.
      if (!existing || window.webContents.isLoading())
        await new Promise<void>((resolve) => window.webContents.once('did-finish-load', () => resolve()));
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    open(): void {
      open();
    },
    setTitle(next: string): void {
      title = next;
      for (const window of BrowserWindow.getAllWindows()) window.setTitle(next);
    },
  };
}
