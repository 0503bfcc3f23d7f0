import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from '../fixtures.ts';
import { composer, find, hostAndJoin, join, PASSWORD, row, say } from '../people.ts';

test('what goes wrong in joining is said beside what caused it, and nothing typed is lost', async ({
  launchApp,
  saveScreenshot,
}) => {
  const { ben, invitation } = await hostAndJoin(launchApp);
  const cleo = await launchApp();
  const { window } = cleo;

  await test.step('nobody there', async () => {
    await find(window, '127.0.0.1:9');
    await expect(window.getByRole('alert').filter({ hasText: 'Nothing answers there' })).toBeVisible();
    await saveScreenshot(window, 'journey-join-unreachable');
  });

  await test.step('something else there', async () => {
    const other = createServer((_request, response) => response.end('hello')).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    await window.getByLabel('Address of the space').fill(`127.0.0.1:${port}`);
    await window.getByRole('button', { name: 'Continue' }).click();
    await expect(window.getByRole('alert').filter({ hasText: 'it is not Parley' })).toBeVisible();
    other.close();
  });

  await test.step('a wrong invite, a taken name, a short password', async () => {
    await window.getByLabel('Address of the space').fill(invitation.address);
    await window.getByRole('button', { name: 'Continue' }).click();
    await window.getByLabel('Invite code').fill('no-such-invite');
    await window.getByLabel('Your name').fill('Cleo');
    await window.getByLabel('Username').fill('ben');
    await window.getByLabel('Password', { exact: true }).fill('short');
    await window.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(window.getByRole('alert').filter({ hasText: 'At least 8 characters' })).toBeVisible();
    await window.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await window.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(window.getByRole('alert').filter({ hasText: 'invite code is not valid' })).toBeVisible();
    await window.getByLabel('Invite code').fill(invitation.code);
    await window.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(window.getByRole('alert').filter({ hasText: 'username is taken' })).toBeVisible();
    await expect(window.getByLabel('Your name')).toHaveValue('Cleo');
    await saveScreenshot(window, 'journey-join-name-taken');
  });

  await test.step('a wrong password, then the right one', async () => {
    await window.getByRole('radio', { name: 'I have an account' }).click();
    await window.getByLabel('Username').fill('ben');
    await window.getByLabel('Password', { exact: true }).fill('not my password');
    await window.getByRole('button', { name: 'Sign in' }).click();
    await expect(window.getByRole('alert').filter({ hasText: 'do not belong together' })).toBeVisible();
    await window.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await window.getByRole('button', { name: 'Sign in' }).click();
    await expect(row(window, 'general')).toBeVisible();
  });

  await test.step('a person on two devices reads the same on both', async () => {
    await row(window, 'general').click();
    await say(window, 'From the other computer.');
    await expect(ben.window.getByText('From the other computer.')).toBeVisible();
  });
});

test('a session outlives a restart, and ends with signing out', async ({
  launchApp,
  saveScreenshot,
}, testInfo) => {
  const benData = testInfo.outputPath('ben');
  const { ada, ben: first, invitation } = await hostAndJoin(launchApp);
  await first.close();
  let ben = await launchApp({ userDataDir: benData });
  await join(ben.window, invitation, 'Garden', 'Bea');
  await ben.close();

  ben = await launchApp({ userDataDir: benData });
  await row(ben.window, 'general').click();
  await say(ben.window, 'Here again.');
  await expect(ada.window.getByText('Here again.')).toBeVisible();

  await ben.window.getByRole('button', { name: 'Menu of Garden' }).click();
  await ben.window.getByRole('menuitem', { name: 'Sign out' }).click();
  await ben.window.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
  await expect(
    ben.window.getByText('Your sign-in to Garden has ended').filter({ visible: true }),
  ).toBeVisible();
  await expect(ben.window.getByText('Here again.')).toHaveCount(0);
  await saveScreenshot(ben.window, 'journey-signed-out');
  await ben.window.getByRole('button', { name: 'Sign in' }).filter({ visible: true }).first().click();
  await ben.window.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await ben.window.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
  await row(ben.window, 'general').click();
  await expect(ben.window.getByText('Here again.')).toBeVisible();
  await expect(composer(ben.window)).toBeVisible();
});
