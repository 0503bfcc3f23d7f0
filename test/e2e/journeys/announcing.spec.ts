import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { hostAndJoin, leaveDialog } from '../people.ts';

const bell = (window: Page) => window.getByRole('button', { name: /^Notifications/ });
const told = (window: Page, text: string | RegExp) =>
  window
    .getByRole('list', { name: 'Notifications, newest first' })
    .getByRole('listitem')
    .filter({ hasText: text });
const panel = (window: Page) => window.getByRole('tabpanel');

/** Opens a part of running the space. */
async function manage(window: Page, section: string): Promise<void> {
  await window.getByRole('button', { name: 'Menu of Garden' }).click();
  await window.getByRole('menuitem', { name: 'Manage space' }).click();
  await window.getByRole('tab', { name: section }).click();
}

test('an owner tells everyone, and lets a program tell somebody, from the window alone', async ({
  launchApp,
}) => {
  const { ada, ben, invitation } = await hostAndJoin(launchApp);

  await test.step('tells everyone something, once', async () => {
    await manage(ada.window, 'Announce');
    await panel(ada.window).getByRole('textbox', { name: 'In a few words' }).fill('The water is off');
    await panel(ada.window).getByRole('button', { name: 'Tell everyone' }).click();
    await expect(panel(ada.window).getByText(/were told/)).toBeVisible();
    const banner = ben.window.getByRole('region', { name: 'Announcement' });
    await expect(banner).toContainText('The water is off');
    await banner.getByRole('button', { name: 'Dismiss announcement' }).click();
    await expect(banner).toHaveCount(0);
    await expect(bell(ben.window)).toHaveAccessibleName('Notifications');
    await leaveDialog(ada.window);
    // To who says it themselves it is no news.
    await expect(ada.window.getByRole('region', { name: 'Announcement' })).toHaveCount(0);
  });

  await test.step('lets a program in, which notifies somebody', async () => {
    await manage(ada.window, 'Programs');
    await panel(ada.window)
      .getByRole('textbox', { name: 'What the program is called' })
      .fill('Weather station');
    await panel(ada.window).getByRole('button', { name: 'Make token' }).click();
    const label = await panel(ada.window)
      .getByRole('button', { name: /^Copy: / })
      .getAttribute('aria-label');
    const example = await panel(ada.window).locator('pre').innerText();
    const [, adaId] = /notify\/([0-9a-f-]{36})/.exec(example) ?? [];
    const answer = await fetch(`http://${invitation.address}/api/notify/${adaId}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${label?.replace('Copy: ', '')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ title: 'Frost tonight', body: 'Down to −3 °C.' }),
    });
    expect(answer.status).toBeLessThan(300);
    await panel(ada.window).getByRole('button', { name: 'Done' }).click();
    await leaveDialog(ada.window);
    await bell(ada.window).click();
    await expect(told(ada.window, 'Frost tonight')).toContainText(/From .*Weather station/);
  });

  expect([...ada.pageErrors, ...ben.pageErrors]).toEqual([]);
});
