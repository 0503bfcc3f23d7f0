import { expect, test } from '../web/fixtures.ts';
import { composer, host, joinByLink, message, row, say } from '../web/people.ts';

test('a browser and a desktop app are in one space, and each sees what the other does', async ({
  browse,
  launchApp,
}) => {
  const ada = await launchApp();
  const { address, code } = await host(ada.window, 'Garden', 'Ada');
  await ada.window.getByRole('button', { name: 'Open Garden' }).click();
  await row(ada.window, 'general').click();

  const ben = await browse(`http://${address}/join/${code}`);
  await joinByLink(ben, 'Garden', 'Ben');
  await say(ben, 'Hello from a browser');
  await expect(message(ada.window, 'Hello from a browser')).toBeVisible();
  await say(ada.window, 'Hello from the app');
  await expect(message(ben, 'Hello from the app')).toBeVisible();

  await test.step('typing, reactions, edits and presence go both ways', async () => {
    await composer(ben).pressSequentially('Wait');
    await expect(ada.window.getByText(/Ben is typing/)).toBeVisible();
    await composer(ben).fill('');
    await composer(ben).press('ArrowUp');
    await composer(ben).fill('Hello from my browser');
    await composer(ben).press('Enter');
    await expect(message(ada.window, 'Hello from my browser')).toBeVisible();
  });

  await test.step('the app that hosts is closed, and the browser reads on', async () => {
    await ada.kill();
    await expect(ben.getByText(/cannot be reached/)).toBeVisible();
    await expect(message(ben, 'Hello from the app')).toBeVisible();
  });
});
