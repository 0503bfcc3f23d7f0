import type { BrowserView } from '../../../shared/ipc/views.ts';
import type { PortApi, TabOrder } from '../../tabs/portApi.ts';
import { clickedSchema } from '../clicked.ts';

const ICON = '/icon-192.png';

/** Whether this page may show notifications: on plain HTTP none may. */
export function notificationState(): BrowserView['notifications'] {
  if (!('Notification' in window) || !window.isSecureContext) return 'unavailable';
  const states = { default: 'unasked', granted: 'allowed', denied: 'refused' } as const;
  return states[Notification.permission];
}

/**
 * Shows and takes back notifications as the app says: by the service worker's registration where there is one, since
 * phones have no other way, else as the page's own. Tells the app of clicks.
 */
export function createPageNotices({ tell }: Pick<PortApi, 'tell'>) {
  const own = new Map<string, Notification>();
  const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer };
  const registered = () => serviceWorker?.getRegistration();

  // The service worker has brought this page to the front.
  serviceWorker?.addEventListener('message', ({ data }) => {
    const clicked = clickedSchema.safeParse(data);
    if (clicked.success) tell({ type: 'clicked', data: clicked.data.data });
  });

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

  return { show, withdraw };
}
