import { expect, test } from './fixtures.ts';
import { enterGeneral, own, shellIsKept } from './people.ts';

test('a click on a notification with no tab open opens one, which goes where the click leads', async ({
  space,
  browserOf,
}) => {
  const browser = await browserOf();
  const first = await browser.newPage();
  await first.goto(space.url);
  await own(first, 'Garden', 'Ada');
  await shellIsKept(first);
  const { spaceId } = await (await fetch(`${space.url}/health`)).json();
  const [worker] = browser.serviceWorkers();
  if (!worker) throw new Error('There is no service worker.');
  await first.close();

  // As it does with the page that it opens for a click: told as soon as it is there, before any of its scripts ran.
  const told = worker.evaluate(async (spaceId) => {
    type Pages = { matchAll(options: object): Promise<{ postMessage(message: unknown): void }[]> };
    const { clients } = globalThis as unknown as { clients: Pages };
    for (;;) {
      const [page] = await clients.matchAll({ type: 'window', includeUncontrolled: true });
      page?.postMessage({
        type: 'notification.clicked',
        data: { id: 'x', spaceId, leadsTo: { kind: 'bell' } },
      });
      if (page) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }, spaceId);
  const opened = await browser.newPage();
  await opened.goto(space.url);
  await told;
  await enterGeneral(opened);
  await expect(opened.getByRole('heading', { name: 'Notifications' })).toBeVisible();
});
