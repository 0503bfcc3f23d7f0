import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { atRest, expect, open, test } from './fixtures.ts';

const list = (page: Page) => page.getByRole('navigation', { name: 'Conversations' });
const section = (page: Page, name: string) => list(page).getByRole('region', { name });
const row = (page: Page, name: string | RegExp) =>
  list(page).locator('[data-conversation]').filter({ hasText: name }).first();

/** Opens the menu of a conversation by its button, as a mouse does. */
async function openMenu(page: Page, name: string): Promise<void> {
  await row(page, name).hover();
  await list(page)
    .getByRole('button', { name: `More about ${name}` })
    .click();
  await page.getByRole('menu', { name: `What to do with ${name}` }).waitFor();
}

const item = (page: Page, name: string | RegExp) => page.getByRole('menuitem', { name });

test('a favourite stands at the top, and goes back to where it was', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await openMenu(page, 'bees');
  await item(page, 'Add to favourites').click();
  await expect(section(page, 'Favourites')).toContainText('bees');
  await expect(section(page, 'Channels')).not.toContainText('bees');
  await expect(row(page, 'bees')).toBeFocused();
  await openMenu(page, 'bees');
  await item(page, 'Remove from favourites').click();
  await expect(section(page, 'Channels')).toContainText('bees');
  await expect(section(page, 'Favourites')).toHaveCount(0);
  await expect(row(page, 'bees')).toBeFocused();
});

test('a section is made, filled, ordered, renamed and deleted with the keyboard alone', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  const { keyboard } = page;
  await row(page, 'bees').focus();
  const toSections = async () => {
    await keyboard.press('Shift+F10');
    await expect(page.getByRole('menu')).toBeFocused();
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await expect(item(page, 'Move to section')).toBeFocused();
  };
  await toSections();
  await keyboard.press('ArrowRight');
  await expect(item(page, 'New section…')).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'New section' }).getByLabel('Name')).toBeFocused();
  await keyboard.type('Outside');
  await keyboard.press('Enter');
  await expect(section(page, 'Outside')).toContainText('bees');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(row(page, 'bees')).toBeFocused();

  await row(page, 'board').focus();
  await toSections();
  await keyboard.press('ArrowRight');
  await expect(page.getByRole('menuitemradio', { name: 'Outside' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(section(page, 'Outside')).toContainText('board');
  await expect(row(page, 'board')).toBeFocused();

  await page.getByRole('button', { name: 'Menu of the section Outside' }).press('Enter');
  await expect(item(page, 'Rename…')).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByLabel('Name')).toBeFocused();
  await keyboard.press('Control+a');
  await keyboard.type('Out there');
  await keyboard.press('Enter');
  await expect(section(page, 'Out there')).toContainText('bees');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.getByRole('button', { name: 'Menu of the section Out there' }).press('Enter');
  await expect(item(page, 'Rename…')).toBeFocused();
  await keyboard.press('End');
  await keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Delete the section Out there?' }).waitFor();
  await page.getByRole('button', { name: 'Delete section' }).press('Enter');
  await expect(section(page, 'Out there')).toHaveCount(0);
  await expect(section(page, 'Channels')).toContainText('bees');
});

test('sections change places, and what is folded up stays so and shows what asks to be read', async ({
  show,
}) => {
  const page = await show('arranged');
  await atRest(page);
  const titles = () => list(page).getByRole('heading').allTextContents();
  await expect.poll(async () => (await titles())[2]).toBe('Reading');
  await page.getByRole('button', { name: 'Menu of the section Reading' }).click();
  await item(page, 'Move up').click();
  await expect.poll(async () => (await titles())[1]).toBe('Reading');

  const fold = section(page, 'Channels').getByRole('button', { name: 'Channels' });
  await fold.click();
  await expect(fold).toHaveAttribute('aria-expanded', 'false');
  await expect(
    section(page, 'Channels').locator('[data-conversation]:not([data-unread]):not([aria-current])'),
  ).toHaveCount(0);
  await expect(section(page, 'Channels').locator('[data-unread]').first()).toBeVisible();
  await page.reload();
  await atRest(page);
  await expect(fold).toHaveAttribute('aria-expanded', 'false');
});

test('a muted conversation is dim and counts nothing but what mentions one', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  const unread = list(page).locator('[data-unread]').filter({ hasText: 'budget-2026' });
  await expect(unread).toBeVisible();
  await openMenu(page, 'budget-2026');
  await item(page, 'Mute').click();
  await item(page, 'For 1 hour').click();
  await expect(unread).toHaveCount(0);
  await expect(row(page, 'budget-2026')).toHaveAttribute('data-quiet', 'true');
  await page.evaluate(() =>
    globalThis.fake.receive(globalThis.fake.conversation('budget-2026').id, 'look @mara'),
  );
  await expect(unread).toContainText('1 unread mention');
  await openMenu(page, 'budget-2026');
  await item(page, /Unmute \(muted until/).click();
  await expect(unread).toBeVisible();
});

test('what one is told of is chosen in the header’s menu, and the usual is no choice', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await open(page, 'bees');
  const choose = async (level: string) => {
    await page.getByRole('button', { name: 'More about this conversation' }).click();
    await item(page, 'Notify me of').click();
    await page.getByRole('menuitemradio', { name: level }).click();
    await expect(page.getByRole('menu')).toHaveCount(0);
  };
  await choose('Nothing');
  await choose('Mentions');
  const sent = () =>
    page.evaluate(() =>
      globalThis.fake.calls
        .filter(({ name }) => name === 'outbox:add')
        .map(({ input }) => (input as { request: { payload: { value: unknown } } }).request.payload.value),
    );
  await expect.poll(sent).toEqual(['nothing', null]);
});

test('everything in a conversation is marked as read from the list', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await row(page, 'budget-2026').click({ button: 'right' });
  await item(page, 'Mark as read').click();
  await expect(list(page).locator('[data-unread]').filter({ hasText: 'budget-2026' })).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('general');
});

test('the menus of a conversation have no finding', async ({ show }) => {
  const page = await show('arranged');
  await atRest(page);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openMenu(page, 'bees');
  await item(page, 'Mute').hover();
  await item(page, 'For 8 hours').waitFor();
  const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
  expect((await axe.analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});
