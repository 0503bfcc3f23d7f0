import type { Page } from '@playwright/test';
import { atRest, callCount, expect, test } from './fixtures.ts';

const panel = (page: Page) => page.getByRole('tabpanel');
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });
const item = (page: Page, list: string, text: string | RegExp) =>
  panel(page).getByRole('list', { name: list }).getByRole('listitem').filter({ hasText: text });
const confirm = (page: Page, title: RegExp, button: string) =>
  page.getByRole('dialog', { name: title }).getByRole('button', { name: button, exact: true }).click();

async function openManage(page: Page, section?: string): Promise<void> {
  await atRest(page);
  await page.getByRole('button', { name: 'Menu of Garden association' }).click();
  await page.getByRole('menuitem', { name: 'Manage space' }).click();
  await tab(page, section ?? 'Overview').click();
}

/** What the server was asked, the last time by this name. */
const asked = (page: Page, name: string) =>
  page.evaluate((wanted) => {
    const inputs = globalThis.fake.calls
      .filter((call) => call.name === 'server:ask')
      .map(({ input }) => input);
    const questions = inputs as { question: { name: string; payload: object } }[];
    return questions.findLast(({ question }) => question.name === wanted)?.question.payload;
  }, name);

test('people are found, given a role, shut out with a reason and let in again', async ({ show }) => {
  const page = await show('managed');
  await openManage(page, 'People');
  await panel(page).getByRole('textbox', { name: 'Find a person' }).fill('jonas');
  await panel(page)
    .getByRole('button', { name: /^Jonas Weber/ })
    .click();
  await expect(panel(page).getByText('An invite of whoever runs the server')).toBeVisible();
  await panel(page).getByRole('radio', { name: 'Admin' }).click();
  await expect(panel(page).getByRole('radio', { name: 'Admin' })).toBeChecked();
  await panel(page).getByRole('button', { name: 'Sign out Firefox on Android' }).click();
  await expect(item(page, 'Where they are signed in', 'Firefox')).toHaveCount(0);
  await panel(page).getByRole('button', { name: 'Ban' }).click();
  await confirm(page, /^Ban Jonas/, 'Ban');
  await expect(page.getByText('Say in a few words why.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Reason' }).fill('Advertising');
  await confirm(page, /^Ban Jonas/, 'Ban');
  await expect(panel(page).getByText('Banned').first()).toBeVisible();
  await expect
    .poll(() => asked(page, 'user:state'))
    .toMatchObject({ state: 'banned', reason: 'Advertising' });
  await panel(page).getByRole('button', { name: 'Reactivate' }).click();
  await confirm(page, /^Let Jonas/, 'Reactivate');
  await expect(panel(page).getByText('Banned')).toHaveCount(0);
  await tab(page, 'Audit log').click();
  const log = panel(page).getByRole('list', { name: 'What was done, newest first' });
  await expect(log.getByRole('listitem').nth(0)).toContainText('ReactivatedMara Lindqvist');
  await expect(log.getByRole('listitem').nth(1)).toContainText('Jonas Weber · Advertising');
});

test('a password is reset and told once, and the space handed over with a name that is typed', async ({
  show,
}) => {
  const page = await show('managed');
  await openManage(page, 'People');
  await panel(page)
    .getByRole('button', { name: /^Tomás Ferreira/ })
    .click();
  await panel(page).getByRole('button', { name: 'Reset password' }).click();
  await confirm(page, /^Give Tomás/, 'Reset password');
  const once = page.getByRole('dialog', { name: /^The new password of Tomás/ });
  await once.getByRole('button', { name: /^Copy: fern-otter/ }).click();
  await expect.poll(() => callCount(page, 'clipboard:write')).toBe(1);
  await once.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('fern-otter')).toHaveCount(0);
  await expect(panel(page).getByText('Nowhere at the moment.')).toBeVisible();
  await panel(page).getByRole('button', { name: 'Make owner' }).click();
  const dialog = page.getByRole('dialog', { name: /^Make Tomás/ });
  await dialog.getByRole('textbox').fill('mara');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('This is not “tomas”.')).toBeVisible();
  await dialog.getByRole('textbox').fill('@Tomas');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  // An admin may not govern the owner: nothing of it is offered any more.
  await expect(panel(page).getByText('Only who ranks above a person')).toBeVisible();
  await expect(panel(page).getByRole('button', { name: 'Ban' })).toHaveCount(0);
});

