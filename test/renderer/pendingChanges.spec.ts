import type { Page } from '@playwright/test';
import { composer, expect, open, test, timeline } from './fixtures.ts';

const list = (page: Page) => page.getByRole('navigation', { name: 'Conversations' });
const title = (page: Page) => page.getByRole('heading', { level: 1 });
const dialog = (page: Page) => page.getByRole('dialog');
const waits = (page: Page) => page.locator('.view-head').getByLabel('Waits until you are back online');
const goOffline = (page: Page) =>
  page.evaluate(() => globalThis.fake.setConnection({ status: 'offline', retryAt: null }));
const goOnline = (page: Page) => page.evaluate(() => globalThis.fake.setConnection({ status: 'online' }));

test('a name, a topic and new people show at once without a connection, as waiting', async ({ show }) => {
  const page = await show('full');
  await open(page, 'bees');
  await page.evaluate(() => {
    const space = globalThis.fake.space();
    const { id } = globalThis.fake.conversation('bees');
    const members = [...space.users.keys()].slice(0, 3);
    space.members.set(id, members);
  });
  await page.getByRole('button', { name: 'Show people' }).click();
  await goOffline(page);
  await page.getByRole('button', { name: 'More about this conversation' }).click();
  await page.getByRole('menuitem', { name: 'Details…' }).click();
  await dialog(page).getByLabel('Name').fill('wasps');
  await dialog(page).getByLabel('Topic').fill('Smoke on Friday');
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await expect(title(page)).toHaveText('wasps');
  await expect(list(page).getByRole('button', { name: 'wasps' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Topic: Smoke on Friday' })).toBeVisible();
  await expect(waits(page)).toBeVisible();
  await goOnline(page);
  await expect(waits(page)).toHaveCount(0);
  await expect(title(page)).toHaveText('wasps');
  await expect(timeline(page)).toContainText('You renamed this to wasps.');
});

test('people who are added and removed offline, by key alone', async ({ show }) => {
  const page = await show('full');
  await open(page, 'bees');
  await goOffline(page);
  await composer(page).press('ControlOrMeta+.');
  const menu = dialog(page).getByRole('button', { name: 'What to do about Noor' });
  await menu.press('Enter');
  await page.getByRole('menuitem', { name: 'Remove from this conversation' }).press('Enter');
  await expect(menu).toHaveCount(0);
  await dialog(page).getByRole('button', { name: 'Add people' }).press('Enter');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('noor');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(composer(page)).toBeFocused();
  await page.keyboard.press('ControlOrMeta+.');
  const noor = dialog(page).getByRole('listitem').filter({ hasText: 'Noor' });
  await expect(noor.getByLabel('Waits until you are back online')).toBeVisible();
  await goOnline(page);
  await expect(noor).toBeVisible();
  await expect(noor.getByLabel('Waits until you are back online')).toHaveCount(0);
});

test('archiving offline shuts the field, and is undone with a word when it is refused', async ({ show }) => {
  const page = await show('full');
  await open(page, 'bees');
  await goOffline(page);
  await composer(page).press('ControlOrMeta+.');
  await dialog(page).getByRole('button', { name: 'Archive' }).press('Enter');
  await expect(page.getByText('This conversation is archived: it can only be read.')).toBeVisible();
  await expect(composer(page)).toHaveCount(0);
  await expect(waits(page)).toBeVisible();
  await page.evaluate(() => {
    globalThis.fake.options.refuseRequests = { code: 'forbidden', message: 'You may not.' };
  });
  await goOnline(page);
  await expect(page.getByText('The space did not allow that, so it was undone.')).toBeVisible();
  await expect(composer(page)).toBeVisible();
  await expect(waits(page)).toHaveCount(0);
});

test('a name that is taken by then goes back to what it was, and it is said why', async ({ show }) => {
  const page = await show('full');
  await open(page, 'bees');
  await page.evaluate(() => {
    globalThis.fake.options.refuseRequests = { code: 'conflict', message: 'There is a channel.' };
  });
  await composer(page).press('ControlOrMeta+.');
  await dialog(page).getByLabel('Name').fill('wasps');
  await page.keyboard.press('Enter');
  await expect(page.getByText('That does not fit what is there now, so it was undone.')).toBeVisible();
  await expect(title(page)).toHaveText('bees');
});
