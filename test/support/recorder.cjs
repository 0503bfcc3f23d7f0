/**
 * Loaded before the app's own code, by real Electron (`-r`) and by the stand-in alike. It notes what the app asks of the
 * desktop, answers dialogs nobody could click, and imitates a missing keychain. Tests read it through test/support/desktop.ts.
 *
 * PARLEY_TEST_KEYCHAIN: `none` (no encryption), `basic_text` (the unsafe one of Linux), anything else: as the system has it.
 */
const { app, dialog, Notification, powerSaveBlocker, safeStorage, shell } = require('electron');

const recorder = {
  notifications: [],
  closed: new Set(),
  badgeCount: 0,
  dialogs: [],
  answers: [],
  opened: [],
  blockers: new Map(),
};
globalThis.parleyRecorder = recorder;

const show = Notification.prototype.show;
Notification.prototype.show = function recordedShow() {
  if (!recorder.notifications.includes(this)) recorder.notifications.push(this);
  return show.call(this);
};

const close = Notification.prototype.close;
Notification.prototype.close = function recordedClose() {
  recorder.closed.add(this);
  return close.call(this);
};

const setBadgeCount = app.setBadgeCount.bind(app);
app.setBadgeCount = (count = 0) => {
  recorder.badgeCount = count;
  return setBadgeCount(count);
};

/** What a dialog answers when no test has said: its cancel button, else its first; no file. */
const usual = {
  showMessageBox: ({ cancelId = 0 }) => ({ response: cancelId, checkboxChecked: false }),
  showOpenDialog: () => ({ canceled: true, filePaths: [] }),
  showSaveDialog: () => ({ canceled: true, filePath: '' }),
  showMessageBoxSync: ({ cancelId = 0 }) => cancelId,
  showOpenDialogSync: () => undefined,
  showSaveDialogSync: () => '',
  showErrorBox: () => undefined,
};
const optionsOf = (method, args) =>
  method === 'showErrorBox'
    ? { title: args[0], content: args[1] }
    : (args.findLast((arg) => arg && !arg.webContents) ?? {});
for (const [method, usualAnswer] of Object.entries(usual)) {
  const answerNow = (...args) => {
    const options = optionsOf(method, args);
    recorder.dialogs.push({ method, options });
    const at = recorder.answers.findIndex((answer) => answer.method === method);
    return at === -1 ? usualAnswer(options) : recorder.answers.splice(at, 1)[0].answer;
  };
  const later = !method.endsWith('Sync') && method !== 'showErrorBox';
  dialog[method] = later ? async (...args) => answerNow(...args) : answerNow;
}

shell.openExternal = async (url) => void recorder.opened.push(url);
shell.openPath = async (path) => {
  recorder.opened.push(path);
  return '';
};
shell.showItemInFolder = (path) => void recorder.opened.push(path);

const { start, stop } = powerSaveBlocker;
powerSaveBlocker.start = (type) => {
  const id = start.call(powerSaveBlocker, type);
  recorder.blockers.set(id, type);
  return id;
};
powerSaveBlocker.stop = (id) => {
  recorder.blockers.delete(id);
  return stop.call(powerSaveBlocker, id);
};

const keychain = process.env.PARLEY_TEST_KEYCHAIN;
if (keychain === 'none') {
  safeStorage.isEncryptionAvailable = () => false;
  safeStorage.isAsyncEncryptionAvailable = async () => false;
}
if (keychain === 'none' || keychain === 'basic_text')
  safeStorage.getSelectedStorageBackend = () => 'basic_text';
