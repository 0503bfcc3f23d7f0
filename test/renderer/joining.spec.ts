import type { Page } from '@playwright/test';
import { nearbySpace, surroundings } from '../support/fakeApi/network.ts';
import { callCount, composer, expect, test, timeline } from './fixtures.ts';

const near = (page: Page) => page.getByRole('region', { name: 'Spaces near you' });
const field = (page: Page) => page.getByLabel('Address of the space');
const inside = (page: Page) => page.getByRole('button', { name: 'Menu of River neighbours' });
const around = (page: Page, ...spaces: ReturnType<typeof nearbySpace>[]) =>
  page.evaluate((now) => globalThis.fake.around(now), surroundings(spaces));

async function openJoin(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Join a space' }).click();
  await expect(field(page)).toBeFocused();
}

async function fillAccount(page: Page): Promise<void> {
  await page.getByLabel('Your name').fill('Ann');
  await page.getByLabel('Username').fill('ann');
  await page.getByLabel('Password', { exact: true }).fill('long enough');
  await page.keyboard.press('Enter');
}

test('Ann finds the space of the desk next door, hears its code and is in, by keys alone', async ({
  show,
}) => {
  const page = await show('nearby');
  const { keyboard } = page;
  await page.getByRole('button', { name: 'Join a space' }).focus();
  await keyboard.press('Enter');
  await expect(field(page)).toBeFocused();
  // The list stands above the field: one that does not answer comes first on the way back.
  await keyboard.press('Shift+Tab');
  await expect(near(page).getByRole('button', { name: /^Rowing club.*Does not answer$/ })).toBeFocused();
  await keyboard.press('Shift+Tab');
  await expect(near(page).getByRole('button', { name: /^River neighbours/ })).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByLabel('Code that was read to you')).toBeFocused();
  await keyboard.type('k7q2 04zw');
  await keyboard.press('Enter');
  await expect(page.getByText('with the key that your code has proved')).toBeVisible();
  await expect(page.getByLabel('Your name')).toBeFocused();
  await expect(page.getByLabel('Invite code')).toHaveCount(0);
  await fillAccount(page);
  await expect(composer(page)).toBeFocused();
  expect(await callCount(page, 'space:test')).toBe(0);
});

test('spaces come and go without anything moving, and are looked for only while that is of use', async ({
  show,
}) => {
  const page = await show('nearby');
  await openJoin(page);
  const row = (name: RegExp) => near(page).getByRole('button', { name });
  const river = row(/^River neighbours/);
  await expect(river).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  const before = await river.boundingBox();
  const below = await field(page).boundingBox();
  await around(page, nearbySpace(12, 'Allotments'), nearbySpace(8, 'River neighbours'));
  await expect(row(/^Garden association.*No longer there$/)).toBeVisible();
  await expect(near(page).getByRole('button')).toHaveText([/^GA/, /^RN/, /^RC/, /^A/]);
  expect(await river.boundingBox()).toEqual(before);
  expect(await field(page).boundingBox()).toEqual(below);
  expect(await page.evaluate(() => globalThis.fake.isLooking)).toBe(true);
  await page.getByRole('button', { name: 'Back' }).click();
  await expect.poll(() => page.evaluate(() => globalThis.fake.isLooking)).toBe(false);
});

test('one that is in already is opened, whether it is chosen or its address typed', async ({ show }) => {
  const page = await show('nearbyMember');
  await page.getByRole('button', { name: 'Add a space' }).click();
  await openJoin(page);
  await near(page)
    .getByRole('button', { name: /^Garden association.*You are in it$/ })
    .click();
  await expect(page.getByRole('button', { name: 'Menu of Garden association' })).toBeVisible();
});

test('a space that has moved is followed by who signs in where it is now', async ({ show }) => {
  const page = await show('moved');
  await page.getByRole('button', { name: 'Add a space' }).click();
  await openJoin(page);
  await field(page).fill('chat.river.example');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('radio', { name: 'I have an account' })).toBeChecked();
  await page.getByLabel('Username').fill('ann');
  await page.getByLabel('Password', { exact: true }).fill('correct horse');
  await page.keyboard.press('Enter');
  await expect(inside(page)).toBeVisible();
  // Where it is reached, it is but opened.
  await page.getByRole('button', { name: 'Add a space' }).click();
  await openJoin(page);
  await field(page).fill('chat.river.example');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'You are in River neighbours already' })).toBeVisible();
  await page.getByRole('button', { name: 'Open River neighbours' }).click();
  await expect(inside(page)).toBeVisible();
});

test('one that does not answer is tested in place of being joined', async ({ show }) => {
  const page = await show('nearby');
  await openJoin(page);
  await page.evaluate(() => {
    const spaces = globalThis.fake.options.surroundings?.spaces ?? [];
    for (const space of spaces) if (space.state === 'silent') space.address = 'https://refused.local:4100';
    globalThis.fake.around({ spaces, addresses: ['192.168.1.23'], canLook: true });
  });
  await near(page)
    .getByRole('button', { name: /^Rowing club/ })
    .click();
  await expect(field(page)).toHaveValue('https://refused.local:4100');
  await expect(page.getByText('no space at this port')).toBeVisible();
  expect(await callCount(page, 'space:probe')).toBe(0);
});

