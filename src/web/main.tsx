import '../shared/ipc/withoutEval.ts';
import { mount } from '../renderer/mount.tsx';
import { browserClock } from './clock.ts';
import { createPageNotices, hearClicks } from './notify/page/createPageNotices.ts';
import { createPageApi } from './page/createPageApi.ts';
import { findApp } from './page/findApp.ts';
import { inviteOf } from './page/inviteOf.ts';
import { keepShell } from './page/keepShell.ts';
import { keepStorage } from './page/keepStorage.ts';
import { outside } from './page/outside.ts';
import { showUnread } from './page/showUnread.ts';
import { watchPage } from './page/watchPage.ts';
import { lastingApi } from './tabs/lastingApi.ts';

/**
 * The page's composition root: mounts the window on the app behind all tabs. Nothing waits for that app before it listens:
 * what a service worker has for a page that it opened comes once the document is parsed, and is lost on nobody.
 */
async function start(root: HTMLElement): Promise<void> {
  const clicks = hearClicks();
  const invite = inviteOf(location.pathname);
  // A code is good for others as well: it stays neither in the address bar nor in the history.
  if (location.pathname !== '/') history.replaceState(null, '', '/');
  const report = (what: string, detail: unknown) => console.error(what, detail);
  const app = lastingApi({ find: findApp, clock: browserClock, report });
  const api = createPageApi(app, invite);
  const notices = createPageNotices(app, clicks);
  const failed = (error: unknown) => console.error('a notification failed', error);
  app.onOrder((order) => {
    if (order.type === 'show') notices.show(order).catch(failed);
    else if (order.type === 'withdraw') notices.withdraw(order.id).catch(failed);
    else outside['links:open'](order);
  });
  watchPage(app);
  showUnread(api);
  keepStorage(api);
  mount(root, api);
  if (await keepShell()) api.changed({ opensOffline: true });
}

const root = document.getElementById('root');
if (root !== null) start(root).catch((error: unknown) => console.error('Parley could not start', error));
