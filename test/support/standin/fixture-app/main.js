import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Notification,
  nativeTheme,
  net,
  powerMonitor,
  protocol,
  safeStorage,
  shell,
} from 'electron';

/** A small app that uses what Parley uses of Electron, to prove the stand-in (and the fixture) without Parley. */
const folder = import.meta.dirname;
const userData = app.commandLine.getSwitchValue('user-data-dir');
if (userData) app.setPath('userData', userData);

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

const log = [];
globalThis.fixtureLog = log;

function openWindow(name) {
  const window = new BrowserWindow({
    width: 640,
    height: 480,
    show: false,
    title: 'opening',
    webPreferences: { preload: join(folder, 'preload.cjs'), additionalArguments: [`--name=${name}`] },
  });
  window.once('ready-to-show', () => window.show());
  window.on('close', () => log.push(`close ${name}`));
  window.webContents.on('will-navigate', (event, url) => {
    log.push(`navigate ${url}`);
    event.preventDefault();
  });
  window.webContents.setWindowOpenHandler(({ url }) => {
    void shell.openExternal(url);
    return { action: 'deny' };
  });
  void window.loadURL(`app://main/index.html?name=${name}`);
  return window;
}

const csp = "default-src 'self'; connect-src 'self' app://other";
async function serve(request) {
  const { host, pathname } = new URL(request.url);
  if (host === 'other')
    return new Response(await request.text(), { headers: { 'access-control-allow-origin': '*' } });
  const file = await net.fetch(pathToFileURL(join(folder, 'page', pathname)).href);
  return new Response(file.body, {
    headers: { 'content-type': file.headers.get('content-type'), 'content-security-policy': csp },
  });
}

ipcMain.handle('echo', (event, value) => ({
  value,
  frameUrl: event.senderFrame.url,
  sameFrame: event.senderFrame === event.sender.mainFrame,
}));
ipcMain.handle('fail', () => {
  throw Object.assign(new RangeError('too far'), { code: 'E_FAR' });
});
ipcMain.handle('push', async (event, count) => {
  for (let index = 0; index < count; index += 1) event.sender.send('tick', { index, at: new Date(index) });
  return count;
});
ipcMain.handle('seal', (_event, text) => safeStorage.encryptString(text));
ipcMain.handle('unseal', (_event, bytes) => safeStorage.decryptString(Buffer.from(bytes)));
ipcMain.handle('ask', async (event) => {
  const window = BrowserWindow.fromWebContents(event.sender);
  return (await dialog.showMessageBox(window, { message: 'Quit?', buttons: ['Stay', 'Quit'], cancelId: 0 }))
    .response;
});
ipcMain.handle('inWorker', () => {
  const worker = new Worker(
    "import('electron').then(() => postMessage('imported'), (error) => require('node:worker_threads').parentPort.postMessage(error.message))",
    { eval: true },
  );
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
});
ipcMain.on('notify', (event, title) => {
  const notification = new Notification({ title, body: 'body of it' });
  notification.on('click', () => event.sender.send('clicked', title));
  notification.show();
  app.setBadgeCount(3);
});

if (!app.requestSingleInstanceLock({ from: 'second' })) app.quit();
app.on('second-instance', (_event, argv, _cwd, data) =>
  log.push({ second: argv.filter((one) => one.startsWith('--word')), data }),
);
app.on('before-quit', () => log.push('before-quit'));
app.on('will-quit', () => log.push('will-quit'));
powerMonitor.on('resume', () => log.push('resume'));
nativeTheme.on('updated', () => log.push(`dark ${nativeTheme.shouldUseDarkColors}`));
app.on('window-all-closed', () => log.push('window-all-closed'));
globalThis.fixtureOpen = openWindow;

void app.whenReady().then(() => {
  protocol.handle('app', serve);
  if (app.hasSingleInstanceLock()) openWindow('first');
});
