import type { Page } from '@playwright/test';
import { atRest, callCount, expect, open, test } from './fixtures.ts';

const list = (page: Page) => page.getByRole('navigation', { name: 'Conversations' });
const unread = (page: Page, name: string) => list(page).locator('[data-unread]').filter({ hasText: name });
const line = (page: Page) => page.locator('.new-line');
/** A message of another’s with so many rows after it. */
const other = (page: Page) =>
  page.getByRole('article').filter({ hasText: 'Wonderful. See you all on Friday.' });

/** Once the window has been looked at and left alone for longer than reading takes to be told. */
async function look(page: Page): Promise<void> {
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  // Reading is told by a timer of the page's: another one that was set later says that it has run.
  await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
}

test('U marks unread from a message, which holds until the conversation is left', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await expect(line(page)).toHaveCount(0);
  await other(page).focus();
  await page.keyboard.press('u');
  await expect(unread(page, 'general')).toContainText('1');
  await expect(line(page)).toHaveCount(1);
  await expect(other(page)).toBeFocused();
  const before = await callCount(page, 'reads:advance');
  await look(page);
  expect(await callCount(page, 'reads:advance')).toBe(before);

  await open(page, 'bees');
  await expect(unread(page, 'general')).toHaveCount(1);
  await open(page, 'general');
  await expect(line(page)).toHaveCount(1);
  await expect(unread(page, 'general')).toHaveCount(0);
});

test('the menu of a message marks unread, and Esc in the field marks it read', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await other(page).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Mark unread from here' }).click();
  await expect(unread(page, 'general')).toHaveCount(1);
  await page.locator('[data-composer]').press('Escape');
  await expect(unread(page, 'general')).toHaveCount(0);
});

test('the word of the new line stays in sight beside the buttons of the row below it', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await other(page).focus();
  await page.keyboard.press('u');
  await other(page).hover();
  const word = page.locator('.new-words');
  await expect(page.locator('.row-toolbar')).toBeVisible();
  expect(
    await word.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return document.elementFromPoint(x + width / 2, y + height / 2) === element;
    }),
  ).toBe(true);
});

test('own messages cannot be unread', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await page.getByRole('article').filter({ hasText: 'Mara' }).last().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Reply' }).waitFor();
  await expect(page.getByRole('menuitem', { name: 'Mark unread from here' })).toHaveCount(0);
});

test('what another device marks unread is new here too, and is not read by being in view', async ({
  show,
}) => {
  const page = await show('full');
  await atRest(page);
  await page.evaluate(async () => {
    const { id, headSeq } = globalThis.fake.conversation('general');
    const { spaceId } = globalThis.fake.space().view;
    await globalThis.fake.call('reads:reset', { spaceId, conversationId: id, seq: headSeq - 1 });
  });
  await expect(line(page)).toHaveCount(1);
  await expect(unread(page, 'general')).toHaveCount(1);
  await look(page);
  await expect(unread(page, 'general')).toHaveCount(1);
});

test('a refused mark is taken back', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await page.evaluate(() =>
    Object.assign(globalThis.fake.options, { refusals: { 'reads:reset': 'internal' } }),
  );
  await other(page).focus();
  await page.keyboard.press('u');
  await expect(page.getByText('That did not work')).toBeVisible();
  await expect(line(page)).toHaveCount(0);
});
