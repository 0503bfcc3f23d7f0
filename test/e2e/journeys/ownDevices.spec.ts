import type { Page } from '@playwright/test';
import type { AppApi } from '../../../src/shared/ipc/contract.ts';
import type { SpaceId } from '../../../src/shared/model/ids.ts';
import { expect, shownNotifications, test } from '../fixtures.ts';
import { composer, host, join, message, row, say, signIn } from '../people.ts';

/** What the app knows of the first space, past the window. */
async function entriesOf(
  page: Page,
  wanted: string,
): Promise<{ spaceId: SpaceId; key: string; value: unknown }[]> {
  return page.evaluate(async (kind) => {
    const { parley } = window as unknown as { parley: AppApi };
    const app = await parley.call('app:load', {});
    const spaceId = app.ok ? app.data.spaces[0]?.spaceId : undefined;
    if (spaceId === undefined) throw new Error('there is no space');
    const content = await parley.call('space:load', { spaceId });
    if (!content.ok) throw new Error(content.error.message);
    return content.data.entries
      .filter((entry) => entry.kind === kind)
      .map(({ key, value }) => ({ spaceId, key, value }));
  }, wanted);
}

/** Asks to be reminded of what is saved in a moment: the menu offers nothing under twenty minutes. */
async function remindSoon(page: Page): Promise<void> {
  const [saved] = await entriesOf(page, 'saved');
  if (saved === undefined) throw new Error('nothing is saved');
  const { conversationId } = saved.value as { conversationId: string };
  const input = { spaceId: saved.spaceId, conversationId, messageId: saved.key };
  await page.evaluate(async ({ messageId, ...where }) => {
    const { parley } = window as unknown as { parley: AppApi };
    const payload = { messageId, remindAt: Date.now() + 2_000 };
    const added = await parley.call('outbox:add', { ...where, request: { name: 'reminder:set', payload } });
    if (!added.ok) throw new Error(added.error.message);
  }, input);
}

test('one person on two devices: drafts, marks and what is put off are the same on both', async ({
  launchApp,
  saveScreenshot,
}, testInfo) => {
  const laptopData = testInfo.outputPath('laptop');
  const ada = await launchApp();
  const invitation = await host(ada.window, 'Garden', 'Ada');
  await ada.window.getByRole('button', { name: 'Open Garden' }).click();
  await row(ada.window, 'general').click();
  let laptop = await launchApp({ userDataDir: laptopData });
  await join(laptop.window, invitation, 'Garden', 'Ben');
  const desk = await launchApp();
  await signIn(desk.window, invitation, 'Ben');
  for (const { window } of [laptop, desk]) {
    await row(window, 'general').click();
    await expect(composer(window)).toBeVisible();
  }

  await test.step('a draft follows, and is gone from both when it is sent', async () => {
    await composer(laptop.window).pressSequentially('The pump needs');
    await expect(composer(desk.window)).toHaveValue('The pump needs');
    await composer(desk.window).press('End');
    await composer(desk.window).pressSequentially(' oil');
    await expect(composer(laptop.window)).toHaveValue('The pump needs oil');
    await composer(desk.window).press('Enter');
    await expect(message(ada.window, 'The pump needs oil')).toBeVisible();
    await expect(composer(laptop.window)).toHaveValue('');
  });

  await test.step('what is saved on one is in the list of the other', async () => {
    await say(ada.window, 'The oil is in the shed.');
    await message(laptop.window, 'in the shed').click({ button: 'right' });
    await laptop.window.getByRole('menuitem', { name: 'Save for later' }).click();
    await desk.window.getByRole('button', { name: /^Menu of/ }).click();
    await desk.window.getByRole('menuitem', { name: 'Saved for later' }).click();
    await expect(desk.window.getByRole('complementary', { name: 'Saved for later' })).toContainText(
      'The oil is in the shed.',
    );
  });

  await test.step('what is scheduled on one is sent from the other', async () => {
    await composer(laptop.window).fill('Good morning, all');
    await composer(laptop.window).press('Control+Shift+Enter');
    await laptop.window.getByRole('menuitem', { name: /Tomorrow morning/ }).press('Enter');
    const scheduled = desk.window.getByRole('button', { name: '1 message is scheduled' });
    await scheduled.click();
    await saveScreenshot(desk.window, 'journey-devices-scheduled');
    await desk.window.getByRole('button', { name: 'Send now' }).click();
    await expect(message(ada.window, 'Good morning, all')).toBeVisible();
    await desk.window.keyboard.press('Escape');
    await expect(laptop.window.getByRole('button', { name: '1 message is scheduled' })).toHaveCount(0);
  });

  await test.step('a reminder fires with the app closed, and is told of at the next start, once', async () => {
    await laptop.close();
    await remindSoon(desk.window);
    await expect
      .poll(async () => (await shownNotifications(desk.app)).map(({ body }) => body))
      .toContainEqual(expect.stringContaining('The oil is in the shed.'));
    laptop = await launchApp({ userDataDir: laptopData });
    const told = async () =>
      (await shownNotifications(laptop.app)).filter(({ body }) => body.includes('in the shed'));
    await expect.poll(told).toHaveLength(1);
    await laptop.close();
    laptop = await launchApp({ userDataDir: laptopData });
    await row(laptop.window, 'general').click();
    await expect(message(laptop.window, 'Good morning, all')).toBeVisible();
    expect(await told()).toEqual([]);
  });

  expect([...ada.pageErrors, ...laptop.pageErrors, ...desk.pageErrors]).toEqual([]);
});
