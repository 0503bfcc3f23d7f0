import { litIn, noteLit } from '../../support/gallery/lit.ts';
import { expect, test } from '../fixtures.ts';
import { composer, hostAndJoin, joinWith, leaveDialog, message, row, say, timeline } from '../people.ts';

test('three people mark, answer and find what was said, one of them by keyboard alone', async ({
  launchApp,
  saveScreenshot,
}) => {
  const { ada, ben, invitation } = await hostAndJoin(launchApp);
  const cleo = await joinWith(launchApp, invitation, 'Garden', 'Cleo');
  await row(cleo.window, 'general').click();
  const { keyboard } = ben.window;
  /** The last message, from the field. */
  const toLastMessage = async () => {
    await expect(composer(ben.window)).toBeFocused();
    await keyboard.press('Shift+F6');
    await expect(ben.window.getByRole('article').last()).toBeFocused();
  };

  await test.step('a reaction is there for all, with the names of those who put it', async () => {
    await say(ada.window, 'Cake on Sunday?');
    await expect(message(ben.window, 'Cake on Sunday?')).toBeVisible();
    await toLastMessage();
    await keyboard.press('+');
    await expect(ben.window.getByRole('button', { name: 'React with 👍' })).toBeFocused();
    await keyboard.press('Enter');
    const pill = message(ada.window, 'Cake on Sunday?').getByRole('button', { name: '👍: Ben' });
    await expect(pill).toBeVisible();
    await pill.click();
    await expect(
      message(cleo.window, 'Cake on Sunday?').getByRole('button', { name: /^👍: .*Ada/ }),
    ).toContainText('2');
  });

  await test.step('a thread is opened by key, and all see how it grows', async () => {
    await expect(ben.window.getByRole('article').last()).toBeFocused();
    await keyboard.press('t');
    await expect(ben.window.getByRole('textbox', { name: 'Reply in this thread' })).toBeFocused();
    await keyboard.type('With plums.');
    await keyboard.press('Enter');
    const line = message(cleo.window, 'Cake on Sunday?').getByRole('button', { name: /1 reply/ });
    await line.click();
    const thread = cleo.window.getByRole('complementary', { name: 'Thread' });
    await expect(thread.getByRole('article')).toHaveCount(2);
    await thread.getByRole('textbox', { name: 'Reply in this thread' }).fill('And cream.');
    await cleo.window.keyboard.press('Enter');
    await expect(
      ben.window.getByRole('complementary', { name: 'Thread' }).getByRole('article').last(),
    ).toContainText('And cream.');
    await cleo.window.keyboard.press('Escape');
    await keyboard.press('Escape');
    await expect(ben.window.getByRole('complementary', { name: 'Thread' })).toHaveCount(0);
  });

  await test.step('a pin is said, listed, and leads to its message', async () => {
    await message(ada.window, 'Cake on Sunday?').first().click({ button: 'right' });
    await ada.window.getByRole('menuitem', { name: 'Pin' }).click();
    await expect(timeline(cleo.window)).toContainText('Ada pinned a message.');
    await cleo.window.getByRole('button', { name: 'Pinned: 1 message' }).click();
    const pins = cleo.window.getByRole('complementary', { name: 'Pinned' });
    await noteLit(cleo.window);
    await pins.getByRole('listitem').getByRole('button').first().click();
    await expect
      .poll(() => litIn(cleo.window))
      .toMatchObject([{ text: expect.stringContaining('Cake on Sunday?') }]);
    await cleo.window.getByRole('button', { name: 'Close pinned' }).click();
  });

  await test.step('what was edited says so, and keeps what it said before', async () => {
    await composer(ben.window).focus();
    await keyboard.type('I bring the plums');
    await keyboard.press('Enter');
    await expect(message(ben.window, 'I bring the plums')).toBeVisible();
    await keyboard.press('ArrowUp');
    await expect(composer(ben.window)).toHaveValue('I bring the plums');
    await keyboard.type(' and the flour');
    await keyboard.press('Enter');
    const edited = message(ada.window, 'I bring the plums and the flour');
    await edited.getByRole('button', { name: 'edited' }).click();
    await expect(ada.window.getByRole('dialog', { name: 'Earlier versions' })).toContainText(
      'I bring the plums',
    );
    await leaveDialog(ada.window);
  });

  await test.step('what an owner deletes says who did it', async () => {
    await say(cleo.window, 'Plums are awful');
    await message(ada.window, 'Plums are awful').click({ button: 'right' });
    await ada.window.getByRole('menuitem', { name: 'Delete' }).click();
    await ada.window.getByRole('button', { name: 'Delete message' }).click();
    await expect(timeline(ben.window)).toContainText('This message was deleted by Ada.');
    await expect(message(cleo.window, 'Plums are awful')).toHaveCount(0);
  });

  await test.step('a message is found by the beginnings of its words and opened in its place, by keyboard', async () => {
    for (let number = 1; number <= 12; number += 1) await say(ada.window, `Bed ${number} is weeded`);
    await expect(message(ben.window, 'Bed 12 is weeded')).toBeVisible();
    await keyboard.press('Control+f');
    await expect(ben.window.getByRole('textbox', { name: 'Words to look for' })).toBeFocused();
    await keyboard.type('plums flo');
    const hits = ben.window.getByRole('list', { name: 'Messages found' }).getByRole('button');
    await expect(hits).toHaveCount(1);
    await noteLit(ben.window);
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    const text = expect.stringContaining('I bring the plums and the flour');
    await expect.poll(() => litIn(ben.window)).toMatchObject([{ text, marked: ['plums', 'flour'] }]);
    await saveScreenshot(ben.window, 'journey-together-found');
  });

  await test.step('what is written in Markdown and in shortcodes is read by the others as it is meant', async () => {
    await keyboard.press('Escape');
    await expect(ben.window.getByRole('textbox', { name: 'Words to look for' })).toHaveCount(0);
    await composer(ben.window).focus();
    await keyboard.type('Here **we** go :tada:');
    await keyboard.press('Enter');
    const arrived = message(cleo.window, 'Here we go 🎉');
    await expect(arrived.locator('strong', { hasText: /^we$/ })).toBeVisible();
  });

  expect([...ada.pageErrors, ...ben.pageErrors, ...cleo.pageErrors]).toEqual([]);
});
