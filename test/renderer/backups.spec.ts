import type { Page } from '@playwright/test';
import { atRest, callCount, expect, test } from './fixtures.ts';

const panel = (page: Page) => page.getByRole('tabpanel');
const list = (page: Page) => panel(page).getByRole('list', { name: 'Backups, newest first' });
const lastInput = (page: Page, name: string) =>
  page.evaluate((wanted) => globalThis.fake.calls.findLast((call) => call.name === wanted)?.input, name);

async function openBackups(page: Page): Promise<void> {
  await atRest(page);
  await page.getByRole('button', { name: 'Menu of Garden association' }).click();
  await page.getByRole('menuitem', { name: 'Manage space' }).click();
  await page.getByRole('tab', { name: 'Backups' }).click();
}

test('the host sees the last backup, where it is and how large, and makes another', async ({ show }) => {
  const page = await show('managed');
  await openBackups(page);
  const last = panel(page).getByRole('region', { name: 'Last backup' });
  await expect(last).toContainText('41.4 MB');
  await expect(panel(page).getByText('/home/mara/.config/Parley/backups/')).toBeVisible();
  await expect(list(page).getByRole('listitem')).toHaveCount(7);
  await last.getByRole('button', { name: 'Back up now' }).click();
  await expect(last).toContainText('42 MB');
  await expect(list(page).getByRole('listitem').first()).toContainText('42 MB');
  await expect(list(page).getByRole('listitem')).toHaveCount(7);
});

test('another folder is chosen, and the way back to the own one is there as long as it is', async ({
  show,
}) => {
  const page = await show('managed');
  await openBackups(page);
  const own = panel(page).getByRole('button', { name: 'Use Parley’s own folder' });
  await expect(list(page)).toBeVisible();
  await expect(own).toHaveCount(0);
  await panel(page).getByRole('button', { name: 'Choose folder…' }).click();
  await expect(panel(page).getByText('/media/mara/Archive/Parley backups')).toBeVisible();
  await expect(panel(page).getByText('None yet')).toBeVisible();
  await own.click();
  await expect(panel(page).getByText('/home/mara/.config/Parley/backups/')).toBeVisible();
  await expect(own).toHaveCount(0);
});

for (const scenario of ['managed', 'damaged'] as const)
  test(`a chosen folder that cannot be read is named, and the way back is there (${scenario})`, async ({
    show,
  }) => {
    const page = await show(scenario);
    await page.evaluate(() => {
      globalThis.fake.backups.moveTo(false);
      globalThis.fake.backups.unreadable = true;
    });
    if (scenario === 'damaged') await page.getByRole('button', { name: 'Restore from a backup' }).click();
    else await openBackups(page);
    await expect(panel(page).getByText('The folder could not be read.')).toBeVisible();
    const own = panel(page).getByRole('button', { name: 'Use Parley’s own folder' });
    await own.click();
    await expect(panel(page).getByText('/home/mara/.config/Parley/backups/')).toBeVisible();
    await expect(panel(page).getByText('The folder could not be read.')).toHaveCount(0);
    await expect(own).toHaveCount(0);
  });

