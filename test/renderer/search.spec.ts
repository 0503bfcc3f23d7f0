import type { Page } from '@playwright/test';
import { atRest, callCount, composer, expect, litIn, noteLit, open, test, timeline } from './fixtures.ts';

const panel = (page: Page) => page.getByRole('complementary', { name: 'Search messages' });
const field = (page: Page) => page.getByRole('textbox', { name: 'Words to look for' });
const hits = (page: Page) => page.getByRole('list', { name: 'Messages found' }).getByRole('button');
/** One message was lit since `noteLit`, which holds these words, and has those marked, if any are named. */
const expectLit = (page: Page, words: string, marked?: string[]) =>
  expect
    .poll(() => litIn(page))
    .toMatchObject([{ text: expect.stringContaining(words), ...(marked && { marked }) }]);

/** Has someone write into a channel. */
const receive = (page: Page, channel: string, text: string) =>
  page.evaluate(
    ([name, words]) => {
      const { fake } = globalThis;
      return fake.receive(fake.conversation(name ?? '').id, words ?? '');
    },
    [channel, text],
  );

test('by mouse: someone finds a word everywhere, and reads it where it was written', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await receive(page, 'watering', 'The Zeppelin of the fair lands on Sunday');
  await page.getByRole('button', { name: 'Search messages' }).click();
  await expect(field(page)).toBeFocused();
  await field(page).fill('zeppe sunday');
  await expect(panel(page)).toContainText('Nothing found');
  await page.getByRole('radio', { name: 'Everywhere' }).click();
  await expect(hits(page)).toHaveCount(1);
  await expect(hits(page).first()).toContainText('in #watering');
  await expect(hits(page).first().locator('mark')).toHaveText(['Zeppelin', 'Sunday']);
  await noteLit(page);
  await hits(page).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('watering');
  await expectLit(page, 'The Zeppelin of the fair', ['Zeppelin', 'Sunday']);
  await page.getByRole('button', { name: 'Close search' }).click();
  await expect(panel(page)).toBeHidden();
  await expect(timeline(page).locator('mark')).toHaveCount(0);
});

test('by keyboard alone: find, go through the hits, open one, go back and forward, close', async ({
  show,
}) => {
  const page = await show('full');
  await atRest(page);
  const here = await page.getByRole('heading', { level: 1 }).textContent();
  await receive(page, 'watering', 'xylophone one');
  await receive(page, 'watering', 'xylophone two');
  await composer(page).focus();
  await page.keyboard.press('Control+Shift+F');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('xylo');
  await expect(hits(page)).toHaveCount(2);
  await page.keyboard.press('ArrowDown');
  await expect(hits(page).nth(0)).toBeFocused();
  await expect(hits(page).nth(0)).toContainText('xylophone two');
  await page.keyboard.press('ArrowDown');
  await expect(hits(page).nth(1)).toBeFocused();
  await noteLit(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('watering');
  await expectLit(page, 'xylophone one');
  await expect(hits(page).nth(1)).toBeFocused();
  await page.keyboard.press('Control+[');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(here ?? '');
  await page.keyboard.press('Control+]');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('watering');
  await page.keyboard.press('Control+f');
  await expect(field(page)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect(field(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(panel(page)).toBeHidden();
  await expect(composer(page)).toBeFocused();
});

test('only one panel is there at a time, reached by F6, and people stay as they were set', async ({
  show,
}) => {
  const page = await show('panel');
  const people = page.getByRole('complementary', { name: 'People in this conversation' });
  await expect(people).toBeVisible();
  await page.keyboard.press('Control+f');
  await expect(panel(page)).toBeVisible();
  await expect(people).toBeHidden();
  await composer(page).focus();
  await page.keyboard.press('F6');
  await expect(field(page)).toBeFocused();
  await page.getByRole('button', { name: 'Show people' }).click();
  await expect(people).toBeVisible();
  await expect(panel(page)).toBeHidden();
});

test('more is found while scrolling, each message once', async ({ show }) => {
  const page = await show('full');
  await open(page, 'watering');
  await page.evaluate(() => {
    const { fake } = globalThis;
    const { id } = fake.conversation('watering');
    for (let number = 1; number <= 120; number += 1) fake.receive(id, `xylophone ${number}`);
  });
  await page.keyboard.press('Control+f');
  await field(page).fill('xylo');
  await expect(hits(page)).toHaveCount(50);
  await page
    .getByRole('list', { name: 'Messages found' })
    .evaluate((list) => list.scrollTo(0, list.scrollHeight));
  await expect(hits(page)).toHaveCount(100);
  await expect.poll(() => callCount(page, 'messages:search')).toBeGreaterThanOrEqual(2);
});

test('what holds no word finds nothing, and says what to do', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await page.keyboard.press('Control+f');
  await expect(panel(page)).toContainText('Find what was written');
  await field(page).fill('🎉 "" *');
  await expect(panel(page)).toContainText('Find what was written');
  await expect(panel(page)).toContainText('Only what is on this computer is searched.');
  expect(await callCount(page, 'messages:search')).toBe(0);
});

test('in one column the panel makes way for the message that was chosen', async ({ show }) => {
  const page = await show('full', { width: 480, height: 700 });
  await open(page, 'watering');
  await receive(page, 'watering', 'xylophone');
  await page.getByRole('button', { name: 'Search messages' }).click();
  await field(page).fill('xylo');
  await noteLit(page);
  await hits(page).first().click();
  await expect(panel(page)).toBeHidden();
  await expectLit(page, 'xylophone');
});

test('a link to a message is copied by L, and leads there from another conversation', async ({ show }) => {
  const page = await show('full');
  await open(page, 'watering');
  await receive(page, 'watering', 'look at this one');
  const row = page.getByRole('article').filter({ hasText: 'look at this one' });
  await row.focus();
  await page.keyboard.press('l');
  await expect(page.getByText('Link copied')).toBeVisible();
  const link = await page.evaluate(() => {
    const copied = globalThis.fake.calls.filter(({ name }) => name === 'clipboard:write').at(-1);
    return (copied?.input as { text: string } | undefined)?.text ?? '';
  });
  expect(link).toMatch(/^parley:\/\/message\//);
  await open(page, 'general');
  await receive(page, 'general', `It is here: ${link} as I said`);
  await noteLit(page);
  await page.getByRole('link', { name: link }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('watering');
  await expectLit(page, 'look at this one');
});

test('links that lead nowhere from here say why', async ({ show }) => {
  const page = await show('full');
  await open(page, 'general');
  const { spaceId, conversationId } = await page.evaluate(() => {
    const { fake } = globalThis;
    return { spaceId: fake.space().view.spaceId, conversationId: fake.conversation('watering').id };
  });
  const nobody = '0190a000-0009-7000-8000-00000000dead';
  for (const [path, words] of [
    [`${nobody}/${conversationId}/${nobody}`, 'a space that is not on this computer'],
    [`${spaceId}/${nobody}/${nobody}`, 'a conversation that you are not in'],
    [`${spaceId}/${conversationId}/${nobody}`, 'no longer there'],
  ] as const) {
    await open(page, 'general');
    await receive(page, 'general', `parley://message/${path}`);
    await page.getByRole('link', { name: `parley://message/${path}` }).click();
    await expect(page.getByText(words)).toBeVisible();
  }
});
