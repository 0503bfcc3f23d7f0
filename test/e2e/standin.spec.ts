import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { LaunchOptions } from './fixtures.ts';
import * as desktop from './fixtures.ts';

const { expect, test } = desktop;
const appPath = join(import.meta.dirname, '..', 'support', 'standin', 'fixture-app');
const onFixture = (options: LaunchOptions = {}): LaunchOptions => ({ appPath, ...options });

type Api = {
  name: string;
  invoke: (channel: string, ...args: unknown[]) => Promise<unknown>;
  send: (channel: string, ...args: unknown[]) => void;
};
declare global {
  var fixture: Api;
  var fixtureLog: unknown[];
  var fixtureOpen: (name: string) => void;
  var ticks: { index: number; at: Date }[];
  var clicks: string[];
}

const invoke = (page: Page, channel: string, ...args: unknown[]) =>
  page.evaluate(([name, values]) => globalThis.fixture.invoke(name, ...values), [channel, args] as const);

test.describe('the desktop app of the fixture', () => {
  test('opens a window from its own scheme with its preload', async ({ launchApp, saveScreenshot }) => {
    const { app, window, pageErrors } = await launchApp(onFixture());
    await expect(window.locator('h1')).toHaveText('Hello, first');
    await expect.poll(() => desktop.windowTitles(app)).toEqual(['Window first']);
    expect(
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL()),
    ).toBe('app://main/index.html?name=first');
    expect(
      await app.evaluate(({ app: application }) => [application.getVersion(), application.getName()]),
    ).toEqual(['1.2.3', 'Stand-in fixture']);
    expect(await window.evaluate(() => [innerWidth, innerHeight])).toEqual([640, 480]);
    expect(await window.evaluate(() => 'method' in Object(globalThis.fixture).instance)).toBe(false);
    expect(pageErrors).toEqual([]);
    await saveScreenshot(window, 'standin-light');
  });

  test('carries values and errors over IPC as Electron does', async ({ launchApp }) => {
    const { window } = await launchApp(onFixture());
    const kinds = await window.evaluate(async () => {
      const sent = {
        map: new Map([[1, new Set([undefined])]]),
        at: new Date(7),
        bytes: new Uint8Array([1, 2]),
        big: 5n,
      };
      const { value, ...frame } = Object(await globalThis.fixture.invoke('echo', sent));
      const same =
        value.map.get(1).has(undefined) &&
        value.at.getTime() === 7 &&
        value.bytes[1] === 2 &&
        value.big === 5n;
      return { same, frame };
    });
    expect(kinds).toEqual({
      same: true,
      frame: { frameUrl: 'app://main/index.html?name=first', sameFrame: true },
    });
    await expect(invoke(window, 'fail')).rejects.toThrow(
      "Error invoking remote method 'fail': RangeError: too far",
    );
    await expect(invoke(window, 'nobody')).rejects.toThrow("No handler registered for 'nobody'");
    const refused = window.evaluate(() => globalThis.fixture.invoke('echo', { symbol: [Symbol.iterator] }));
    expect(await refused).toMatchObject({ value: { symbol: [undefined] } });
  });

  test('delivers pushes in order', async ({ launchApp }) => {
    const { window } = await launchApp(onFixture());
    await invoke(window, 'push', 2000);
    await expect.poll(() => window.evaluate(() => globalThis.ticks.length)).toBe(2000);
    expect(
      await window.evaluate(() =>
        globalThis.ticks.every(({ index, at }, place) => index === place && at.getTime() === place),
      ),
    ).toBe(true);
  });

  test('records notifications, badge and dialogs, and a click reaches the app', async ({ launchApp }) => {
    const { app, window } = await launchApp(onFixture());
    await window.evaluate(() => globalThis.fixture.send('notify', 'one'));
    await expect
      .poll(() => desktop.shownNotifications(app))
      .toEqual([{ index: 0, title: 'one', body: 'body of it', closed: false }]);
    await expect.poll(() => desktop.badgeCount(app)).toBe(3);
    await desktop.clickNotification(app, 0);
    await expect.poll(() => window.evaluate(() => globalThis.clicks)).toEqual(['one']);

    expect(await invoke(window, 'ask')).toBe(0);
    await desktop.answerDialog(app, 'showMessageBox', { response: 1, checkboxChecked: false });
    expect(await invoke(window, 'ask')).toBe(1);
    expect(await desktop.shownDialogs(app)).toMatchObject([
      { options: { message: 'Quit?' } },
      { method: 'showMessageBox' },
    ]);
    await desktop.emitPower(app, 'resume');
    await expect.poll(() => app.evaluate(() => globalThis.fixtureLog)).toContain('resume');
  });

  test('moves the focus between two windows', async ({ launchApp }) => {
    const { app, window } = await launchApp(onFixture());
    await expect.poll(() => window.evaluate(() => document.hasFocus())).toBe(true);
    const [second] = await Promise.all([
      app.waitForEvent('window'),
      app.evaluate(() => globalThis.fixtureOpen('second')),
    ]);
    await expect(second.locator('h1')).toHaveText('Hello, second');
    await expect.poll(() => desktop.windowTitles(app)).toEqual(['Window first', 'Window second']);
    await expect.poll(() => window.evaluate(() => document.hasFocus())).toBe(false);
    await desktop.blurWindows(app);
    await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow())).toBe(null);
    await desktop.focusWindow(app, 0);
    await expect.poll(() => window.evaluate(() => document.hasFocus())).toBe(true);
    await second.close();
    await expect.poll(() => desktop.windowTitles(app)).toEqual(['Window first']);
    await expect.poll(() => app.evaluate(() => globalThis.fixtureLog)).toEqual(['close second']);
  });

  test('asks before navigating, and opens nothing by itself', async ({ launchApp }) => {
    const { app, window } = await launchApp(onFixture());
    await window.locator('#away').click();
    await expect
      .poll(() => app.evaluate(() => globalThis.fixtureLog))
      .toEqual(['navigate https://example.invalid/away']);
    await window.locator('#new').click();
    await expect.poll(() => desktop.openedElsewhere(app)).toEqual(['https://example.invalid/new']);
    await window.locator('#inside').click();
    await expect
      .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL()))
      .toBe('app://main/index.html?name=first#part');
    await window.reload();
    await expect(window.locator('h1')).toHaveText('Hello, first');
    expect(await invoke(window, 'echo', 1)).toMatchObject({ value: 1, sameFrame: true });
    expect(app.windows()).toHaveLength(1);
  });

  test('follows the system theme and the app’s own', async ({ launchApp, saveScreenshot }) => {
    const { app, window } = await launchApp(onFixture({ theme: 'dark' }));
    const background = () => window.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await expect.poll(background).toBe('rgb(10, 10, 10)');
    expect(await app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)).toBe(true);
    await saveScreenshot(window, 'standin-dark');
    await app.evaluate(({ nativeTheme }) => {
      nativeTheme.themeSource = 'light';
    });
    await expect.poll(background).toBe('rgb(250, 250, 250)');
    await expect.poll(() => app.evaluate(() => globalThis.fixtureLog)).toContain('dark false');
  });

  test('seals secrets, over a restart, and can be without a keychain', async ({ launchApp }) => {
    const first = await launchApp(onFixture());
    const sealed = await first.window.evaluate(async () => [
      ...Object(await globalThis.fixture.invoke('seal', 'secret')),
    ]);
    expect(Buffer.from(sealed).includes('secret')).toBe(false);
    await first.close();
    const again = await launchApp(onFixture());
    expect(await invoke(again.window, 'unseal', sealed)).toBe('secret');
    await again.close();
    const without = await launchApp(onFixture({ keychain: 'none' }));
    await expect(invoke(without.window, 'seal', 'secret')).rejects.toThrow('encrypting');
  });

  test('keeps pages’ data over a restart, and over a kill', async ({ launchApp }, testInfo) => {
    const userDataDir = testInfo.outputPath('data');
    const first = await launchApp(onFixture({ userDataDir }));
    await first.window.evaluate(() => localStorage.setItem('kept', 'yes'));
    await first.close();
    const second = await launchApp(onFixture({ userDataDir }));
    expect(await second.window.evaluate(() => localStorage.getItem('kept'))).toBe('yes');
    await second.kill();
    const third = await launchApp(onFixture({ userDataDir }));
    expect(await third.window.evaluate(() => localStorage.getItem('kept'))).toBe('yes');
  });

  test('is one instance per data folder', async ({ launchApp }) => {
    const { app, userDataDir } = await launchApp(onFixture());
    expect(await desktop.runToItsEnd({ appPath, userDataDir, args: ['--word=hello'] })).toBe(0);
    await expect
      .poll(() => app.evaluate(() => globalThis.fixtureLog))
      .toEqual([{ second: ['--word=hello'], data: { from: 'second' } }]);
  });

  test('runs beside another, and quits in Electron’s order', async ({ launchApp }) => {
    const [one, two] = [await launchApp(onFixture()), await launchApp(onFixture())];
    expect(one.userDataDir).not.toBe(two.userDataDir);
    const log = await one.app.evaluate(({ app }) => {
      app.once('will-quit', (event) => event.preventDefault());
      app.quit();
      return globalThis.fixtureLog;
    });
    expect(log).toEqual(['before-quit', 'close first', 'will-quit']);
    await Promise.all([one.ended, one.app.evaluate(({ app }) => app.quit())]);
    await one.close();
    expect(await two.window.locator('h1').textContent()).toBe('Hello, first');
  });

  test('has no Electron in a worker', async ({ launchApp }) => {
    const { window } = await launchApp(onFixture());
    expect(await invoke(window, 'inWorker')).toContain('electron');
  });
});
