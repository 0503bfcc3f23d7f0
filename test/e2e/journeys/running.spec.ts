import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { find, hostAndJoin, leaveDialog, message, PASSWORD, row, say, timeline } from '../people.ts';

const panel = (window: Page) => window.getByRole('tabpanel');

async function manage(window: Page, section: string): Promise<void> {
  if ((await window.getByRole('dialog').count()) === 0) {
    await window.getByRole('button', { name: 'Menu of Garden' }).click();
    await window.getByRole('menuitem', { name: 'Manage space' }).click();
  }
  await window.getByRole('tab', { name: section, exact: true }).click();
}
const confirm = (window: Page, title: RegExp, button: string) =>
  window.getByRole('dialog', { name: title }).getByRole('button', { name: button, exact: true }).click();

test('an owner runs a space from the window alone', async ({ launchApp }) => {
  const { ada, ben, invitation } = await hostAndJoin(launchApp);
  const cleo = await launchApp();

  await test.step('the figures are live', async () => {
    await manage(ada.window, 'Overview');
    await expect(panel(ada.window).getByText('Connections')).toBeVisible();
    await expect(panel(ada.window)).toContainText('MB');
    await leaveDialog(ada.window);
  });

  await test.step('a guest comes by an invite of their own, and sees one channel', async () => {
    await ada.window.getByRole('button', { name: 'Add a channel' }).click();
    await ada.window.getByRole('menuitem', { name: 'Create a channel' }).click();
    await ada.window.getByLabel('Name', { exact: true }).fill('kitchen');
    await ada.window.getByRole('button', { name: 'Create channel' }).click();
    await expect(row(ada.window, 'kitchen')).toBeVisible();
    await say(ada.window, 'Welcome to the kitchen.');
    await manage(ada.window, 'Invites');
    await panel(ada.window).getByRole('button', { name: 'Make an invite' }).click();
    await panel(ada.window).getByRole('radio', { name: 'Guest' }).click();
    await panel(ada.window).getByRole('checkbox', { name: '#kitchen' }).check();
    await panel(ada.window).getByRole('button', { name: 'Make invite' }).click();
    const copy = panel(ada.window).getByRole('button', { name: /^Copy: (?!http)/ });
    const code = (await copy.first().getAttribute('aria-label'))?.replace('Copy: ', '') ?? '';
    await leaveDialog(ada.window);

    await find(cleo.window, invitation.address);
    await cleo.window.getByLabel('Invite code').fill(code);
    await cleo.window.getByLabel('Your name').fill('Cleo');
    await cleo.window.getByLabel('Username').fill('cleo');
    await cleo.window.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await cleo.window.getByRole('button', { name: 'Join', exact: true }).click();
    await row(cleo.window, 'kitchen').click();
    await expect(message(cleo.window, 'Welcome to the kitchen.')).toContainText('Ada');
    await expect(row(cleo.window, 'general')).toHaveCount(0);
    await cleo.window.getByRole('button', { name: 'Add a channel' }).click();
    await expect(cleo.window.getByRole('menuitem')).toHaveText(['New section…']);
    await cleo.window.keyboard.press('Escape');
  });

  await test.step('what the guest writes is reported, and judged from the bell', async () => {
    await ben.window.getByRole('button', { name: 'Add a channel' }).click();
    await ben.window.getByRole('menuitem', { name: 'Browse channels' }).click();
    await ben.window.getByRole('dialog').getByRole('button', { name: /^Join/ }).click();
    await leaveDialog(ben.window);
    await row(ben.window, 'kitchen').click();
    await say(cleo.window, 'Buy my knives!');
    await expect(message(ben.window, 'Buy my knives!')).toBeVisible();
    await message(ben.window, 'Buy my knives!').click({ button: 'right' });
    await ben.window.getByRole('menuitem', { name: /^Report/ }).click();
    await ben.window.getByRole('dialog').getByRole('textbox').fill('Advertising');
    await ben.window
      .getByRole('dialog')
      .getByRole('button', { name: /^Report/ })
      .click();
    await ada.window.getByRole('button', { name: 'Notifications: 1 new' }).click();
    await ada.window.getByRole('button', { name: /reported a message/ }).click();
    const report = panel(ada.window).getByRole('listitem').filter({ hasText: 'Advertising' });
    await expect(report).toContainText('Buy my knives!');
    await report.getByRole('button', { name: 'Delete message' }).click();
    await confirm(ada.window, /^Delete this message/, 'Delete message');
    await report.getByRole('button', { name: 'Mark as handled' }).click();
    await expect(report).toHaveCount(0);
    await expect(timeline(ben.window)).toContainText('This message was deleted by Ada.');
  });

  await test.step('a banned guest is cut off', async () => {
    await manage(ada.window, 'People');
    await panel(ada.window).getByRole('button', { name: /^Cleo/ }).click();
    await panel(ada.window).getByRole('button', { name: 'Ban' }).click();
    await ada.window.getByRole('textbox', { name: 'Reason' }).fill('Advertising');
    await confirm(ada.window, /^Ban Cleo/, 'Ban');
    await expect(panel(ada.window).getByText('Banned').first()).toBeVisible();
    await expect(cleo.window.getByText('You can no longer come into Garden.')).toBeVisible();
  });

  await test.step('a member becomes an admin, who may then manage the space', async () => {
    await panel(ada.window).getByRole('button', { name: 'Back to people' }).click();
    await panel(ada.window).getByRole('button', { name: /^Ben/ }).click();
    await panel(ada.window).getByRole('radio', { name: 'Admin' }).click();
    await expect(panel(ada.window).getByRole('radio', { name: 'Admin' })).toBeChecked();
    await manage(ben.window, 'Audit log');
    const log = panel(ben.window).getByRole('list', { name: 'What was done, newest first' });
    for (const act of [
      'Role changed',
      'Banned',
      'Report closed',
      'Message of another deleted',
      'Message reported',
      'Invite made',
    ])
      await expect(log.getByRole('listitem').filter({ hasText: act }).first()).toBeVisible();
    await leaveDialog(ben.window);
  });

  await test.step('a new password ends the sessions there were, and is the one that lets in', async () => {
    await panel(ada.window).getByRole('button', { name: 'Reset password' }).click();
    await confirm(ada.window, /^Give Ben/, 'Reset password');
    const once = ada.window.getByRole('dialog', { name: /^The new password of Ben/ });
    const copied = await once.getByRole('button', { name: /^Copy: / }).getAttribute('aria-label');
    await expect(ben.window.getByRole('button', { name: 'Sign in' }).first()).toBeVisible();
    await ben.window.getByRole('button', { name: 'Sign in' }).first().click();
    await ben.window.getByLabel('Password', { exact: true }).fill(copied?.replace('Copy: ', '') ?? '');
    await ben.window.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
    await expect(row(ben.window, 'kitchen')).toBeVisible();
    await row(ben.window, 'general').click();
    await say(ben.window, 'I am back.');
  });

  expect([...ada.pageErrors, ...ben.pageErrors, ...cleo.pageErrors]).toEqual([]);
});
