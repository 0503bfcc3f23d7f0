import { expect, test } from './fixtures.ts';
import {
  enterGeneral,
  fillAccount,
  filledInCache,
  inviteLink,
  joinByLink,
  message,
  own,
  PASSWORD,
  say,
  signOut,
  storedIn,
} from './people.ts';

test('a new space is welcomed, joined by a link and talked in, with a browser alone', async ({
  space,
  browse,
  saveScreenshot,
}) => {
  const ada = await browse(space.url);
  await expect(ada).toHaveTitle('Parley');
  await expect(ada.getByRole('heading', { name: 'Start your space' })).toBeVisible();
  await saveScreenshot(ada, 'web-hosts-welcome');
  await own(ada, 'Garden', 'Ada');
  await say(ada, 'Who waters on Sunday?');

  const link = await test.step('the invite is a link', () => inviteLink(ada));
  expect(link).toMatch(new RegExp(`^${space.url}/join/\\S+$`));

  const ben = await browse(link);
  await test.step('who opens it is asked for a name and nothing else, and the code leaves the address bar', async () => {
    await expect(ben.getByText('Garden').first()).toBeVisible();
    expect(ben.url()).toBe(`${space.url}/`);
    await saveScreenshot(ben, 'web-join-by-link');
    await joinByLink(ben, 'Garden', 'Ben');
    await expect(message(ben, 'Who waters on Sunday?')).toBeVisible();
    await say(ben, 'I do');
    await expect(message(ada, 'I do')).toBeVisible();
  });

  await test.step('a link that is no invite any more says so and loses nothing that was typed', async () => {
    const cleo = await browse(`${space.url}/join/no-such-code`);
    await fillAccount(cleo, 'Cleo');
    await cleo.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(cleo.getByText('This invite code is not valid')).toBeVisible();
    await expect(cleo.getByLabel('Your name')).toHaveValue('Cleo');
  });
});

test('signing out takes the cache off the browser, and signing in brings everything back', async ({
  space,
  browse,
}) => {
  const ada = await browse(space.url);
  await own(ada, 'Garden', 'Ada');
  await say(ada, 'The gate code is under the pot');
  await expect.poll(() => filledInCache(ada)).toContain('messages');
  expect(await storedIn(ada)).toContain('The gate code is under the pot');

  await signOut(ada);
  // But for whose it was, which whoever signs in again is asked for.
  await expect.poll(() => filledInCache(ada)).toEqual(['space']);
  await expect.poll(() => storedIn(ada)).not.toContain('The gate code is under the pot');

  await ada.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await ada.getByRole('button', { name: 'Sign in' }).click();
  await enterGeneral(ada);
  await expect(message(ada, 'The gate code is under the pot')).toBeVisible();
});
