import type { Clicked } from './clicked.ts';

/** What it needs of a service worker's `clients`. */
type Pages = {
  matchAll(options: { type: 'window' }): Promise<readonly Page[]>;
  openWindow(url: string): Promise<Page | null>;
};
type Page = { focused: boolean; focus(): Promise<unknown>; postMessage(message: unknown): void };

/**
 * Where a click on a notification leads: an address outside is opened, for anything else a tab of Parley is brought to the
 * front, the one that was there last if there are several, and told of it; without one a new one is opened. `data` is
 * what the notification carries, `ShownData` unless it is of another build.
 */
export async function openFromNotification(pages: Pages, data: unknown): Promise<void> {
  const url = addressIn(data);
  if (url !== undefined) {
    await pages.openWindow(url);
    return;
  }
  // The browser lists them with the one that had the focus last before the others.
  const open = await pages.matchAll({ type: 'window' });
  const page = open.find(({ focused }) => focused) ?? open[0];
  const shown = page ?? (await pages.openWindow('/'));
  // A browser may refuse to bring it to the front; it is to be told all the same.
  if (page !== undefined) await page.focus().catch(() => undefined);
  shown?.postMessage({ type: 'notification.clicked', data } satisfies {
    type: Clicked['type'];
    data: unknown;
  });
}

function addressIn(data: unknown): string | undefined {
  const leadsTo = typeof data === 'object' && data !== null && 'leadsTo' in data ? data.leadsTo : undefined;
  if (typeof leadsTo !== 'object' || leadsTo === null || !('url' in leadsTo)) return undefined;
  const { url } = leadsTo;
  return typeof url === 'string' && /^https?:\/\//i.test(url) ? url : undefined;
}