test('by keys alone the space goes back to a backup, once it was said what is lost', async ({ show }) => {
  const page = await show('managed');
  await openBackups(page);
  const third = list(page)
    .getByRole('button', { name: /^Restore the backup of/ })
    .nth(2);
  await third.focus();
  await page.keyboard.press('Enter');
  const confirm = page.getByRole('dialog', { name: 'Put Garden association back to this backup?' });
  await expect(confirm).toContainText('Everything written since then is lost, for everyone.');
  await page.keyboard.press('Escape');
  await expect(confirm).toHaveCount(0);
  await expect(third).toBeFocused();
  expect(await callCount(page, 'hosting:restore')).toBe(0);
  await page.keyboard.press('Enter');
  await expect(confirm.and(page.locator(':focus-within'))).toBeVisible();
  const restore = confirm.getByRole('button', { name: 'Restore', exact: true });
  for (let presses = 0; presses < 4; presses += 1) {
    if (await restore.evaluate((button) => button === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(restore).toBeFocused();
  await page.keyboard.press('Enter');
  const done = page.getByRole('dialog', { name: 'Garden association is back' });
  await expect(done).toContainText('space.sqlite.before-');
  await expect.poll(() => lastInput(page, 'hosting:restore')).toMatchObject({ name: 'parley-2.sqlite' });
  await page.keyboard.press('Escape');
  await expect(done).toHaveCount(0);
});

test('what is under way is not left, and what fails is said in words', async ({ show }) => {
  const page = await show('managed');
  await openBackups(page);
  await panel(page).getByRole('button', { name: 'Another file…' }).click();
  const confirm = page.getByRole('dialog', { name: /^Put Garden association back/ });
  await page.evaluate(() => {
    globalThis.fake.hold('hosting:restore');
    globalThis.fake.options.refusals = { 'hosting:restore': 'not_a_backup' };
  });
  await confirm.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(confirm.getByRole('button', { name: 'Restoring…' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(confirm).toBeVisible();
  await page.evaluate(() => globalThis.fake.letGo('hosting:restore'));
  await expect(confirm.getByText('This file is not a backup of a space, or it is damaged.')).toBeVisible();
  await expect.poll(() => lastInput(page, 'hosting:restore')).toMatchObject({ name: null });
});

test('a port that another program took is not blamed on the disk, and a full disk is named', async ({
  show,
}) => {
  const page = await show('managed');
  await openBackups(page);
  await panel(page).getByRole('button', { name: 'Another file…' }).click();
  const confirm = page.getByRole('dialog', { name: /^Put Garden association back/ });
  const restore = confirm.getByRole('button', { name: 'Restore', exact: true });
  const reasons = {
    port_taken: 'Another program uses the port of this space. Nothing was changed.',
    folder_locked: 'Another Parley on this computer runs this space already. Nothing was changed.',
    full: 'There is no room on this computer’s disk',
    internal: 'It could not be restored. Restart Parley',
  } as const;
  for (const [code, words] of Object.entries(reasons) as [keyof typeof reasons, string][]) {
    await page.evaluate((refusal) => {
      globalThis.fake.options.refusals = { 'hosting:restore': refusal };
    }, code);
    await restore.click();
    await expect(confirm.getByText(words)).toBeVisible();
    if (code !== 'full') await expect(confirm).not.toContainText('disk');
  }
});

test('a file that is of another space is refused where it was chosen', async ({ show }) => {
  const page = await show('managed');
  await openBackups(page);
  await page.evaluate(() => {
    globalThis.fake.options.refusals = { 'hosting:chooseBackup': 'different_space' };
  });
  await panel(page).getByRole('button', { name: 'Another file…' }).click();
  await expect(panel(page).getByText('This is a backup of another space.')).toBeVisible();
});

test('a failure says why and what can be done, beside the backup that there is', async ({ show }) => {
  const page = await show('backupsFailing', { width: 360, height: 640 });
  await page.getByRole('button', { name: 'Menu of Garden association' }).click();
  await page.getByRole('menuitem', { name: 'Manage space' }).click();
  await page.getByRole('tab', { name: 'Backups' }).click();
  const said = panel(page).getByText(
    'There is no room left in the folder. Make some, or choose another one.',
  );
  await expect(said).toBeVisible();
  await expect(list(page).getByRole('listitem')).toHaveCount(3);
  const wide = await panel(page).evaluate((shown) => shown.scrollWidth > shown.clientWidth);
  expect(wide).toBe(false);
});

test('a damaged space leads to its backups, and is back once one is restored', async ({ show }) => {
  const page = await show('damaged');
  await page.getByRole('button', { name: 'Restore from a backup' }).click();
  await expect(panel(page).getByText('Nothing was written over.')).toBeVisible();
  await expect(panel(page).getByRole('button', { name: 'Back up now' })).toHaveCount(0);
  await list(page)
    .getByRole('button', { name: /^Restore the backup of/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await page
    .getByRole('dialog', { name: 'Garden association is back' })
    .getByRole('button', { name: 'Done' })
    .click();
  await expect(panel(page).getByRole('button', { name: 'Back up now' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('is damaged')).toHaveCount(0);
});

test('only whoever hosts a space on this computer has its backups', async ({ show }) => {
  const page = await show('managedAway');
  await atRest(page);
  await page.getByRole('button', { name: 'Menu of Garden association' }).click();
  await page.getByRole('menuitem', { name: 'Manage space' }).click();
  await expect(page.getByRole('tab', { name: 'Overview' })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Backups' })).toHaveCount(0);
});
