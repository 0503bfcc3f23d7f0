import { badgeCount, blurWindows, expect, shownNotifications, test } from '../fixtures.ts';
import { composer, hostAndJoin, message, row, say, timeline } from '../people.ts';

test('what one is told of, keeps apart and passes on, by keyboard', async ({ launchApp }) => {
  const { ada, ben } = await hostAndJoin(launchApp);
  const { keyboard } = ben.window;
  const toLastMessage = async () => {
    await composer(ben.window).focus();
    await keyboard.press('Shift+F6');
    await expect(ben.window.getByRole('article').last()).toBeFocused();
  };

  await test.step('a channel and its topic are made by commands, and said to those in it', async () => {
    await ada.window.getByRole('button', { name: 'Add a channel' }).click();
    await ada.window.getByRole('menuitem', { name: 'Create a channel' }).click();
    await ada.window.getByLabel('Name', { exact: true }).fill('kitchen');
    await ada.window.getByRole('button', { name: 'Create channel' }).click();
    await expect(row(ada.window, 'kitchen')).toBeVisible();
    // The space ends what is offered for the name.
    await composer(ada.window).pressSequentially('/invite @ben ');
    await ada.window.keyboard.press('Enter');
    await expect(row(ben.window, 'kitchen')).toBeVisible();
    await composer(ada.window).pressSequentially('/topic Soup on Friday');
    await ada.window.keyboard.press('Enter');
    await expect(ada.window.getByRole('button', { name: 'Topic: Soup on Friday' })).toBeVisible();
    await row(ben.window, 'kitchen').click();
    await expect(timeline(ben.window)).toContainText('Soup on Friday');
  });

  await test.step('a message is forwarded by key, and leads to where it was written', async () => {
    await say(ada.window, 'Bring bowls, please.');
    await expect(message(ben.window, 'Bring bowls, please.')).toBeVisible();
    await toLastMessage();
    await keyboard.press('f');
    await keyboard.type('general');
    await keyboard.press('Enter');
    await keyboard.type('From the kitchen');
    await keyboard.press('Enter');
    await row(ada.window, 'general').click();
    await expect(message(ada.window, 'Bring bowls, please.')).toContainText(/Written by .*Ada/);
    await expect(message(ada.window, 'From the kitchen')).toBeVisible();
  });

  await test.step('marked unread by key it is unread, also after coming back to it', async () => {
    await toLastMessage();
    await keyboard.press('u');
    await row(ben.window, 'general').click();
    await expect(row(ben.window, 'kitchen')).toContainText('1');
  });

  await test.step('a muted channel is silent, and everyone can be called all the same', async () => {
    await row(ben.window, 'kitchen').click();
    await composer(ben.window).pressSequentially('/mute');
    await keyboard.press('Escape');
    await keyboard.press('Enter');
    await row(ben.window, 'general').click();
    await blurWindows(ben.app);
    await row(ada.window, 'kitchen').click();
    await say(ada.window, 'The soup is on.');
    await say(ada.window, '@everyone The soup is ready.');
    await expect
      .poll(async () => (await shownNotifications(ben.app)).map(({ title, body }) => `${title}: ${body}`))
      .toEqual([expect.stringContaining('added you'), expect.stringContaining('The soup is ready.')]);
    await expect.poll(() => badgeCount(ben.app)).toBeGreaterThan(0);
  });

  expect([...ada.pageErrors, ...ben.pageErrors]).toEqual([]);
});
