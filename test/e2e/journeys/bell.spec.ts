import type { Page } from '@playwright/test';
import { litIn, noteLit } from '../../support/gallery/lit.ts';
import { expect, test } from '../fixtures.ts';
import { composer, hostAndJoin, leaveDialog, message, row, say, timeline } from '../people.ts';

const bell = (window: Page) => window.getByRole('button', { name: /^Notifications/ });
const told = (window: Page) =>
  window.getByRole('list', { name: 'Notifications, newest first' }).getByRole('listitem');

/** The token of a program, made and copied in the window of who runs the space. */
async function makeToken(window: Page, name: string): Promise<string> {
  await window.getByRole('button', { name: 'Menu of Garden' }).click();
  await window.getByRole('menuitem', { name: 'Manage space' }).click();
  await window.getByRole('tab', { name: 'Programs' }).click();
  await window.getByRole('textbox', { name: 'What the program is called' }).fill(name);
  await window.keyboard.press('Enter');
  const example = await window.getByText(/Bearer parley_/).textContent();
  await leaveDialog(window);
  return /Bearer (parley_[\w-]+)/.exec(example ?? '')?.[1] ?? '';
}

test('a person away for a day returns to the right bell, and reads it once on both devices', async ({
  launchApp,
}, testInfo) => {
  const benData = testInfo.outputPath('ben');
  const { ada, ben, invitation } = await hostAndJoin(launchApp, 'Garden', { userDataDir: benData });
  await say(ben.window, 'Who waters on Sunday?');
  await expect(message(ada.window, 'Who waters on Sunday?')).toBeVisible();
  const token = await makeToken(ada.window, 'Weather station');
  await ben.close();

  await test.step('while he is away, much happens that is meant for him', async () => {
    // Its reply quotes it.
    const asked = message(ada.window, 'Who waters on Sunday?').first();
    await asked.hover();
    await asked.getByRole('button', { name: 'Reply' }).click();
    await say(ada.window, 'I do.');
    await say(ada.window, '@ben and you on Monday?');
    await asked.focus();
    await ada.window.keyboard.press('+');
    await expect(ada.window.getByRole('button', { name: 'React with 👍' })).toBeFocused();
    await ada.window.keyboard.press('Enter');
    await expect(asked.getByRole('button', { name: /^👍/ })).toBeVisible();
    await say(ada.window, '@ben this one is taken back');
    await message(ada.window, 'taken back').click();
    await ada.window.keyboard.press('Delete');
    await ada.window.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(message(ada.window, 'taken back')).toHaveCount(0);
    const notified = await fetch(`http://${invitation.address}/api/announce`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ title: 'Frost tonight', body: 'Cover the beds.' }),
    });
    expect(notified.status).toBe(201);
  });

  const again = await launchApp({ userDataDir: benData });
  await test.step('his bell has what is left of it, and what he reads in place is read there too', async () => {
    await expect(again.window.getByRole('region', { name: 'Announcement' })).toContainText('Frost tonight');
    await expect(row(again.window, 'general')).toBeVisible();
    await row(again.window, 'general').click();
    await expect(timeline(again.window)).toContainText('@ben and you on Monday?');
    // The reply and the mention were read where they stand: the reaction and the announcement are left.
    await expect(bell(again.window)).toHaveAccessibleName('Notifications: 2 new');
    await bell(again.window).click();
    await expect(told(again.window)).toHaveCount(4);
    await expect(told(again.window).filter({ hasText: 'mentioned you' })).toContainText('and you on Monday?');
    await expect(told(again.window).filter({ hasText: 'replied to you' })).toContainText('I do.');
    await expect(told(again.window).filter({ hasText: 'taken back' })).toHaveCount(0);
  });

  await test.step('what he is done with here is done with everywhere, also after a restart', async () => {
    await noteLit(again.window);
    await told(again.window)
      .filter({ hasText: 'reacted with' })
      .getByRole('button', { name: /reacted with/ })
      .click();
    await expect.poll(() => litIn(again.window)).toHaveLength(1);
    await expect(bell(again.window)).toHaveAccessibleName('Notifications: 1 new');
    await again.window.getByRole('button', { name: 'Dismiss announcement' }).click();
    await expect(bell(again.window)).toHaveAccessibleName('Notifications');
    await say(again.window, 'Thank you.');
    await expect(message(ada.window, 'Thank you.')).toBeVisible();
    await again.close();
    const third = await launchApp({ userDataDir: benData });
    await expect(composer(third.window)).toBeVisible();
    await expect(bell(third.window)).toHaveAccessibleName('Notifications');
    await expect(third.window.getByRole('region', { name: 'Announcement' })).toHaveCount(0);
    expect([...ada.pageErrors, ...again.pageErrors, ...third.pageErrors]).toEqual([]);
  });
});
