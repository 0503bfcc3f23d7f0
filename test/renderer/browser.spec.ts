import type { Page } from '@playwright/test';
import { atRest, callCount, composer, expect, open, test } from './fixtures.ts';

const line = (page: Page, words: string) => page.locator('.view .banner').filter({ hasText: words });

const openSettings = async (page: Page) => {
  await page.keyboard.press('Control+,');
  return page.getByRole('region', { name: 'This browser' });
};

test.describe('a second tab, where one writes and the others read', () => {
  test('says so, shows what would write as closed, and goes on when it is made the one', async ({ show }) => {
    const page = await show('browserReading');
    await atRest(page);
    await expect(line(page, 'Parley is open in another tab. Here you can read.')).toBeVisible();
    await expect(composer(page)).toHaveCount(0);
    await expect(page.locator('.preview-words')).toContainText('which is the one to write in');
    await page.getByRole('button', { name: 'Menu of Garden association' }).click();
    await expect(page.getByRole('menuitem', { name: 'Create a channel' })).toBeDisabled();
    await expect(page.getByRole('menuitem', { name: 'Browse channels' })).toBeEnabled();
    await page.keyboard.press('Escape');
    const row = page.locator('.timeline').getByRole('article').last();
    await row.focus();
    await expect(row.getByRole('button', { name: 'Reply', exact: true })).toHaveCount(0);
    await page.keyboard.press('r');
    await page.keyboard.press('Control+n');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByText('in another tab, which is the one to do this in')).toBeVisible();
    await page.getByRole('button', { name: 'Use this tab' }).click();
    await expect(composer(page)).toBeFocused();
    await expect(line(page, 'another tab')).toHaveCount(0);
    await composer(page).fill('Now from here.');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('article').filter({ hasText: 'Now from here.' })).toBeVisible();
  });
});

test('a second tab says nothing of what it has not marked as read', async ({ show }) => {
  const page = await show('browserReading');
  await open(page, 'bees');
  await atRest(page);
  await page.keyboard.press('Escape');
  expect(await callCount(page, 'reads:advance')).toBe(0);
  await expect(page.locator('.toast')).toHaveCount(0);
});

test('a page that is older than what is kept says so, and loads the newer one', async ({ show }) => {
  const page = await show('browserTooOld');
  await expect(page.getByText('written by a newer Parley than this one')).toBeVisible();
  const loaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Load the newer one' }).click();
  await loaded;
});

test('what another tab holds on to is waited for, and opened by itself once it is let go', async ({
  show,
}) => {
  const page = await show('browserHeld');
  await expect(page.getByText('Another tab holds on to what is kept here.')).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Another tab holds on to what is kept here.')).toBeVisible();
  await page.evaluate(() => delete globalThis.fake.options.refusals?.['app:load']);
  await expect(page.getByText('Sign in, or make')).toBeVisible();
});

test('whoever was here before what is kept was damaged is asked to sign in, and told why', async ({
  show,
}) => {
  const page = await show('browserRenewed');
  await expect(page.getByText('had kept was damaged')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'I have an account' })).toBeChecked();
  await expect(page.getByLabel('Username')).toBeFocused();
});

test.describe('notifications of a browser', () => {
  test('are asked for when something was written, and by a person’s choice', async ({ show }) => {
    const page = await show('browser');
    await page.evaluate(() => {
      const { view } = globalThis.fake.space();
      globalThis.fake.push({ type: 'space.changed', space: { ...view, addressed: 0 } });
    });
    await open(page, 'general');
    await expect(line(page, 'Get notified')).toHaveCount(0);
    await composer(page).fill('Good morning.');
    await page.keyboard.press('Enter');
    await expect(line(page, 'Get notified in this browser')).toBeVisible();
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    await expect(line(page, 'Get notified')).toHaveCount(0);
    await expect(composer(page)).toBeFocused();
    await expect.poll(() => callCount(page, 'browser:askNotifications')).toBe(1);
    await expect(await openSettings(page)).toContainText('Allowed.');
  });

  test('are not asked for again by who does not want to be asked now, but stay in the settings', async ({
    show,
  }) => {
    const page = await show('browser');
    await atRest(page);
    await page.getByRole('button', { name: 'Not now' }).click();
    await expect(composer(page)).toBeFocused();
    await page.reload();
    await atRest(page);
    await composer(page).fill('Good morning.');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('article').filter({ hasText: 'Good morning.' })).toBeVisible();
    await expect(line(page, 'Get notified')).toHaveCount(0);
    await (await openSettings(page)).getByRole('button', { name: 'Allow notifications' }).click();
    await expect(page.getByRole('region', { name: 'This browser' })).toContainText('Allowed.');
  });

  test('cannot be had on plain HTTP, or were refused: both are said, with what can be done', async ({
    show,
  }) => {
    const page = await show('browserPlain');
    await atRest(page);
    await expect(await openSettings(page)).toContainText('only for pages that come over HTTPS');
    await expect(page.getByRole('region', { name: 'This browser' })).toContainText('the server is needed');
    await show('browserUntold');
    await atRest(page);
    await expect(await openSettings(page)).toContainText('beside its address');
  });
});

test('a browser that keeps nothing is told of until that is understood', async ({ show }) => {
  const page = await show('browserForgets');
  await atRest(page);
  await expect(line(page, 'This browser keeps nothing of this page.')).toBeVisible();
  await page.getByRole('button', { name: 'Understood' }).click();
  await expect(line(page, 'keeps nothing')).toHaveCount(0);
  await expect(composer(page)).toBeFocused();
  await expect(await openSettings(page)).toContainText('what was not sent is lost');
});

test('what is of one’s own stands beside the space’s name, since a browser has no other space', async ({
  show,
}) => {
  const page = await show('browser');
  await atRest(page);
  await expect(page.getByRole('navigation', { name: 'Spaces' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Add a space' })).toHaveCount(0);
  const list = page.getByRole('navigation', { name: 'Conversations' });
  await list.getByRole('button', { name: /^You: / }).click();
  await page.getByRole('menuitem', { name: 'Devices and password' }).click();
  await expect(page.getByRole('dialog')).toContainText('Where you are signed in');
  await page.keyboard.press('Escape');
  await list.getByRole('button', { name: /^Notifications/ }).click();
  await expect(page.getByRole('complementary', { name: 'Notifications' })).toBeVisible();
});

test('a part of the window that cannot be fetched is said to be missing, and gives back what was typed for it', async ({
  show,
  page,
}) => {
  const { promise: typed, resolve: refuse } = Promise.withResolvers<void>();
  await page.route('**/assets/dialogs-*.js', (route) => typed.then(() => route.fulfill({ status: 404 })));
  await show('browser');
  await atRest(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('beets');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  refuse();
  await expect(page.getByText('This part could not be loaded.')).toBeVisible();
  await expect(page.locator('[data-composer]')).toHaveValue('beet');
  expect(await callCount(page, 'messages:send')).toBe(0);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+,');
  await expect(page.getByText('This part could not be loaded.')).toHaveCount(2);
});