test('one that answers and refuses is not tested: why is said at the field', async ({ show }) => {
  const page = await show('nearby');
  await openJoin(page);
  await page.evaluate(() => {
    globalThis.fake.options.refusals = { 'space:probe': 'client_too_old' };
  });
  await near(page)
    .getByRole('button', { name: /^River neighbours/ })
    .click();
  await expect(page.getByRole('alert')).toContainText('Update the app');
  expect(await callCount(page, 'space:test')).toBe(0);
});

test('who finds nothing learns why that may be, and goes on by hand', async ({ show, page }) => {
  await page.clock.install();
  await show('nearbyNone');
  await openJoin(page);
  await expect(near(page).getByText('Looking around on this network…')).toBeVisible();
  await expect(page.getByText('Why a space may not be found')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
  const below = await field(page).boundingBox();
  await page.clock.fastForward('00:04');
  await expect(page.getByText('Why a space may not be found')).toBeVisible();
  expect(await field(page).boundingBox()).toEqual(below);
  for (const words of ['another network', 'Guest Wi-Fi', 'firewall', '192.168.1.23'])
    await expect(page.getByRole('region', { name: 'Why a space' })).toContainText(words);
  await around(page, nearbySpace(8, 'River neighbours'));
  await expect(near(page).getByRole('button', { name: /^River neighbours/ })).toBeVisible();
  await expect(page.getByText('Why a space may not be found')).toHaveCount(0);
});

test('that the system does not let the app look, or that there is no network, is said at once', async ({
  show,
}) => {
  const blocked = await show('nearbyBlocked');
  await openJoin(blocked);
  await expect(near(blocked).getByText('Parley cannot look around')).toBeVisible();
  const alone = await show('nearbyNoNetwork');
  await openJoin(alone);
  await expect(near(alone).getByText('Not on a network')).toBeVisible();
});

test('how many were found and which is asked is read aloud, as is that nobody can be looked for', async ({
  show,
}) => {
  const page = await show('nearby');
  await openJoin(page);
  const said = near(page).getByRole('status');
  await expect(said).toHaveText('3 spaces found.');
  await page.evaluate(() => globalThis.fake.hold('space:probe'));
  await near(page)
    .getByRole('button', { name: /^River neighbours/ })
    .click();
  await expect(said).toHaveText('3 spaces found. Asking River neighbours.');
  await page.getByRole('button', { name: 'Back' }).click();
  await page.evaluate(() => {
    globalThis.fake.options.refusals = { 'nearby:watch': 'internal' };
  });
  await openJoin(page);
  await expect(said).toContainText('Parley cannot look around');
});

test('Test connection ticks the steps or explains the one that fails', async ({ show }) => {
  const page = await show('nearbyNone');
  await openJoin(page);
  const start = page.getByRole('button', { name: 'Test connection' });
  await expect(start).toBeDisabled();
  const way = page.getByRole('region', { name: /^The way to / });
  const marks = () =>
    way.getByRole('img').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  await field(page).fill('unknown.local');
  await start.click();
  await expect(way.getByText('No computer of this name is known here.')).toBeVisible();
  await expect.poll(marks).toEqual(['Failed', 'Not tried', 'Not tried', 'Not tried']);
  await expect(way).toContainText('ENOTFOUND');
  // What was found out about one address says nothing of another.
  await field(page).fill('192.168.1.30:4100');
  await expect(way).toHaveCount(0);
  await start.click();
  await expect(way.getByText('All works.')).toBeVisible();
  await expect.poll(marks).toEqual(['Works', 'Works', 'Works', 'Works']);
});

test('an address and a code in one line lead through, an invite link does with its key', async ({ show }) => {
  const page = await show('nearbyNone');
  await openJoin(page);
  await field(page).fill('192.168.1.30:4100 K7Q2-04ZW');
  await page.keyboard.press('Enter');
  await expect(page.getByText('with the key that your code has proved')).toBeVisible();
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(field(page)).toHaveValue('192.168.1.30:4100 K7Q2-04ZW');
  const pin = '3fa94c0e17d2b8855e6a90c34d7f1b26a8e03c9d5174f2eb6098ca4d31b75fe2';
  await field(page).fill(
    `parley://join?address=https%3A%2F%2F192.168.1.30%3A4100&invite=GROW-1234&pin=${pin}`,
  );
  await page.keyboard.press('Enter');
  await expect(page.getByText('with the key of your invite link')).toBeVisible();
  await fillAccount(page);
  await expect(inside(page)).toBeVisible();
  await expect(timeline(page)).toContainText('This is the beginning of #general.');
  const joined = () =>
    page.evaluate(() => globalThis.fake.calls.findLast(({ name }) => name === 'space:join')?.input);
  await expect.poll(joined).toMatchObject({ pin, account: { invite: 'GROW-1234' } });
});

test('a link that is not whole is not taken for one without a key', async ({ show }) => {
  const page = await show('nearbyNone');
  await openJoin(page);
  await field(page).fill('https://192.168.1.30:4100/join/GROW-1234#pin=3fa94c0e');
  await page.keyboard.press('Enter');
  await expect(page.getByText('This invite link is not whole.')).toBeVisible();
  expect(await callCount(page, 'space:probe')).toBe(0);
});

test('in a browser nothing looks around', async ({ show }) => {
  const page = await show('browserJoin');
  await expect(page.getByRole('heading', { name: 'Join River neighbours' })).toBeVisible();
  await expect(near(page)).toHaveCount(0);
  await expect(page.getByText('Encrypted')).toHaveCount(0);
  expect(await callCount(page, 'nearby:watch')).toBe(0);
});
