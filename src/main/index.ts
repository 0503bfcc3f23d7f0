import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { app, clipboard, nativeTheme, powerMonitor } from 'electron';
import { createHandlers } from '../client/app/createHandlers.ts';
import { watchIdle } from '../client/app/watchIdle.ts';
import checkWorkerPath from '../sqlite/check.worker.ts?modulePath';
import { isInFront, setAttention, showUnreadBadge } from './attention.ts';
import storageWorkerPath from './cache/worker/storage.worker.ts?modulePath';
import { systemClock } from './clock.ts';
import { deviceName } from './deviceName.ts';
import { createBonjour } from './discovery/bonjour.ts';
import { noMulticast } from './discovery/Multicast.ts';
import { besideArchive } from './files/besideArchive.ts';
import { choosePath } from './files/choosePath.ts';
import { saveFile } from './files/saveFile.ts';
import backupsWorkerPath from './host/backups.worker.ts?modulePath';
import hostWorkerPath from './host/host.worker.ts?modulePath';
import { keepAwake } from './host/keepAwake.ts';
import { handleRequests } from './ipc/handle.ts';
import { outsideHandlers } from './ipc/outside.ts';
import { push } from './ipc/push.ts';
import type { OpenedLink } from './links/linkIn.ts';
import { watchOpenedLinks } from './links/openedLinks.ts';
import { stderrLog as log } from './log.ts';
import { openNotifications } from './notifications/openNotifications.ts';
import { prepareToQuit } from './quit.ts';
import { openSettings, type SettingsFile } from './settings/openSettings.ts';
import { openSpaces, type Spaces } from './spaces/openSpaces.ts';
import { watchNetwork } from './spaces/watchNetwork.ts';
import { createTransports } from './trust/createTransports.ts';
import { systemKeychain } from './vault/systemKeychain.ts';
import { guardPages, openLink } from './windows/guards.ts';
import { isWithin } from './windows/links.ts';
import { setMenu } from './windows/menus.ts';
import { openWindows, type Windows } from './windows/openWindows.ts';
import { PAGE_URL, registerScheme, serveRenderer } from './windows/scheme.ts';

/** The app's composition root: everything is made here and given to what needs it. */
const here = import.meta.dirname;
const userData = app.commandLine.getSwitchValue('user-data-dir');
// Chromium takes this switch for itself alone.
if (userData !== '') app.setPath('userData', userData);
// While developing, the window comes from Vite; a packaged app listens to no such thing.
const pageUrl = (!app.isPackaged && process.env['ELECTRON_RENDERER_URL']) || PAGE_URL;

if (app.requestSingleInstanceLock()) {
  registerScheme();
  const links = watchOpenedLinks(process.argv);
  void app
    .whenReady()
    .then(() => start(links))
    .catch(fail);
} else app.quit();

async function start(links: ReturnType<typeof watchOpenedLinks>): Promise<void> {
  const dataFolder = app.getPath('userData');
  // The installed app's, under which Windows shows its notifications.
  app.setAppUserModelId('app.parley.desktop');
  const settings = await openSettings(dataFolder, log);
  const applyTheme = () => {
    nativeTheme.themeSource = settings.get().theme;
  };
  applyTheme();

  const notifications = openNotifications({
    engine: (spaceId) => spaces.engine(spaceId),
    focus: () => windows.focus(),
    ...{ isInFront, openLink, push, platform: process.platform, now: systemClock.now },
    onFailure: (error) => log.error('a click on a notification failed', error),
  });
  const spaces: Spaces = await openSpaces({
    dataFolder,
    storageWorkerPath,
    checkWorkerPath,
    hostWorkerPath,
    backupsWorkerPath,
    webFolder: besideArchive(join(here, '../web')),
    version: app.getVersion(),
    device: deviceName(process.platform, hostname()),
    transports: createTransports(),
    keychain: systemKeychain,
    clock: systemClock,
    random: Math.random,
    networkInterfaces,
    // For networks where nothing may announce itself; tests keep to themselves by it.
    multicast: app.commandLine.hasSwitch('no-nearby')
      ? noMulticast
      : createBonjour({ networkInterfaces, log }),
    choosePath,
    log,
    onDelta(delta) {
      notifications.heard(delta);
      push(delta);
    },
    notifier: notifications.notifier,
    onChange: () => tellSystem(spaces, windows),
  });
  const quitting = prepareToQuit(spaces, log);
  const windows: Windows = await openWindows({
    dataFolder,
    url: pageUrl,
    preload: join(here, '../preload/index.cjs'),
    log,
    onFocus: spaces.reconnect,
    mayClose() {
      // The last window takes the app with it, except on macOS: then it is asked before anything is gone.
      if (process.platform === 'darwin' || quitting.isQuitting()) return true;
      app.quit();
      return false;
    },
  });

  guardPages();
  serveRenderer(join(here, '../renderer'));
  setMenu(process.platform);
  serveRequests(spaces, settings, applyTheme);
  followSystem(spaces, windows, quitting.quitWithoutAsking);
  windows.open();
  links.onLink((link) => void follow(windows, link));
  spaces.open();
}

function serveRequests(spaces: Spaces, settings: SettingsFile, applyTheme: () => void): void {
  const { platform } = process;
  const handlers = createHandlers({
    spaces,
    settings,
    about: () => ({
      platform: platform === 'darwin' || platform === 'win32' ? platform : 'linux',
      version: app.getVersion(),
      canHost: true,
      browser: null,
    }),
    onSettings(saved) {
      applyTheme();
      push({ type: 'settings.changed', settings: saved });
    },
    outside: outsideHandlers({
      openLink,
      saveFile,
      writeClipboard: (text) => clipboard.writeText(text),
      setAttention,
    }),
  });
  handleRequests(handlers, (url) => isWithin(url, pageUrl), log);
}

/** Shows where a link leads in the window, which is brought to the front. */
async function follow(windows: Windows, link: OpenedLink): Promise<void> {
  await windows.focus();
  if (link.kind === 'place') push({ type: 'conversation.opened', ...link.place });
  else push({ type: 'invite.opened', ...link.invite });
}

/** What is shown outside the window: how much is unread, and that others rely on this computer. */
function tellSystem(spaces: Spaces, windows: Windows): void {
  const unread = spaces.unread();
  showUnreadBadge(unread);
  windows.setTitle(unread > 0 ? `(${unread}) Parley` : 'Parley');
  keepAwake(spaces.isHosting());
}

/** What the system and other starts of the app tell. */
function followSystem(spaces: Spaces, windows: Windows, quitWithoutAsking: () => void): void {
  app.on('second-instance', () => void windows.focus());
  app.on('activate', () => void windows.focus());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
    else void spaces.watchNearby({ on: false });
  });
  powerMonitor.on('resume', spaces.reconnect);
  powerMonitor.on('unlock-screen', spaces.reconnect);
  powerMonitor.on('shutdown', quitWithoutAsking);
  watchIdle(powerMonitor, systemClock, spaces.setAway);
  watchNetwork(networkInterfaces, systemClock, () => {
    spaces.networkChanged();
    spaces.reconnect();
  });
}

function fail(error: unknown): void {
  log.error('Parley could not start', error);
  app.exit(1);
}
