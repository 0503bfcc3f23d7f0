import type { Page } from '@playwright/test';
import { atRest, callCount, composer, expect, test } from './fixtures.ts';

const PIN = '3fa94c0e17d2b8855e6a90c34d7f1b26a8e03c9d5174f2eb6098ca4d31b75fe2';
const field = (page: Page) => page.getByLabel('Address of the space');
const waiting = (page: Page) => page.getByRole('dialog', { name: 'An invite is waiting' });

/** A link is clicked outside of the app. */
const open = (page: Page, invite = 'GROW-1234') =>
  page.evaluate(
    ([code, pin]) => globalThis.fake.openInvite({ address: 'https://192.168.1.30:4100', invite: code, pin }),
    [invite, PIN] as const,
  );

test('an invite that is opened outside fills in the form, and asks nobody until one goes on', async ({
  show,
}) => {
  const page = await show('full');
  await atRest(page);
  await composer(page).fill('Back in a minute');
  await open(page);
  await expect(field(page)).toHaveValue(`https://192.168.1.30:4100/join/GROW-1234#pin=${PIN}`);
  await expect(page.getByText('Nothing has been sent there yet.')).toBeVisible();
  expect(await callCount(page, 'space:probe')).toBe(0);
  await expect(page.getByRole('button', { name: 'Continue' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('with the key of your invite link')).toBeVisible();
  await expect(page.getByLabel('Invite code')).toHaveCount(0);
  // What was being written is where it was.
  await page.getByRole('button', { name: /^Garden association/ }).click();
  await expect(composer(page)).toHaveValue('Back in a minute');
});

test('a first start by a link leads to the form at once', async ({ show }) => {
  const page = await show('first');
  await page.getByRole('button', { name: 'Join a space' }).waitFor();
  await open(page);
  await expect(field(page)).toHaveValue(/join\/GROW-1234/);
});

test('that nothing was sent is said only for as long as it is so', async ({ show }) => {
  const page = await show('first');
  await page.getByRole('button', { name: 'Join a space' }).waitFor();
  await open(page);
  await expect(page.getByText('Nothing has been sent there yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText('Nothing has been sent there yet.')).toHaveCount(0);
  await expect(page.getByText('From the link that you opened.')).toBeVisible();
});

test('a second link takes the place of the first, and the same one fills the form in again', async ({
  show,
}) => {
  const page = await show('first');
  await page.getByRole('button', { name: 'Join a space' }).waitFor();
  await open(page);
  await expect(field(page)).toHaveValue(/join\/GROW-1234/);
  await open(page, 'BEAN-5678');
  await expect(field(page)).toHaveValue(/join\/BEAN-5678/);
  await field(page).fill('desk.local');
  await open(page, 'BEAN-5678');
  await expect(field(page)).toHaveValue(/join\/BEAN-5678/);
});

test('a form that is half filled in is left only when its person says so', async ({ show }) => {
  const page = await show('first');
  await page.getByRole('button', { name: 'Host a space' }).click();
  const name = page.getByLabel('Name of the space');
  await name.fill('Allotments');
  await open(page);
  await expect(waiting(page)).toContainText('192.168.1.30:4100');
  await page.keyboard.press('Escape');
  await expect(waiting(page)).toHaveCount(0);
  await expect(name).toHaveValue('Allotments');
  await expect(name).toBeFocused();
  await open(page);
  await waiting(page).getByRole('button', { name: 'Open the invite' }).click();
  await expect(field(page)).toHaveValue(/join\/GROW-1234/);
});

test('what is typed as an invite comes stays where it is typed', async ({ page, show }) => {
  const { promise: typed, resolve: fetch } = Promise.withResolvers<void>();
  await page.route('**/assets/dialogs-*.js', (route) => typed.then(() => route.continue()));
  await show('first');
  await page.getByRole('button', { name: 'Host a space' }).click();
  const name = page.getByLabel('Name of the space');
  await name.fill('Allot');
  await open(page);
  await page.keyboard.type('ments');
  await expect(name).toHaveValue('Allotments');
  fetch();
  await expect(waiting(page)).toBeVisible();
});

test('an account that is half filled in for one space is not lost to another', async ({ show }) => {
  const page = await show('first');
  await page.getByRole('button', { name: 'Join a space' }).click();
  await field(page).fill('chat.river.example');
  await page.keyboard.press('Enter');
  await page.getByLabel('Your name').fill('Ann');
  await open(page);
  await waiting(page).getByRole('button', { name: 'Stay here' }).click();
  await expect(page.getByLabel('Your name')).toHaveValue('Ann');
});

test('nor is a code that is being typed', async ({ show }) => {
  const page = await show('nearbyNone');
  await page.getByRole('button', { name: 'Join a space' }).click();
  await field(page).fill('192.168.1.30:4100');
  await page.keyboard.press('Enter');
  await page.getByLabel('Code that was read to you').fill('K7Q2');
  await open(page);
  await expect(waiting(page)).toContainText('would be lost');
  await waiting(page).getByRole('button', { name: 'Stay here' }).click();
  await expect(page.getByLabel('Code that was read to you')).toHaveValue('K7Q2');
});

test('nor is what a dialog holds', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await page.keyboard.press('Control+n');
  const dialog = page.getByRole('dialog', { name: 'New message' });
  await dialog.getByRole('combobox').or(dialog.getByRole('textbox')).first().fill('Tom');
  await open(page);
  await expect(waiting(page)).toContainText('closes what is open here');
  await waiting(page).getByRole('button', { name: 'Stay here' }).click();
  await expect(dialog).toBeVisible();
  await open(page);
  await waiting(page).getByRole('button', { name: 'Open the invite' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(field(page)).toHaveValue(/join\/GROW-1234/);
});
