import { atRest } from '../../support/gallery/atRest.ts';
import { expect, test } from './fixtures.ts';
import { composer, fillAccount, inviteLink, message, own, row, say } from './people.ts';

const phone = { viewport: { width: 360, height: 720 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

test('on a phone: join by a link, read, write, answer and go back, with a thumb alone', async ({
  space,
  browse,
  saveScreenshot,
}) => {
  const ada = await browse(space.url);
  await own(ada, 'Garden', 'Ada');
  await say(ada, 'Bring the ladder');

  const ben = await browse(await inviteLink(ada), phone);
  await saveScreenshot(ben, 'web-phone-join');
  await fillAccount(ben, 'Ben');
  await ben.getByRole('button', { name: 'Join', exact: true }).tap();
  await row(ben, 'general').tap();
  await expect(message(ben, 'Bring the ladder')).toBeVisible();
  await saveScreenshot(ben, 'web-phone-timeline');

  await test.step('nothing scrolls sideways', async () => {
    const [inner, whole] = await ben.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
    expect(whole).toBe(inner);
  });

  await test.step('writing, by the button', async () => {
    await composer(ben).tap();
    await composer(ben).pressSequentially('Which one?');
    await ben.getByRole('button', { name: 'Send', exact: true }).tap();
    await expect(message(ada, 'Which one?')).toBeVisible();
  });

  await test.step('a long press offers what can be done with a message', async () => {
    await longPress(ben, message(ben, 'Bring the ladder'));
    await ben
      .getByRole('menuitem', { name: /^Reply/ })
      .first()
      .tap();
    await composer(ben).pressSequentially('The long one');
    await ben.getByRole('button', { name: 'Send', exact: true }).tap();
    await expect(message(ada, 'The long one')).toBeVisible();
  });

  await test.step('back leads from the conversation to the list', async () => {
    await ben.goBack();
    await expect(row(ben, 'general')).toBeVisible();
    await saveScreenshot(ben, 'web-phone-list');
  });
});

/** Holds a finger on something until its menu opens. */
async function longPress(page: Parameters<typeof row>[0], target: ReturnType<typeof message>): Promise<void> {
  await atRest(page);
  const box = await target.boundingBox();
  if (box === null) throw new Error('There is nothing to press.');
  const touch = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
  await expect(page.getByRole('menu')).toBeVisible();
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}
