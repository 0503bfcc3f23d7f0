import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { AppInput, AppOutput, Result } from '../../src/shared/ipc/contract.ts';
import { findChromium } from '../../test/support/chromium.ts';
import { getElectron, sandboxSwitches } from '../electronRuntime.ts';
import { root } from '../run.ts';

/** Between the edges of the display and the windows, in px. */
const MARGIN = 16;
/** What a Chromium shows above a page, in px: tabs and an address line. */
const CHROMIUM_TOP = 88;

/** How windows can be had: what to start, with which switches and environment. */
export type Launcher = {
  executablePath: string;
  switches: string[];
  env: Record<string, string>;
  /** Why the windows are pages of a Chromium, if they are. */
  standinBecause?: string;
};

/** Where a window is, in px of the display. */
type Bounds = { x: number; y: number; width: number; height: number };

/** Who joins what. */
export type Guest = { username: string; password: string; address: string; userDataDir: string };

/** Electron, else the stand-in where a Chromium can show windows, else the reason why there are none. */
export async function findLauncher(): Promise<Launcher | { missing: string }> {
  const { path, reason } = await getElectron();
  if (path !== undefined) return { executablePath: path, switches: sandboxSwitches(path), env: {} };
  const hasDisplay = process.platform !== 'linux' || process.env['DISPLAY'] !== undefined;
  if (!hasDisplay) return { missing: `${reason} Run this where there is a display to see the two windows.` };
  if (findChromium() === undefined)
    return { missing: `${reason} Install Chromium or Chrome to see the two windows.` };
  const executablePath = join(root, 'test', 'support', 'standin', 'electron.sh');
  const env = { PARLEY_STANDIN_HEADED: '1', PARLEY_TEST_KEYCHAIN: 'available' };
  return { executablePath, switches: [], env, standinBecause: reason };
}

/** Starts an app for one person, joined, in the left (0) or right (1) half of the display. */
export async function openWindow(
  launcher: Launcher,
  guest: Guest,
  side: number,
): Promise<ElectronApplication> {
  const { executablePath, switches, env, standinBecause } = launcher;
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[0] !== 'ELECTRON_RUN_AS_NODE',
  );
  const app = await _electron.launch({
    executablePath,
    args: [...switches, root, `--user-data-dir=${guest.userDataDir}`],
    cwd: root,
    env: { ...Object.fromEntries(inherited), ...env },
    colorScheme: null,
  });
  const window = await app.firstWindow();
  await window.waitForURL((url) => url.protocol !== 'about:', { waitUntil: 'domcontentloaded' });
  await (standinBecause === undefined ? placeWindow(app, side) : placeStandin(app, window, side));
  await joinSpace(window, guest);
  // What a window shows at first is the way in: it starts again as one that is in.
  await window.reload();
  return app;
}

async function joinSpace(window: Page, { address, username, password }: Guest): Promise<void> {
  type Input = AppInput<'space:join'>;
  const input: Input = { address, account: { mode: 'login', username, password } };
  const joined = await window.evaluate<Result<AppOutput<'space:join'>>, Input>(
    (asked) => Reflect.get(globalThis, 'parley').call('space:join', asked),
    input,
  );
  if (!joined.ok) throw new Error(joined.error.message);
}

function halfOf({ x, y, width, height }: Bounds, side: number): Bounds {
  const half = Math.floor(width / 2);
  const size = { width: half - 2 * MARGIN, height: height - 2 * MARGIN };
  return { x: x + side * half + MARGIN, y: y + MARGIN, ...size };
}

const setBounds = (app: ElectronApplication, bounds: Bounds): Promise<void> =>
  app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), bounds);

async function placeWindow(app: ElectronApplication, side: number): Promise<void> {
  const area: Bounds = await app.evaluate(({ screen }) => screen.getPrimaryDisplay().workArea);
  await setBounds(app, halfOf(area, side));
}

/** The stand-in's windows are numbers to the app; what is seen is moved as Chromium's, with the page fitted into it. */
async function placeStandin(app: ElectronApplication, window: Page, side: number): Promise<void> {
  const [width, height] = await window.evaluate(() => [screen.availWidth, screen.availHeight] as const);
  const seen = halfOf({ x: 0, y: 0, width, height }, side);
  const session = await app.context().newCDPSession(window);
  const { windowId } = await session.send('Browser.getWindowForTarget');
  const { x: left, y: top } = seen;
  const bounds = { left, top, width: seen.width, height: seen.height };
  await session.send('Browser.setWindowBounds', { windowId, bounds });
  await setBounds(app, { ...seen, height: seen.height - CHROMIUM_TOP });
}