test('invites are made for guests, copied once and revoked', async ({ show }) => {
  const page = await show('managed');
  await openManage(page, 'Invites');
  await expect(item(page, 'Invites', '97 of 100 left')).toContainText('Came by it: Ulla Holm');
  await panel(page).getByRole('button', { name: 'Make an invite' }).click();
  await panel(page).getByRole('radio', { name: 'Guest' }).click();
  await panel(page).getByRole('radio', { name: '30 days' }).click();
  await panel(page).getByRole('textbox', { name: 'For how many people' }).fill('3');
  await panel(page).getByRole('button', { name: 'Make invite' }).click();
  await expect(panel(page).getByText('Choose at least one')).toBeVisible();
  await panel(page).getByRole('checkbox', { name: '#compost' }).check();
  await panel(page).getByRole('button', { name: 'Make invite' }).click();
  await expect(panel(page).getByText('GROW-1234-BEAN-77', { exact: true })).toBeVisible();
  await panel(page).getByRole('button', { name: 'Copy invite' }).click();
  await expect(panel(page).getByRole('button', { name: 'Copied' })).toBeVisible();
  await panel(page).getByRole('button', { name: 'Done' }).click();
  await expect(panel(page).getByText('GROW-1234-BEAN-77', { exact: true })).toHaveCount(0);
  const made = item(page, 'Invites', '3 of 3 left');
  await expect(made).toContainText('Into #compost');
  await made.getByRole('button', { name: 'Revoke' }).click();
  await confirm(page, /^Revoke this invite/, 'Revoke');
  await expect(made).toContainText('revoked');
  await expect(made.getByRole('button', { name: 'Revoke' })).toHaveCount(0);
});

