import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { atRest, composer, expect, open, test } from './fixtures.ts';

const list = (page: Page) => page.getByRole('navigation', { name: 'Conversations' });
const card = (page: Page) => page.getByRole('dialog', { name: /^About / });
const me = (page: Page) => page.getByRole('button', { name: /^You: / });

async function firstAuthor(page: Page): Promise<string> {
  await atRest(page);
  const author = page.locator('.message-author').last();
  const name = await author.innerText();
  await author.click();
  return name;
}

test('a name in the timeline tells who that is, and the focus goes back to it', async ({ show }) => {
  const page = await show('full');
  const name = await firstAuthor(page);
  await expect(card(page)).toContainText(name);
  await expect(card(page)).toContainText('@');
  const { violations } = await new AxeBuilder({ page }).include('.card').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(card(page)).toHaveCount(0);
  await expect(page.locator('.message-author').last()).toBeFocused();
});

test('a status is set from one’s own picture, by keyboard, and cleared again', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await me(page).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Set status' }).press('Enter');
  await page.getByRole('button', { name: 'At lunch' }).press('Enter');
  await expect(page.getByLabel('Status', { exact: true })).toHaveValue('At lunch');
  await page.getByRole('button', { name: 'Save' }).press('Enter');
  await me(page).click();
  await expect(page.getByText('🍲 At lunch')).toBeVisible();
  await page.getByRole('menuitem', { name: 'Set status' }).click();
  await page.getByRole('button', { name: 'Clear status' }).click();
  await me(page).click();
  await expect(page.getByText('🍲 At lunch')).toHaveCount(0);
});

test('a profile that does not fit is not saved, and says why', async ({ show }) => {
  const page = await show('full');
  await me(page).click();
  await page.getByRole('menuitem', { name: 'Edit profile' }).click();
  await page.getByLabel('Time zone').fill('Moon/Tycho');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('no time zone')).toBeVisible();
  await page.getByLabel('Time zone').fill('Asia/Tokyo');
  await page.getByLabel('Title').fill('Head gardener');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the panel of people says who owns and who moderates, here before in the space', async ({ show }) => {
  const page = await show('livedIn');
  await atRest(page);
  await page.getByRole('button', { name: 'Show people' }).click();
  const person = (name: string) => page.locator('.person').filter({ hasText: name });
  await expect(person('Oluwaseun').locator('.person-role')).toHaveText('Owner');
  await expect(person('Aiko').locator('.person-role')).toHaveText('Moderator');
  await expect(person('Tomás').locator('.person-role')).toHaveText('Admin');
  await expect(person('Jonas').locator('.person-role')).toHaveCount(0);
});

test('one is seen as busy when one wishes', async ({ show }) => {
  const page = await show('full');
  await me(page).click();
  await page.getByRole('menuitemradio', { name: 'Busy' }).click();
  await expect(page.locator('.rail-presence [data-presence="busy"]')).toBeVisible();
});

test('a blocked person’s direct message leaves the list, and comes back from their card', async ({
  show,
}) => {
  const page = await show('full');
  await atRest(page);
  const direct = list(page)
    .locator('.row', { has: page.locator('.sign-person') })
    .first();
  const name = (await direct.locator('.row-name').innerText()).trim();
  await open(page, name);
  await page.locator('.view-head .person-link').click();
  await page.getByRole('button', { name: 'Block' }).click();
  await page.keyboard.press('Escape');
  await expect(list(page).getByRole('button', { name })).toHaveCount(0);
  await expect(page.getByText(`You blocked ${name}`)).toBeVisible();
  await expect(page.getByText('Blocked message').first()).toBeVisible();
  await page.getByRole('button', { name: 'Unblock' }).click();
  await expect(composer(page)).toBeVisible();
  await expect(list(page).getByRole('button', { name }).first()).toBeVisible();
});

test('what a blocked person writes to one counts nowhere', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  const space = page.getByRole('navigation', { name: 'Spaces' }).getByRole('button').first();
  const count = async () => Number((await space.innerText()).match(/\d+/)?.[0]);
  const row = list(page).getByRole('button', { name: 'Léa Moreau' });
  const theirs = Number((await row.innerText()).match(/\d+/)?.[0]);
  expect(theirs).toBeGreaterThan(1);
  const before = await count();
  await open(page, 'bees');
  await page.getByRole('button', { name: 'Show people' }).click();
  await page.getByTitle('About Léa Moreau').last().click();
  await card(page).getByRole('button', { name: 'Block' }).click();
  await page.keyboard.press('Escape');
  await expect.poll(count).toBe(before - theirs);
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('léa');
  await expect(page.getByRole('option', { name: /Léa Moreau/ }).first()).not.toContainText(/\d/);
});

test('who has read the last message of a direct message stands at it', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  const direct = list(page)
    .locator('.row', { has: page.locator('.sign-person') })
    .first();
  await open(page, (await direct.locator('.row-name').innerText()).trim());
  const seenBy = page.getByRole('button', { name: /^Seen by ./ });
  await expect(seenBy).toBeVisible();
  await composer(page).focus();
  await page.keyboard.press('Shift+F6');
  for (
    let steps = 0;
    steps < 12 && !(await seenBy.evaluate((one) => one === document.activeElement));
    steps += 1
  )
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Seen by' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(seenBy).toBeFocused();
});
