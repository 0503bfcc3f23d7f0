import { expect, test } from '../fixtures.ts';
import { composer, hostAndJoin, joinWith, message, row, say, timeline } from '../people.ts';

test('a channel through its life: topic, people, roles, archive; and a group beside it', async ({
  launchApp,
  saveScreenshot,
}) => {
  const { ada, ben, invitation } = await hostAndJoin(launchApp);
  const cleo = await joinWith(launchApp, invitation, 'Garden', 'Cleo');

  await test.step('made with a topic, and found by it with how many are in it', async () => {
    await ada.window.getByRole('button', { name: 'Add a channel' }).click();
    await ada.window.getByRole('menuitem', { name: 'Create a channel' }).click();
    await ada.window.getByLabel('Name', { exact: true }).fill('orchard');
    await ada.window.getByRole('button', { name: 'Create channel' }).click();
    await expect(row(ada.window, 'orchard')).toBeVisible();
    await composer(ada.window).press('Control+.');
    const details = ada.window.getByRole('dialog');
    await details.getByLabel('Topic').fill('Apples and pears');
    await details.getByRole('button', { name: 'Save' }).click();
    await expect(ada.window.getByRole('button', { name: 'Topic: Apples and pears' })).toBeVisible();
    await ben.window.getByRole('button', { name: 'Add a channel' }).click();
    await ben.window.getByRole('menuitem', { name: 'Browse channels' }).click();
    await ben.window.getByLabel('Find a channel').fill('pears');
    await expect(ben.window.locator('.browse-row')).toContainText(/orchard.*Apples and pears.*1 person/);
    await ben.window.getByRole('button', { name: 'Join: orchard' }).click();
    await ben.window.getByRole('button', { name: 'Open: orchard' }).click();
    await expect(timeline(ada.window)).toContainText('Ben joined');
  });

  await test.step('someone is added, made a moderator, and may delete what others wrote', async () => {
    await composer(ada.window).press('Control+.');
    const details = ada.window.getByRole('dialog');
    await details.getByRole('button', { name: 'Add people' }).click();
    await ada.window.getByRole('combobox').fill('Cleo');
    await ada.window.keyboard.press('Enter');
    await expect(ada.window.getByRole('dialog').getByRole('status')).toHaveText('Cleo is added.');
    await ada.window.keyboard.press('Escape');
    await expect(row(cleo.window, 'orchard')).toBeVisible();
    await row(cleo.window, 'orchard').click();
    await expect(timeline(cleo.window)).toContainText('Ada added you');
    await ada.window.keyboard.press('Escape');
    await composer(ada.window).press('Control+.');
    await ada.window.getByRole('button', { name: 'What to do about Cleo' }).click();
    await ada.window.getByRole('menuitem', { name: 'Make moderator' }).click();
    await ada.window.keyboard.press('Escape');
    await expect(timeline(cleo.window)).toContainText('made you a moderator');
    await say(ben.window, 'Pears are dull');
    await message(cleo.window, 'Pears are dull').click({ button: 'right' });
    await cleo.window.getByRole('menuitem', { name: 'Delete' }).click();
    await cleo.window.getByRole('button', { name: 'Delete message' }).click();
    await expect(timeline(ben.window)).toContainText('This message was deleted by Cleo.');
  });

  await test.step('archived it can be read and not written in, by anyone', async () => {
    await composer(ada.window).press('Control+.');
    await ada.window.getByRole('dialog').getByRole('button', { name: 'Archive' }).click();
    await expect(ben.window.getByText('This conversation is archived')).toBeVisible();
    await expect(composer(ben.window)).toHaveCount(0);
    await expect(timeline(ben.window)).toContainText('Ada archived this conversation.');
    await saveScreenshot(ben.window, 'journey-conversations-archived');
    await ada.window.keyboard.press('Escape');
    await ada.window.getByRole('button', { name: 'Unarchive' }).first().click();
    await expect(composer(ben.window)).toBeVisible();
  });

  await test.step('a group of three is opened by keyboard, and all of them are in it', async () => {
    await composer(ben.window).focus();
    await ben.window.getByRole('button', { name: 'New message' }).first().press('Enter');
    for (const name of ['Ada', 'Cleo']) {
      await ben.window.keyboard.type(name);
      await ben.window.keyboard.press('Enter');
    }
    await ben.window.keyboard.press('Control+Enter');
    await expect(composer(ben.window)).toBeFocused();
    await say(ben.window, 'Just us three');
    await row(cleo.window, 'Ben').click();
    await expect(message(cleo.window, 'Just us three')).toBeVisible();
    await row(ada.window, 'Ben').click();
    await expect(message(ada.window, 'Just us three')).toBeVisible();
  });

  expect([...ada.pageErrors, ...ben.pageErrors, ...cleo.pageErrors]).toEqual([]);
});