test('a report is judged where it is read: its message deleted, opened in place, itself closed', async ({
  show,
}) => {
  const page = await show('managed');
  await openManage(page, 'Reports');
  const first = item(page, 'Reports', 'third advertisement');
  await first.getByRole('button', { name: 'Delete message' }).click();
  await confirm(page, /^Delete this message/, 'Delete message');
  await expect(first.getByText('This message was deleted')).toBeVisible();
  await expect(first.getByRole('button', { name: 'Delete message' })).toHaveCount(0);
  await first.getByRole('button', { name: 'Mark as handled' }).click();
  await expect(first).toHaveCount(0);
  await panel(page).getByRole('radio', { name: 'Closed' }).click();
  await expect(item(page, 'Reports', 'third advertisement')).toContainText('Handled by Mara Lindqvist');
  await panel(page).getByRole('radio', { name: 'Open' }).click();
  await item(page, 'Reports', 'gives away the code').getByRole('button', { name: 'Open in place' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('market-saturdays');
});

test('who moderates a conversation is offered reports and nothing else', async ({ show }) => {
  const page = await show('moderating');
  await atRest(page);
  await page.getByRole('button', { name: 'Menu of Garden association' }).click();
  await expect(page.getByRole('menuitem', { name: 'Manage space' })).toHaveCount(0);
  await page.getByRole('menuitem', { name: 'Reports' }).click();
  await expect(page.getByRole('tab')).toHaveCount(1);
  await expect(item(page, 'Reports', 'third advertisement')).toBeVisible();
  await expect(item(page, 'Reports', 'gives away the code')).toHaveCount(0);
});

test('the space is renamed for everyone, which is in the audit log', async ({ show }) => {
  const page = await show('managed');
  await openManage(page);
  const name = panel(page).getByRole('textbox', { name: 'Name of the space' });
  await expect(name).toHaveValue('Garden association');
  await name.fill('');
  await page.keyboard.press('Enter');
  await expect(panel(page).getByText('Please fill this in.')).toBeVisible();
  expect(await asked(page, 'space:rename')).toBeUndefined();
  await name.fill(' Allotment association ');
  await panel(page).getByRole('button', { name: 'Save' }).click();
  await expect(panel(page).getByRole('status').filter({ hasText: 'Saved.' })).toBeAttached();
  await expect(name).toHaveValue('Allotment association');
  await expect(page.getByRole('dialog', { name: 'Manage Allotment association' })).toBeVisible();
  await tab(page, 'Audit log').click();
  const newest = panel(page).getByRole('list', { name: 'What was done, newest first' }).getByRole('listitem');
  await expect(newest.first()).toContainText('Garden association → Allotment association');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Menu of Allotment association' })).toBeVisible();
});

test('the space keeps its name without a connection, or where another is refused, and what was typed stays', async ({
  show,
}) => {
  const page = await show('managedAway');
  await openManage(page);
  const name = panel(page).getByRole('textbox', { name: 'Name of the space' });
  await name.fill('Allotments');
  await page.keyboard.press('Enter');
  await expect(panel(page).getByText('This needs a connection to the space.')).toBeVisible();
  await page.evaluate(() => {
    globalThis.fake.options.refuseQuestions = { code: 'forbidden', message: 'Only owners and admins may.' };
    globalThis.fake.setConnection({ status: 'online' });
  });
  await panel(page).getByRole('button', { name: 'Save' }).click();
  await expect(panel(page).getByText('Only owners and admins may.')).toBeVisible();
  await expect(name).toHaveValue('Allotments');
  await expect(page.getByRole('dialog', { name: 'Manage Garden association' })).toBeVisible();
});

test('a program gets a token once, an announcement reaches everyone', async ({ show }) => {
  const page = await show('managed');
  await openManage(page, 'Programs');
  await panel(page).getByRole('textbox', { name: 'What the program is called' }).fill('Doorbell');
  await page.keyboard.press('Enter');
  await expect(panel(page).getByText(/Bearer pst_/)).toBeVisible();
  await panel(page).getByRole('button', { name: 'Done' }).click();
  await expect(panel(page).getByText(/pst_/)).toHaveCount(0);
  await expect(panel(page).getByText(/Bearer TOKEN/)).toBeVisible();
  await panel(page).getByRole('button', { name: 'Revoke Doorbell' }).click();
  await confirm(page, /^Revoke the token of Doorbell/, 'Revoke');
  await expect(item(page, 'Programs', /^Doorbell/)).toContainText('revoked');
  await tab(page, 'Announce').click();
  await panel(page).getByRole('button', { name: 'Tell everyone' }).click();
  await expect(panel(page).getByText('Please fill this in.')).toBeVisible();
  await panel(page).getByRole('textbox', { name: 'In a few words' }).fill('The gate stays open');
  await panel(page).getByRole('textbox', { name: 'Link' }).fill('javascript:alert(1)');
  await panel(page).getByRole('button', { name: 'Tell everyone' }).click();
  await expect(panel(page).getByText('This is not an address')).toBeVisible();
  await panel(page).getByRole('textbox', { name: 'Link' }).fill('https://example.org/gate');
  await expect(panel(page).getByRole('region', { name: 'How it will look' })).toContainText(
    'The gate stays open',
  );
  await panel(page).getByRole('button', { name: 'Tell everyone' }).click();
  await expect(panel(page).getByText('24 people were told.')).toBeVisible();
  await page.keyboard.press('Escape');
  // To who says it themselves it is no news, but it is among what one is told of.
  await page.getByRole('button', { name: 'Notifications', exact: true }).click();
  await expect(page.getByRole('list', { name: 'Notifications, newest first' })).toContainText(
    'The gate stays open',
  );
  await expect(page.getByRole('region', { name: 'Announcement' })).toHaveCount(0);
});

test('the audit log is filtered, read on in scrolling, and saved whole', async ({ show }) => {
  const page = await show('managed');
  await openManage(page, 'Audit log');
  const lines = panel(page).getByRole('list', { name: 'What was done, newest first' }).getByRole('listitem');
  await expect(lines.first()).toBeVisible();
  await expect(async () => {
    await lines.last().scrollIntoViewIfNeeded();
    expect(await lines.count()).toBe(330);
  }).toPass({ intervals: [50] });
  await panel(page).getByLabel('What was done', { exact: true }).selectOption({ label: 'Banned' });
  await expect(lines).toHaveCount(30);
  await panel(page).getByRole('button', { name: 'Export as CSV' }).click();
  await expect(panel(page).getByText('Saved.')).toBeVisible();
  const saved = await page.evaluate(() =>
    [...globalThis.fake.savedFiles].map(([name, text]) => [name, text.split('\r\n').length]),
  );
  expect(saved).toEqual([[expect.stringMatching(/^Garden association audit [\d-]+\.csv$/), 32]]);
  await panel(page).getByLabel('Done by').selectOption({ label: 'Mara Lindqvist' });
  await expect(panel(page).getByText('Nothing was done that fits.')).toBeVisible();
  await panel(page).getByRole('button', { name: 'Clear' }).click();
  await expect(lines.nth(40)).toBeAttached();
  await panel(page).getByRole('button', { name: 'Export as JSON' }).click();
  await expect(panel(page).getByText('Saved.')).toBeVisible();
  const all = await page.evaluate(() => [...globalThis.fake.savedFiles.values()].at(-1) ?? '');
  expect(JSON.parse(all)).toHaveLength(330);
});

test('figures follow what the server tells, until the connection is lost and when it is back', async ({
  show,
}) => {
  const page = await show('managed');
  await openManage(page);
  const size = panel(page).getByText('Size of the data').locator('xpath=..');
  await expect(size).toContainText('48.5 MB');
  await page.evaluate(() => globalThis.fake.tellFigures(1000));
  await expect(size).toContainText('52.4 MB');
  await page.evaluate(() => globalThis.fake.setConnection({ status: 'offline', retryAt: null }));
  await expect(panel(page).getByText('Not connected: nothing is known')).toBeVisible();
  await tab(page, 'Invites').click();
  await expect(panel(page).getByText('This needs a connection to the space.')).toBeVisible();
  await page.evaluate(() => globalThis.fake.setConnection({ status: 'online' }));
  await expect(panel(page).getByText('97 of 100 left')).toBeVisible();
  await expect(panel(page).getByRole('alert').filter({ hasText: 'connection' })).toHaveCount(0);
});

test('all of it is reached by keys alone', async ({ show }) => {
  const page = await show('managed');
  const { keyboard } = page;
  await atRest(page);
  await page.getByRole('button', { name: 'Menu of Garden association' }).focus();
  await keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Saved for later' }).waitFor();
  for (const key of 'Manage') await keyboard.press(key);
  await expect(page.getByRole('menuitem', { name: 'Manage space' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(panel(page).getByText('Messages a second')).toBeVisible();
  await keyboard.press('Tab');
  await expect(tab(page, 'Overview')).toBeFocused();
  for (const name of ['Backups', 'People']) {
    await keyboard.press('ArrowDown');
    await expect(tab(page, name)).toBeFocused();
  }
  await keyboard.press('Enter');
  await expect(panel(page).getByText('24 people')).toBeVisible();
  await panel(page).getByRole('textbox', { name: 'Find a person' }).focus();
  await keyboard.type('aiko');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(panel(page).getByRole('button', { name: 'Back to people' })).toBeFocused();
  await panel(page).getByRole('button', { name: 'Deactivate' }).focus();
  await keyboard.press('Enter');
  await page.getByRole('dialog', { name: /^Deactivate Aiko/ }).waitFor();
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: /^Deactivate Aiko/ })).toHaveCount(0);
  await expect(panel(page).getByRole('button', { name: 'Deactivate' })).toBeFocused();
  await panel(page).getByRole('button', { name: 'Back to people' }).focus();
  await keyboard.press('Enter');
  await expect(panel(page).getByRole('button', { name: /^Aiko Nakamura/ })).toBeFocused();
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
