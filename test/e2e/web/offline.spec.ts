import { expect, PLAIN_NAME, test } from './fixtures.ts';
import {
  composer,
  evict,
  inviteLink,
  joinByLink,
  message,
  own,
  row,
  say,
  shellIsKept,
  signInAs,
  timeline,
} from './people.ts';

const offline = /cannot be reached/;

test('without the server a page opens again, reads, writes, and delivers once when the server is back', async ({
  space,
  browse,
}) => {
  const ada = await browse(space.url);
  await own(ada, 'Garden', 'Ada');
  await say(ada, 'before the storm');
  const ben = await browse(await inviteLink(ada));
  await joinByLink(ben, 'Garden', 'Ben');
  await expect(message(ben, 'before the storm')).toBeVisible();
  await shellIsKept(ben);

  await space.kill();
  await test.step('an open tab reads on, and says that it is offline', async () => {
    await expect(ben.getByText(offline)).toBeVisible();
    await say(ben, 'written while away');
  });
  await test.step('a tab that is loaded again shows the same, without a server to load it from', async () => {
    await ben.reload();
    await row(ben, 'general').click();
    await expect(message(ben, 'before the storm')).toBeVisible();
    await expect(message(ben, 'written while away')).toBeVisible();
    await say(ben, 'written after the reload');
  });
  await test.step('what was written before and after arrives in order, once', async () => {
    await space.startAgain();
    await expect(message(ada, 'written after the reload')).toBeVisible();
    const texts = await timeline(ada)
      .getByText(/^written (while away|after the reload)$/)
      .allTextContents();
    expect(texts).toEqual(['written while away', 'written after the reload']);
  });
});

test('under a plain name there is no service worker: an open tab goes on, and the page says what it cannot', async ({
  space,
  browse,
}) => {
  const ada = await browse(space.urlBy(PLAIN_NAME));
  expect(
    await ada.evaluate(() => [isSecureContext, 'serviceWorker' in navigator, 'randomUUID' in crypto]),
  ).toEqual([false, false, false]);
  await own(ada, 'Garden', 'Ada');
  await say(ada, 'on plain HTTP');

  await ada.getByRole('button', { name: /^You: / }).click();
  await ada.getByRole('menuitem', { name: 'Settings' }).click();
  await expect(ada.getByText(/To load it again the server is needed/)).toBeVisible();
  await ada.keyboard.press('Escape');

  await space.kill();
  await expect(ada.getByText(offline)).toBeVisible();
  await say(ada, 'still here');
  await space.startAgain();
  await expect(message(ada, 'still here').getByText('Sending')).toHaveCount(0);
  await expect(ada.getByText(offline)).toBeHidden();
});

test('a browser that refuses to store anything still talks, and says that nothing is kept', async ({
  space,
  browseRefusing,
}) => {
  const ada = await browseRefusing(space.url);
  await own(ada, 'Garden', 'Ada');
  await say(ada, 'kept nowhere here');
  await expect(ada.getByText(/keeps nothing/i).first()).toBeVisible();
});

test('a browser that threw everything away asks to sign in, and has everything again', async ({
  space,
  browserOf,
}) => {
  const browser = await browserOf();
  const ada = await browser.newPage();
  await ada.goto(space.url);
  await own(ada, 'Garden', 'Ada');
  await say(ada, 'kept by the space');
  await evict(ada);

  const again = await browser.newPage();
  await again.goto(space.url);
  await signInAs(again, 'Ada');
  await expect(message(again, 'kept by the space')).toBeVisible();
  await expect(composer(again)).toBeEditable();
});
