import { expect, test } from './fixtures.ts';
import { enterGeneral, leave, message, own, say, signInAs } from './people.ts';

/** A page of the same origin that is no Parley: what else may be done with what the browser keeps. */
const BESIDE = '/manifest.webmanifest';

test('where what the page keeps is damaged a person signs in again, and what was unsent is sent then', async ({
  space,
  browserOf,
}) => {
  const browser = await browserOf();
  const ada = await browser.newPage();
  await ada.goto(space.url);
  await own(ada, 'Garden', 'Ada');
  await space.kill();
  await say(ada, 'written on the way');
  const beside = await leave(ada);
  await space.startAgain();
  await beside.goto(space.url + BESIDE);
  await beside.evaluate(async () => {
    const done = (request: IDBRequest) =>
      new Promise<void>((resolve, reject) => {
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error);
      });
    await done(indexedDB.deleteDatabase('parley'));
    // With nothing in it that was ever put there.
    const opening = indexedDB.open('parley', 1);
    await done(opening);
    opening.result.close();
  });
  await beside.close();

  const again = await browser.newPage();
  await again.goto(space.url);
  await expect(again.getByText('What this browser had kept was damaged')).toBeVisible();
  await signInAs(again, 'Ada');
  await expect(message(again, 'written on the way')).toBeVisible();
  await expect(again.getByText('Sending')).toHaveCount(0);
  await again.reload();
  await enterGeneral(again);
});

test('what another tab holds on to is waited for, with words, and opened once it lets go', async ({
  space,
  browserOf,
}) => {
  const browser = await browserOf();
  const other = await browser.newPage();
  await other.goto(space.url + BESIDE);
  // A database that is being changed is nobody else's; no event says so to who waits for it.
  await other.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('parley', 1);
        opening.onupgradeneeded = () => {
          const kept = opening.result.createObjectStore('kept');
          const busy = () => {
            kept.get('nothing').onsuccess = busy;
          };
          busy();
          resolve();
        };
      }),
  );
  const ada = await browser.newPage();
  await ada.goto(space.url);
  await expect(ada.getByText('Opening what is kept here…')).toBeVisible();
  await expect(ada.getByText('Another tab holds on to what is kept here.')).toBeVisible();
  await other.close();
  await expect(ada.getByRole('heading', { name: 'Start your space' })).toBeVisible();
});

test('what a newer version wrote is left as it is, and the page says so', async ({ space, browserOf }) => {
  const browser = await browserOf();
  const newer = await browser.newPage();
  await newer.goto(space.url + BESIDE);
  const versionKept = () =>
    newer.evaluate(
      () =>
        new Promise<number>((resolve, reject) => {
          const opening = indexedDB.open('parley');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const { version } = opening.result;
            opening.result.close();
            resolve(version);
          };
        }),
    );
  await newer.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('parley', 99);
        opening.onsuccess = () => {
          opening.result.close();
          resolve();
        };
      }),
  );
  const ada = await browser.newPage();
  await ada.goto(space.url);
  await expect(ada.getByText('written by a newer Parley than this one')).toBeVisible();
  await expect(ada.getByRole('button', { name: 'Load the newer one' })).toBeVisible();
  expect(await versionKept()).toBe(99);
});
