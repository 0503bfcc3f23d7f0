import type { ElectronApplication } from '@playwright/test';

/** A notification the app has shown, oldest first; `index` is what `clickNotification` takes. `closed` once the app took it back. */
export type ShownNotification = { index: number; title: string; body: string; closed: boolean };
/** A dialog the app has opened, with the options it gave, as far as they are plain data. */
export type ShownDialog = {
  method: string;
  options: { message?: string; title?: string; buttons?: string[] } & Record<string, unknown>;
};
type DialogMethod =
  | 'showMessageBox'
  | 'showOpenDialog'
  | 'showSaveDialog'
  | 'showMessageBoxSync'
  | 'showOpenDialogSync'
  | 'showSaveDialogSync';

type Recorder = {
  notifications: (NodeJS.EventEmitter & { title: string; body: string })[];
  closed: Set<NodeJS.EventEmitter>;
  badgeCount: number;
  dialogs: { method: string; options: object }[];
  answers: { method: string; answer: unknown }[];
  opened: string[];
  blockers: Map<number, string>;
};
declare global {
  /** Put there by test/support/recorder.cjs, in the app's main process only. */
  var parleyRecorder: Recorder;
}

/** Every notification shown since the app's start. */
export function shownNotifications(app: ElectronApplication): Promise<ShownNotification[]> {
  return app.evaluate(() =>
    globalThis.parleyRecorder.notifications.map((one, index) => {
      const closed = globalThis.parleyRecorder.closed.has(one);
      return { index, title: one.title, body: one.body, closed };
    }),
  );
}

/** Clicks a notification, as its `click` event tells the app. */
export function clickNotification(app: ElectronApplication, index: number): Promise<void> {
  return app.evaluate((_electron, at) => {
    const notification = globalThis.parleyRecorder.notifications[at];
    if (notification === undefined) throw new Error(`No notification ${at}`);
    notification.emit('click', {});
  }, index);
}

/** The number last put on the dock or taskbar, 0 before the first. */
export function badgeCount(app: ElectronApplication): Promise<number> {
  return app.evaluate(() => globalThis.parleyRecorder.badgeCount);
}

/** The titles of all windows, oldest first. */
export function windowTitles(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(({ BrowserWindow }) => {
    const windows = BrowserWindow.getAllWindows().sort((a, b) => a.id - b.id);
    return windows.map((window) => window.getTitle());
  });
}

/**
 * Says what the next dialog of a kind answers, e.g. `answerDialog(app, 'showMessageBox', { response: 1 })`. Without
 * that, message boxes answer with their cancel button and file dialogs are cancelled.
 */
export function answerDialog(app: ElectronApplication, method: DialogMethod, answer: unknown): Promise<void> {
  return app.evaluate((_electron, next) => void globalThis.parleyRecorder.answers.push(next), {
    method,
    answer,
  });
}

/** Every dialog opened since the app's start. */
export async function shownDialogs(app: ElectronApplication): Promise<ShownDialog[]> {
  const text = await app.evaluate(() => JSON.stringify(globalThis.parleyRecorder.dialogs));
  return JSON.parse(text);
}

/** Addresses and paths the app gave to other programs. */
export function openedElsewhere(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(() => globalThis.parleyRecorder.opened);
}

/** What keeps the computer awake at this moment: the types of the blockers that were started and not stopped. */
export function powerSaveBlockers(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(() => [...globalThis.parleyRecorder.blockers.values()]);
}

/** Tells the app that the computer sleeps, wakes, locks or unlocks. */
export function emitPower(
  app: ElectronApplication,
  event: 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen',
): Promise<void> {
  return app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event);
}

/**
 * Takes the focus from all windows, as if the person had turned to another program. On real Electron without a window
 * manager `blur()` may have no effect, so the events are emitted where it had none.
 */
export function blurWindows(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ app: application, BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows().filter((one) => one.isFocused())) {
      window.blur();
      if (!window.isFocused()) continue;
      window.isFocused = () => false;
      window.emit('blur');
      application.emit('browser-window-blur', {}, window);
    }
  });
}

/** Gives a window the focus back. */
export function focusWindow(app: ElectronApplication, index = 0): Promise<void> {
  return app.evaluate(({ app: application, BrowserWindow }, at) => {
    const window = BrowserWindow.getAllWindows().sort((a, b) => a.id - b.id)[at];
    if (window === undefined) throw new Error(`No window ${at}`);
    Reflect.deleteProperty(window, 'isFocused');
    window.focus();
    if (window.isFocused()) return;
    window.isFocused = () => true;
    window.emit('focus');
    application.emit('browser-window-focus', {}, window);
  }, index);
}
