import {
  badgeCount,
  blurWindows,
  clickNotification,
  expect,
  shownNotifications,
  test,
  windowTitles,
} from '../fixtures.ts';
import { host, join, message, row, say } from '../people.ts';

test('a person is told of what concerns them, once, and a click leads there', async ({
  launchApp,
  saveScreenshot,
}, testInfo) => {
  const benData = testInfo.outputPath('ben');
  const ada = await launchApp();
  const invitation = await host(ada.window, 'Garden', 'Ada');
  await ada.window.getByRole('button', { name: 'Open Garden' }).click();
  let ben = await launchApp({ userDataDir: benData });
  await join(ben.window, invitation, 'Garden', 'Ben');
  await row(ada.window, 'general').click();
  await row(ben.window, 'general').click();
  await blurWindows(ben.app);

  await test.step('told of a mention and of a direct message, not of anything else', async () => {
    await say(ada.window, 'Nothing for anyone in particular.');
    await say(ada.window, '@ben have you seen my gloves?');
    await ada.window.getByRole('button', { name: 'New message' }).first().click();
    await ada.window.getByRole('option', { name: /Ben/ }).click();
    await ada.window.getByRole('button', { name: 'Write message' }).click();
    await expect(ada.window.getByRole('textbox', { name: 'Message Ben' })).toBeFocused();
    await say(ada.window, 'Found them.');
    await expect
      .poll(() => shownNotifications(ben.app))
      .toMatchObject([
        { title: 'Ada in #general', body: '@ben have you seen my gloves?' },
        { title: 'Ada', body: 'Found them.' },
      ]);
    await expect.poll(() => badgeCount(ben.app)).toBe(3);
    await expect.poll(async () => (await windowTitles(ben.app))[0]).toContain('(3)');
  });

  await test.step('a click opens the conversation at the message', async () => {
    await clickNotification(ben.app, 1);
    await expect(message(ben.window, 'Found them.')).toBeVisible();
    await expect.poll(() => badgeCount(ben.app)).toBe(2);
    await clickNotification(ben.app, 0);
    await expect(message(ben.window, 'have you seen my gloves?')).toBeVisible();
    await expect.poll(() => badgeCount(ben.app)).toBe(0);
    await saveScreenshot(ben.window, 'journey-notification-opened');
  });

  await test.step('nothing is told twice, not after a restart either; what was missed is told as one', async () => {
    await ben.close();
    for (const text of ['One.', 'Two.', 'Three.']) await say(ada.window, text);
    ben = await launchApp({ userDataDir: benData });
    await blurWindows(ben.app);
    await expect
      .poll(() => shownNotifications(ben.app))
      .toMatchObject([{ title: 'Ada', body: '3 new messages' }]);
    await ben.close();
    ben = await launchApp({ userDataDir: benData });
    await expect(row(ben.window, 'Ada')).toContainText('3');
    expect(await shownNotifications(ben.app)).toEqual([]);
  });
});
