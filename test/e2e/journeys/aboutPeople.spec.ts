import { badgeCount, blurWindows, expect, shownNotifications, test } from '../fixtures.ts';
import { composer, hostAndJoin, message, row, say } from '../people.ts';

test('what people say of themselves, whether they are there, and who no longer reaches one', async ({
  launchApp,
  saveScreenshot,
}) => {
  const { ada, ben } = await hostAndJoin(launchApp);
  const meIn = ben.window.getByRole('button', { name: /^You: / });

  await test.step('a status and a title are seen by others', async () => {
    await meIn.click();
    await ben.window.getByRole('menuitem', { name: 'Set status' }).click();
    await ben.window.getByRole('button', { name: 'At lunch' }).click();
    await ben.window.getByRole('button', { name: 'Save' }).click();
    await meIn.click();
    await ben.window.getByRole('menuitem', { name: 'Edit profile' }).click();
    await ben.window.getByLabel('Title').fill('Head gardener');
    await ben.window.getByRole('button', { name: 'Save' }).click();
    await say(ben.window, 'Back at two');
    await message(ada.window, 'Back at two').locator('.message-author').click();
    const card = ada.window.getByRole('dialog', { name: /^About Ben/ });
    await expect(card).toContainText('Head gardener');
    await expect(card).toContainText('At lunch');
    await saveScreenshot(ada.window, 'journey-people-card');
    await ada.window.keyboard.press('Escape');
  });

  await test.step('busy is seen, and invisible looks like being offline', async () => {
    await ada.window.getByRole('button', { name: 'New message' }).first().click();
    await ada.window.getByRole('option', { name: /Ben/ }).click();
    await ada.window.getByRole('button', { name: 'Write message' }).click();
    await say(ada.window, 'Are you there?');
    await meIn.click();
    await ben.window.getByRole('menuitemradio', { name: 'Busy' }).click();
    await expect(row(ada.window, 'Ben').locator('[data-presence="busy"]')).toBeVisible();
    await meIn.click();
    await ben.window.getByRole('menuitemradio', { name: 'Invisible' }).click();
    await expect(row(ada.window, 'Ben').locator('[data-presence="offline"]')).toBeVisible();
    await meIn.click();
    await ben.window.getByRole('menuitemradio', { name: /Automatic|Online/ }).click();
  });

  await test.step('seen by: who has read the last message stands at it', async () => {
    await row(ben.window, 'Ada').click();
    await expect(message(ben.window, 'Are you there?')).toBeVisible();
    await expect(ada.window.getByRole('button', { name: 'Seen by Ben' })).toBeVisible();
  });

  await test.step('a blocked person’s messages and mentions no longer reach one', async () => {
    await ben.window.locator('.view-head .person-link').click();
    await ben.window.getByRole('button', { name: 'Block' }).click();
    await ben.window.keyboard.press('Escape');
    await expect(row(ben.window, 'Ada')).toHaveCount(0);
    await row(ben.window, 'general').click();
    await blurWindows(ben.app);
    const before = (await shownNotifications(ben.app)).length;
    await say(ada.window, 'Hello? Anyone?');
    await row(ada.window, 'general').click();
    await say(ada.window, '@ben hello');
    await expect(row(ben.window, 'general')).toBeVisible();
    await say(ada.window, 'A last word');
    await expect(
      message(ben.window, 'A last word').or(ben.window.getByText('Blocked message')).first(),
    ).toBeVisible();
    // What was said in the channel for all is unread like anything there; what was written to one alone is not.
    await expect.poll(() => badgeCount(ben.app)).toBe(2);
    expect((await shownNotifications(ben.app)).length).toBe(before);
    await expect(composer(ben.window)).toBeVisible();
  });

  expect([...ada.pageErrors, ...ben.pageErrors]).toEqual([]);
});
