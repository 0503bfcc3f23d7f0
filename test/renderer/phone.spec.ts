import type { Page } from '@playwright/test';
import { atRest, composer, expect, test } from './fixtures.ts';

test.use({ hasTouch: true, isMobile: true });

const phone = { width: 360, height: 640 };
const dialog = (page: Page) => page.getByRole('dialog');
const inList = (page: Page) => page.getByRole('navigation', { name: 'Conversations' });
const general = (page: Page) => inList(page).getByRole('button', { name: 'general' }).first();

/** What the browser's back button does. */
const back = (page: Page) => page.evaluate(() => history.back());

/** Rests a finger on something until what that opens is there. */
async function longPress(page: Page, at: { x: number; y: number }, opened: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
  await page.locator(opened).first().waitFor();
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

const middleOf = async (page: Page, selector: string) => {
  const box = await page.locator(selector).last().boundingBox();
  if (box === null) throw new Error(`${selector} has no place`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

test('a finger that rests on a message opens all that can be done with it', async ({ show }) => {
  const page = await show('browser', phone);
  await general(page).tap();
  await atRest(page);
  await longPress(page, await middleOf(page, '.timeline .message-text'), '[role="menu"]');
  await expect(page.getByRole('menuitem', { name: 'Reply', exact: false }).first()).toBeVisible();
  await page
    .getByRole('menuitem', { name: /^Copy text|^Copy/ })
    .first()
    .tap();
  await expect(page.getByRole('menu')).toHaveCount(0);
});

test('a tap on a message shows what is done most with it, large enough for a finger', async ({ show }) => {
  const page = await show('browser', phone);
  await general(page).tap();
  await atRest(page);
  const row = page.locator('.timeline').getByRole('article').last();
  await row.locator('.message-text').tap();
  const buttons = row.getByRole('toolbar').getByRole('button');
  await expect(buttons).toHaveCount(3);
  for (const button of await buttons.all()) {
    const box = await button.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  }
});

test('Enter begins a line, and the button sends', async ({ show }) => {
  const page = await show('browser', phone);
  await general(page).tap();
  await atRest(page);
  await composer(page).tap();
  await page.keyboard.type('One');
  await page.keyboard.press('Enter');
  await page.keyboard.type('two');
  await expect(composer(page)).toHaveValue('One\ntwo');
  await page.getByRole('button', { name: 'Send', exact: true }).tap();
  await expect(page.getByRole('article').filter({ hasText: 'two' })).toBeVisible();
  await expect(composer(page)).toHaveValue('');
});

test('the way back closes what lies uppermost, and leads to the list', async ({ show }) => {
  const page = await show('browser', phone);
  await general(page).tap();
  await atRest(page);
  await page.getByRole('button', { name: 'Search messages' }).tap();
  await expect(page.getByRole('complementary')).toBeVisible();
  await back(page);
  await expect(page.getByRole('complementary')).toHaveCount(0);
  await expect(composer(page)).toBeVisible();
  await page.getByRole('button', { name: 'More about this conversation' }).tap();
  await page.getByRole('menuitem', { name: 'Details…' }).tap();
  await expect(dialog(page)).toBeVisible();
  await back(page);
  await expect(dialog(page)).toHaveCount(0);
  await back(page);
  await expect(general(page)).toBeVisible();
  await expect.poll(() => page.evaluate(() => history.state)).toBeNull();
});

test('going back by the window’s own button leaves nothing in the history', async ({ show }) => {
  const page = await show('browser', phone);
  await general(page).tap();
  await atRest(page);
  await expect.poll(() => page.evaluate(() => history.state)).not.toBeNull();
  await page.getByRole('button', { name: 'Back to the list' }).tap();
  await expect(general(page)).toBeVisible();
  await expect.poll(() => page.evaluate(() => history.state)).toBeNull();
  await general(page).tap();
  await expect(composer(page)).toBeVisible();
  await back(page);
  await expect(general(page)).toBeVisible();
});

test('fields have letters that nothing zooms in on, and nothing scrolls sideways with the largest text', async ({
  show,
}) => {
  const page = await show('browser', { ...phone, textSize: 150 });
  const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(await sideways()).toBe(0);
  await general(page).tap();
  await atRest(page);
  expect(await sideways()).toBe(0);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('input, textarea, select')]
      .filter((field) => Number.parseFloat(getComputedStyle(field).fontSize) < 16)
      .map((field) => field.outerHTML),
  );
  expect(small).toEqual([]);
});

test('whatever can be pressed is large enough for a finger', async ({ show }) => {
  const page = await show('browser', phone);
  const small = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('button, [role="menuitem"], [role="tab"], input')]
        .filter((control) => control.checkVisibility({ visibilityProperty: true }))
        // Names, quotes and links stand in a line of text, where the text around them is room enough.
        .filter((control) => control.closest('.message, .timeline, .unseen') === null)
        .map((control) => ({
          html: control.outerHTML.slice(0, 120),
          box: (control.closest('.field-box, .list-filter') ?? control).getBoundingClientRect(),
        }))
        .filter(({ box }) => box.height < 43.5)
        .map(({ html, box }) => `${Math.round(box.height)} ${html}`),
    );
  expect(await small()).toEqual([]);
  await general(page).tap();
  await atRest(page);
  expect(await small()).toEqual([]);
});
