import type { BrowserView } from '../../../shared/ipc/views.ts';
import { parseUntrusted } from '../../../shared/model/parseUntrusted.ts';
import type { PortApi, TabOrder } from '../../tabs/portApi.ts';
import { clickedSchema, type ShownData } from '../clicked.ts';

const ICON = '/icon-192.png';

/** Whether this page may show notifications: on plain HTTP none may. */
export function notificationState(): BrowserView['notifications'] {
  if (!('Notification' in window) || !window.isSecureContext) return 'unavailable';
  const states = { default: 'unasked', granted: 'allowed', denied: 'refused' } as const;
  return states[Notification.permission];
}

/** What is heard of clicks before the app is there. */
export type Clicks = { tell: (data: ShownData) => void };

/**
 * Hears of clicks that the service worker tells. It opens the page for one where none is open, and tells it before the app
 * is found: a browser keeps that for the page only until its scripts have begun.
 */
export function hearClicks({
  serviceWorker,
}: {
  serviceWorker?: ServiceWorkerContainer;
} = navigator): Clicks {
  const early: ShownData[] = [];
  let tell = (data: ShownData): void => void early.push(data);
  serviceWorker?.addEventListener('message', ({ data }) => {
    const clicked = parseUntrusted(clickedSchema, data);
    if (clicked.success) tell(clicked.data.data);
  });
  return {
    get tell() {
      return tell;
    },
    set tell(next) {
      tell = next;
      for (const data of early.splice(0)) next(data);
    },
  };
}

/**
 * Shows and takes back notifications as the app says: by the service worker's registration where there is one, since
 * phones have no other way, else as the page's own. Tells the app of clicks.
 */
export function createPageNotices({ tell }: Pick<PortApi, 'tell'>, clicks: Clicks) {
  const own = new Map<string, Notification>();
  const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer };
  const registered = () => serviceWorker?.getRegistration();

  // The service worker has brought this page to the front.
  clicks.tell = (data) => tell({ type: 'clicked', data });

  async function show({ title, body, data }: Extract<TabOrder, { type: 'show' }>): Promise<void> {
    if (notificationState() !== 'allowed') return tell({ type: 'gone', id: data.id });
    const options = { body, data, tag: data.id, icon: ICON };
    const registration = await registered();
    if (registration?.active) return registration.showNotification(title, options);
    const notification = new Notification(title, options);
    own.set(data.id, notification);
    notification.onclick = () => {
      window.focus();
      notification.close();
      tell({ type: 'clicked', data });
    };
    notification.onclose = () => own.delete(data.id);
  }

  async function withdraw(id: string): Promise<void> {
    own.get(id)?.close();
    own.delete(id);
    const registration = await registered();
    for (const notification of (await registration?.getNotifications({ tag: id })) ?? [])
      notification.close();
  }

  let changing: Promise<void> = Promise.resolve();
  /** One after the other: what is taken back at once must not be shown after that. */
  function inTurn<A>(change: (what: A) => Promise<void>): (what: A) => Promise<void> {
    return (what) => {
      const changed = changing.then(() => change(what));
      changing = changed.catch(() => undefined);
      return changed;
    };
  }

  return { show: inTurn(show), withdraw: inTurn(withdraw) };
}
