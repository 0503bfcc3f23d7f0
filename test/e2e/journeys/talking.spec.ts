import { expect, test } from '../fixtures.ts';
import { composer, host, hostAndJoin, join, message, row, say, timeline } from '../people.ts';

test('two people host, join and talk: replies, edits, deletions, channels, direct messages', async ({
  launchApp,
  saveScreenshot,
}) => {
  const { ada, ben } = await hostAndJoin(launchApp);

  await test.step('they write to each other, and see who is writing', async () => {
    await say(ada.window, 'Good morning. The seedlings are up.');
    await expect(message(ben.window, 'The seedlings are up.')).toBeVisible();
    await composer(ben.window).pressSequentially('Lovely');
    await expect(ada.window.getByText('Ben is typing…')).toBeVisible();
    await composer(ben.window).press('Enter');
    await expect(message(ada.window, 'Lovely')).toBeVisible();
    await expect(ada.window.getByText('Ben is typing…')).toBeHidden();
  });

  await test.step('a reply quotes what it answers', async () => {
    await message(ben.window, 'The seedlings are up.').hover();
    await message(ben.window, 'The seedlings are up.').getByRole('button', { name: 'Reply' }).click();
    await say(ben.window, 'All of them?');
    await expect(message(ada.window, 'All of them?')).toContainText('The seedlings are up.');
  });

  await test.step('an edit reaches everyone; Enter in an empty field after ↑ edits the last own message', async () => {
    await composer(ben.window).press('ArrowUp');
    await expect(composer(ben.window)).toHaveValue('All of them?');
    await composer(ben.window).fill('All of them, even the beans?');
    await composer(ben.window).press('Enter');
    await expect(message(ada.window, 'even the beans?')).toContainText('edited');
  });

  await test.step('an owner deletes what another wrote', async () => {
    await message(ada.window, 'Lovely').hover();
    await message(ada.window, 'Lovely').click({ button: 'right' });
    await ada.window.getByRole('menuitem', { name: 'Delete' }).click();
    await ada.window.getByRole('button', { name: 'Delete message' }).click();
    await expect(message(ben.window, 'Lovely')).toBeHidden();
    await expect(timeline(ben.window)).toContainText('was deleted');
  });

  await test.step('a channel is made, found, joined and left', async () => {
    await ada.window.getByRole('button', { name: 'Add a channel' }).click();
    await ada.window.getByRole('menuitem', { name: 'Create a channel' }).click();
    await ada.window.getByLabel('Name', { exact: true }).fill('watering');
    await ada.window.getByRole('button', { name: 'Create channel' }).click();
    await expect(row(ada.window, 'watering')).toBeVisible();
    await say(ada.window, 'Who waters on Sunday?');

    await ben.window.getByRole('button', { name: 'Add a channel' }).click();
    await ben.window.getByRole('menuitem', { name: 'Browse channels' }).click();
    await ben.window.getByRole('button', { name: 'Join: watering' }).click();
    await ben.window.getByRole('button', { name: 'Open: watering' }).click();
    await expect(message(ben.window, 'Who waters on Sunday?')).toBeVisible();
    await say(ben.window, 'I do.');
    await expect(message(ada.window, 'I do.')).toBeVisible();
  });

  await test.step('a direct message counts as unread until it is read', async () => {
    await ben.window.getByRole('button', { name: 'New message' }).first().click();
    await ben.window.getByRole('option', { name: /Ada/ }).click();
    await ben.window.getByRole('button', { name: 'Write message' }).click();
    await expect(ben.window.getByRole('textbox', { name: 'Message Ada' })).toBeFocused();
    await say(ben.window, 'Between us: the hose leaks.');
    await say(ben.window, 'Only a little.');
    await expect(row(ada.window, 'Ben')).toContainText('2');
    await row(ada.window, 'Ben').click();
    await expect(message(ada.window, 'the hose leaks')).toBeVisible();
    await expect(row(ada.window, 'Ben')).not.toContainText('2');
  });

  await saveScreenshot(ada.window, 'journey-talking-ada');
  await saveScreenshot(ben.window, 'journey-talking-ben');
  expect([...ada.pageErrors, ...ben.pageErrors]).toEqual([]);
});

test('a draft waits in its conversation, over a restart too', async ({ launchApp }, testInfo) => {
  const userDataDir = testInfo.outputPath('ben');
  const ada = await launchApp();
  const invitation = await host(ada.window, 'Garden', 'Ada');
  let ben = await launchApp({ userDataDir });
  await join(ben.window, invitation, 'Garden', 'Ben');
  await row(ben.window, 'general').click();
  await composer(ben.window).fill('Half a thought');
  await ben.window.getByRole('button', { name: 'New message' }).first().click();
  await ben.window.getByRole('option', { name: /Ada/ }).click();
  await ben.window.getByRole('button', { name: 'Write message' }).click();
  await expect(composer(ben.window)).toHaveValue('');
  await row(ben.window, 'general').click();
  await expect(composer(ben.window)).toHaveValue('Half a thought');
  await ben.close();
  ben = await launchApp({ userDataDir });
  await row(ben.window, 'general').click();
  await expect(composer(ben.window)).toHaveValue('Half a thought');
});
