import type { Page } from '@playwright/test';
import { composer, expect, test, timeline } from './fixtures.ts';

const fillAccount = async (page: Page, username = 'ann') => {
  await page.getByLabel('Your name').fill('Ann');
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill('long enough');
};

test.describe('the way into a space in a browser', () => {
  test('leads by a link to an account and into the space, without an address or a code to type', async ({
    show,
  }) => {
    const page = await show('browserInvited');
    await expect(page.getByRole('heading', { name: 'Join River neighbours' })).toBeVisible();
    await expect(page.getByLabel('Your name')).toBeFocused();
    await expect(page.getByLabel('Address of the space')).toHaveCount(0);
    await expect(page.getByLabel('Invite code')).toHaveCount(0);
    await fillAccount(page);
    await page.keyboard.press('Enter');
    await expect(timeline(page)).toContainText('This is the beginning of #general.');
    await expect(composer(page)).toBeFocused();
    await expect(page.getByRole('navigation', { name: 'Spaces' })).toHaveCount(0);
  });

  test('says when an invite is used up, and takes another one, or its link', async ({ show }) => {
    const page = await show('browserUsedUp');
    await fillAccount(page);
    await page.keyboard.press('Enter');
    await expect(page.getByText('This invite code is not valid, or has run out.')).toBeVisible();
    const code = page.getByLabel('Invite code');
    await expect(code).toBeFocused();
    await code.fill('http://192.168.1.20:4100/join/GROW-1234');
    await page.keyboard.press('Enter');
    await expect(timeline(page)).toContainText('This is the beginning of #general.');
  });

  test('lets people sign in who have an account', async ({ show }) => {
    const page = await show('browserJoin');
    await expect(page.getByRole('radio', { name: 'I have an account' })).toBeChecked();
    await page.getByLabel('Username').fill('ann');
    await page.getByLabel('Password', { exact: true }).fill('correct horse');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Menu of River neighbours' })).toBeVisible();
  });

  test('asks for no code where everyone may come in', async ({ show }) => {
    const page = await show('browserOpen');
    await expect(page.getByLabel('Invite code')).toHaveCount(0);
    await fillAccount(page);
    await page.keyboard.press('Enter');
    await expect(timeline(page)).toContainText('This is the beginning of #general.');
  });

  test('makes the first person of a new space its owner, and tells how others get in', async ({ show }) => {
    const page = await show('browserNew');
    await expect(page.getByRole('heading', { name: 'Start your space' })).toBeVisible();
    await fillAccount(page);
    await page.keyboard.press('Enter');
    await expect(page.getByText('https://192.168.1.20:4100/join/GROW-1234-BEAN-77')).toBeVisible();
    await page.getByRole('button', { name: 'Open River neighbours' }).click();
    await expect(composer(page)).toBeFocused();
    // It has the name that it had.
    expect(await page.evaluate(() => JSON.stringify(globalThis.fake.calls))).not.toContain('space:rename');
  });

  test('has the first person of a new space name it, by typing over what it is called so far', async ({
    show,
  }) => {
    const page = await show('browserNew');
    const name = page.getByLabel('Name of the space');
    await expect(name).toBeFocused();
    await expect(name).toHaveValue('River neighbours');
    await page.keyboard.type(' ');
    await fillAccount(page);
    await page.keyboard.press('Enter');
    await expect(page.getByText('Please fill this in.')).toBeVisible();
    await expect(name).toBeFocused();
    await page.keyboard.type('Allotments');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Allotments is running' })).toBeVisible();
    await page.getByRole('button', { name: 'Open Allotments' }).click();
    await expect(page.getByRole('button', { name: 'Menu of Allotments' })).toBeVisible();
  });

  test('lets the first person in whose name for the space is refused, and says so', async ({ show }) => {
    const page = await show('browserNew');
    await page.evaluate(() => {
      globalThis.fake.options.refuseQuestions = { code: 'rate_limited', message: 'Too often.' };
    });
    await page.getByLabel('Name of the space').fill('Allotments');
    await fillAccount(page);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Open River neighbours' }).click();
    await expect(page.getByText('The space could not be given its name.')).toBeVisible();
    await expect(composer(page)).toBeFocused();
  });

  test('asks for the setup code of a server that others can reach', async ({ show }) => {
    const page = await show('browserSetup');
    await fillAccount(page);
    await expect(page.getByLabel('Setup code')).toHaveCount(0);
    await page.keyboard.press('Enter');
    const code = page.getByLabel('Setup code');
    await expect(code).toBeFocused();
    await code.fill('WRONG');
    await page.keyboard.press('Enter');
    await expect(page.getByText('This is not the setup code.')).toBeVisible();
    await code.fill('GROW-1234');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'River neighbours is running' })).toBeVisible();
  });

  test('says that nobody answers, and goes on by a button or by itself', async ({ show }) => {
    const page = await show('browserAway');
    await expect(page.getByRole('heading', { name: 'This space cannot be reached' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Try again' })).toBeFocused();
    await page.evaluate(() => {
      delete globalThis.fake.options.refusals;
    });
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect(page.getByRole('heading', { name: 'Join River neighbours' })).toBeVisible();
  });

  test('asks for the password after signing out, or begins with another account', async ({ show }) => {
    const page = await show('browser');
    await page.getByRole('button', { name: 'Menu of Garden association' }).click();
    await expect(page.getByRole('menuitem', { name: 'Remove from this computer' })).toHaveCount(0);
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page.getByText('What this browser has kept of its messages is removed.')).toBeVisible();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    const password = page.getByLabel('Password', { exact: true });
    await expect(password).toBeFocused();
    await page.getByRole('button', { name: 'Use another account' }).click();
    await page.getByRole('button', { name: 'Remove and go on' }).click();
    await expect(page.getByRole('heading', { name: 'Join River neighbours' })).toBeVisible();
  });
});

test('in the app, an invite link is as good as an address with a code', async ({ show }) => {
  const page = await show('first');
  await page.getByRole('button', { name: 'Join a space' }).click();
  await page.getByLabel('Address of the space').fill('https://chat.river.example/join/GROW-1234');
  await page.keyboard.press('Enter');
  await expect(page.getByText('River neighbours')).toBeVisible();
  await expect(page.getByLabel('Invite code')).toHaveCount(0);
  await fillAccount(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Menu of River neighbours' })).toBeVisible();
});
