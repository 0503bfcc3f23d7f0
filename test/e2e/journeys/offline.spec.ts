import type { Page } from '@playwright/test';
import { atRest } from '../../support/gallery/atRest.ts';
import { answerDialog, emitPower, expect, test } from '../fixtures.ts';
import { composer, host, join, message, row, say, timeline } from '../people.ts';

/** The banner that is shown; on narrow windows it stands over the list. */
const bannerOf = (window: Page) =>
  window.getByText(/cannot be reached|You are offline/).filter({ visible: true });

test('the host goes and comes back: reading, writing and restarting offline, then everything in step', async ({
  launchApp,
  saveScreenshot,
}, testInfo) => {
  const adaData = testInfo.outputPath('ada');
  const benData = testInfo.outputPath('ben');
  let ada = await launchApp({ userDataDir: adaData });
  const invitation = await host(ada.window, 'Garden', 'Ada');
  await ada.window.getByRole('button', { name: 'Open Garden' }).click();
  let ben = await launchApp({ userDataDir: benData });
  await join(ben.window, invitation, 'Garden', 'Ben');
  for (const { window } of [ada, ben]) await row(window, 'general').click();
  for (let number = 1; number <= 40; number++) await say(ada.window, `Row ${number} is planted.`);
  await say(ada.window, 'The gate code is 4711.');
  await say(ada.window, 'We meet at nine.');
  await expect(message(ben.window, 'We meet at nine.')).toBeVisible();

  await test.step('the host quits: the other reads on, and what they write waits', async () => {
    await answerDialog(ada.app, 'showMessageBox', { response: 0 });
    await ada.close();
    await expect(bannerOf(ben.window)).toBeVisible();
    await expect(message(ben.window, 'We meet at nine.')).toBeVisible();
    await say(ben.window, 'I bring the spade.');
    await say(ben.window, 'And cake.');
    await saveScreenshot(ben.window, 'journey-offline-waiting');
  });

  await test.step('a restart without the host shows all of it at once, what waits included', async () => {
    await ben.close();
    ben = await launchApp({ userDataDir: benData, theme: 'dark' });
    await row(ben.window, 'general').click();
    await expect(message(ben.window, 'We meet at nine.')).toBeVisible();
    await expect(message(ben.window, 'I bring the spade.')).toBeVisible();
    await expect(message(ben.window, 'And cake.')).toBeVisible();
    await expect(bannerOf(ben.window)).toBeVisible();
    await saveScreenshot(ben.window, 'journey-offline-restarted-dark');
  });

  await test.step('the host returns, alone at first: something is changed, something deleted', async () => {
    await ben.close();
    ada = await launchApp({ userDataDir: adaData });
    await row(ada.window, 'general').click();
    await expect(message(ada.window, 'We meet at nine.')).toBeVisible();
    await composer(ada.window).press('ArrowUp');
    await expect(composer(ada.window)).toHaveValue('We meet at nine.');
    await composer(ada.window).fill('We meet at ten.');
    await composer(ada.window).press('Enter');
    await expect(message(ada.window, 'We meet at ten.')).toContainText('edited');
    await message(ada.window, 'The gate code').focus();
    await ada.window.keyboard.press('Delete');
    await ada.window.getByRole('button', { name: 'Delete message' }).click();
    await say(ada.window, 'Bring gloves.');
  });

  await test.step('the other comes back: what waited is delivered once, in order, and what was missed is there', async () => {
    ben = await launchApp({ userDataDir: benData });
    await row(ben.window, 'general').click();
    await emitPower(ben.app, 'resume');
    await expect(message(ada.window, 'And cake.')).toBeVisible();
    await expect(message(ada.window, 'I bring the spade.')).toHaveCount(1);
    await expect(message(ben.window, 'We meet at ten.')).toBeVisible();
    await expect(message(ben.window, 'The gate code')).toHaveCount(0);
    await expect(bannerOf(ben.window)).toBeHidden();
    const order = await timeline(ada.window).innerText();
    expect(order.indexOf('Bring gloves.')).toBeLessThan(order.indexOf('I bring the spade.'));
    expect(order.indexOf('I bring the spade.')).toBeLessThan(order.indexOf('And cake.'));
    await saveScreenshot(ben.window, 'journey-offline-back');
  });
});

test('what a reader looks at stays where it is while new messages arrive', async ({
  launchApp,
  saveScreenshot,
}) => {
  const ada = await launchApp();
  const invitation = await host(ada.window, 'Garden', 'Ada');
  await ada.window.getByRole('button', { name: 'Open Garden' }).click();
  const ben = await launchApp();
  await join(ben.window, invitation, 'Garden', 'Ben');
  for (const { window } of [ada, ben]) await row(window, 'general').click();
  for (let number = 1; number <= 60; number++) await say(ada.window, `Bed ${number} is weeded.`);
  await expect(message(ben.window, 'Bed 60 is weeded.')).toBeVisible();
  await timeline(ben.window).hover();
  await ben.window.mouse.wheel(0, -1200);
  await expect(message(ben.window, 'Bed 60 is weeded.')).not.toBeInViewport();
  await atRest(ben.window);
  const [key, before] = await topmost(ben.window);
  await say(ada.window, 'A new one.');
  await expect(ben.window.getByRole('button', { name: /Jump to newest/ })).toBeVisible();
  expect(await topmost(ben.window)).toEqual([key, before]);
  await saveScreenshot(ben.window, 'journey-reader-undisturbed');
});

/** The first message that is wholly in view: which it is, and how far from the top of the window. */
const topmost = (window: Page): Promise<[string | undefined, number]> =>
  timeline(window).evaluate((log) => {
    const { top } = log.getBoundingClientRect();
    const shown = [...log.querySelectorAll<HTMLElement>('article')].map(
      (article): [string | undefined, number] => [
        article.dataset['key'],
        article.getBoundingClientRect().top,
      ],
    );
    const first = shown.filter(([, y]) => y >= top).sort(([, a], [, b]) => a - b)[0];
    if (first === undefined) throw new Error('no message is in view');
    return first;
  });
