import type { Page } from '@playwright/test';
import { composer, PASSWORD, row } from '../people.ts';
import { expect } from './fixtures.ts';

export * from '../people.ts';

/** The first person of a space, in a browser: gives it a name, and owns it from then on. */
export async function own(window: Page, space: string, name: string): Promise<void> {
  await expect(window.getByRole('heading', { name: 'Start your space' })).toBeVisible();
  await window.getByLabel('Name of the space').fill(space);
  await fillAccount(window, name);
  await window.getByRole('button', { name: 'Start this space' }).click();
  await window.getByRole('button', { name: `Open ${space}` }).click();
  await enterGeneral(window);
}

/** Joins by an invite link, at which the page stands. */
export async function joinByLink(window: Page, space: string, name: string): Promise<void> {
  await expect(window.getByRole('heading', { name: `Join ${space}` })).toBeVisible();
  await fillAccount(window, name);
  await window.getByRole('button', { name: 'Join', exact: true }).click();
  await enterGeneral(window);
}

/** Signs in where the page knows of nobody. */
export async function signInAs(window: Page, name: string): Promise<void> {
  await window.getByRole('radio', { name: 'I have an account' }).click();
  await window.getByLabel('Username').fill(name.toLowerCase());
  await window.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await window.getByRole('button', { name: 'Sign in' }).click();
  await enterGeneral(window);
}

export async function fillAccount(window: Page, name: string): Promise<void> {
  await window.getByLabel('Your name').fill(name);
  await window.getByLabel('Username').fill(name.toLowerCase());
  await window.getByLabel('Password', { exact: true }).fill(PASSWORD);
}

/** Until the page is kept for opening without the server: its service worker is active, and answers for it. */
export const shellIsKept = (window: Page) =>
  window.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');

/** Opens #general, where everyone is. */
export async function enterGeneral(window: Page): Promise<void> {
  await row(window, 'general').click();
  await expect(composer(window)).toBeVisible();
}

async function spaceMenu(window: Page, item: string): Promise<void> {
  await window.getByRole('button', { name: /^Menu of / }).click();
  await window.getByRole('menuitem', { name: item }).click();
}

/** Makes an invite and gives its link. */
export async function inviteLink(window: Page): Promise<string> {
  await spaceMenu(window, 'Invite people');
  const dialog = window.getByRole('dialog', { name: /^Invite people/ });
  const label = await dialog
    .getByRole('button', { name: /^Copy: http.*\/join\// })
    .getAttribute('aria-label');
  await window.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  return label?.replace('Copy: ', '') ?? '';
}

export async function signOut(window: Page): Promise<void> {
  await spaceMenu(window, 'Sign out');
  await window.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
}

/** Everything that the databases of the page's origin hold whose name begins so, by their stores. */
const recordsIn = (window: Page, beginning: string): Promise<Record<string, unknown[]>> =>
  window.evaluate(async (beginning) => {
    const resultOf = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const held: Record<string, unknown[]> = {};
    for (const { name } of await indexedDB.databases()) {
      if (!name?.startsWith(beginning)) continue;
      const database = await resultOf(indexedDB.open(name));
      for (const store of database.objectStoreNames)
        held[`${name} ${store}`] = await resultOf(database.transaction(store).objectStore(store).getAll());
      database.close();
    }
    return held;
  }, beginning);

/** Everything that the databases of the page's origin hold, as one text. */
export const storedIn = async (window: Page): Promise<string> => JSON.stringify(await recordsIn(window, ''));

/** The stores of the cache, without the ids before their names, that something is in. */
export async function filledInCache(window: Page): Promise<string[]> {
  const stores = Object.entries(await recordsIn(window, 'parley-cache'));
  return stores.flatMap(([name, { length }]) => (length > 0 ? [name.split(' ')[1] ?? ''] : []));
}

/**
 * Closes a browser's only tab, and waits until the app behind it has ended, which is a moment later: as long as it is there
 * it mends what is done to what it keeps. Gives another page of the browser.
 */
export async function leave(window: Page): Promise<Page> {
  const blank = await window.context().newPage();
  const session = await window.context().newCDPSession(blank);
  const { targetInfo: own } = await session.send('Target.getTargetInfo');
  await window.close();
  await expect
    .poll(async () => {
      const { targetInfos } = await session.send('Target.getTargets');
      return targetInfos.filter(
        ({ type, browserContextId }) => type === 'shared_worker' && browserContextId === own.browserContextId,
      ).length;
    })
    .toBe(0);
  return blank;
}

/** What a browser does that needs room: with no tab open, all that this page kept goes. */
export async function evict(window: Page): Promise<void> {
  const { origin } = new URL(window.url());
  const blank = await leave(window);
  const session = await window.context().newCDPSession(blank);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await blank.close();
}
