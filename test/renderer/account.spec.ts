import type { Page } from '@playwright/test';
import { atRest, expect, test } from './fixtures.ts';

const bell = (page: Page) => page.getByRole('button', { name: /^Notifications/ });
const self = (page: Page) => page.getByRole('button', { name: /^You: / });
const setQuiet = (page: Page) =>
  page.evaluate(() => globalThis.fake.space().entries.find(({ kind }) => kind === 'quiet')?.value ?? null);
const setWords = (page: Page) =>
  page.evaluate(() => globalThis.fake.space().entries.find(({ kind }) => kind === 'keywords')?.value ?? null);

test('one is left alone for an hour from the own picture, and told again when one wants to be', async ({
  show,
}) => {
  const page = await show('full');
  await atRest(page);
  await self(page).click();
  await page.getByRole('menuitem', { name: 'Do not disturb' }).click();
  await page.getByRole('menuitem', { name: 'For 1 hour' }).click();
  await expect(bell(page)).toHaveAccessibleName('Notifications. Do not disturb is on.');
  await expect.poll(() => setQuiet(page)).toMatchObject({ hours: null });
  await self(page).click();
  await expect(page.getByRole('menu').first()).toContainText('Nothing disturbs you until');
  await page.getByRole('menuitem', { name: 'Do not disturb' }).click();
  await page.getByRole('menuitem', { name: 'Resume notifications' }).click();
  await expect(bell(page)).toHaveAccessibleName('Notifications');
  await expect.poll(() => setQuiet(page)).toBeNull();
});

test('quiet hours and keywords are set by keys alone and without a connection', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await page.evaluate(() => globalThis.fake.setConnection({ status: 'offline', retryAt: null }));
  const { keyboard } = page;
  await keyboard.press('Control+,');
  await page.getByRole('button', { name: 'Quiet hours and keywords' }).focus();
  await keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Notifications of Garden association' });
  await dialog.getByRole('checkbox', { name: 'Quiet hours every week' }).focus();
  await keyboard.press('Space');
  await expect(dialog.getByText('They go on into the next day.')).toBeVisible();
  await dialog.getByLabel('From').fill('00:00');
  // From midnight to midnight: whenever this runs.
  await dialog.getByLabel('To').fill('00:00');
  const day = dialog.getByRole('button', { name: 'Sunday' });
  await day.focus();
  await expect(dialog.getByText('Nothing disturbs you now: these are your quiet hours.')).toBeVisible();
  await keyboard.press('Enter');
  await expect(day).toHaveAttribute('aria-pressed', 'false');
  await dialog.getByRole('textbox', { name: 'Keywords' }).focus();
  for (const word of ['greenhouse', 'x', 'bee keeping', 'Greenhouse']) {
    await dialog.getByRole('textbox', { name: 'Keywords' }).fill(word);
    await keyboard.press('Enter');
    if (word === 'x') await expect(dialog.getByText('From 2 to 64 characters.')).toBeVisible();
  }
  await dialog.getByRole('button', { name: 'Remove greenhouse' }).focus();
  await keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: /^Remove / })).toHaveCount(1);
  await keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  expect(await setQuiet(page)).toBeNull();
  await page.evaluate(() => globalThis.fake.setConnection({ status: 'online' }));
  await expect
    .poll(() => setQuiet(page))
    .toMatchObject({ hours: { from: 0, to: 0, days: [1, 2, 3, 4, 5, 6] } });
  await expect.poll(() => setWords(page)).toEqual(['bee keeping']);
});

test('devices are signed out one by one and all at once, and the password is changed', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await self(page).click();
  await page.getByRole('menuitem', { name: 'Devices and password' }).click();
  const dialog = page.getByRole('dialog', { name: /^Where you are signed in/ });
  const devices = dialog.getByRole('listitem');
  await expect(devices).toHaveCount(3);
  await expect(devices.filter({ hasText: 'This device' }).getByRole('button')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Sign out Firefox on Android' }).click();
  await expect(devices).toHaveCount(2);
  await dialog.getByRole('button', { name: 'Sign out all others' }).click();
  await expect(devices).toHaveCount(1);
  await expect(dialog.getByRole('button', { name: 'Sign out all others' })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Change password' }).click();
  await dialog.getByLabel('Password until now').fill('wrong');
  await dialog.getByLabel('New password', { exact: true }).fill('battery staple');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('This is not the password of your account there.')).toBeVisible();
  await expect(dialog.getByLabel('Password until now')).toBeFocused();
  await dialog.getByLabel('Password until now').fill('correct horse');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Your password is changed.')).toBeVisible();
});
