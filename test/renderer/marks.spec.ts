import type { Page } from '@playwright/test';
import { atRest, composer, expect, frames, middleRow, test, watchRow, wheel } from './fixtures.ts';

const lastRow = (page: Page) => page.getByRole('article').last();
const pill = (page: Page, emoji: string) => page.getByRole('button', { name: new RegExp(`^${emoji}:`) });

/** The row that is the last one now, whatever follows it. */
async function thisRow(page: Page) {
  const key = await lastRow(page).getAttribute('data-key');
  return page.locator(`.timeline [data-key="${key}"]`);
}

/** What was put into the outbox, newest last. */
const queued = (page: Page) =>
  page.evaluate(() =>
    globalThis.fake.calls
      .filter((call) => call.name === 'outbox:add')
      .map((call) => (call.input as { request: { name: string; payload: object } }).request),
  );

/** Someone of the fake space puts an emoji to a message of #general, counted from the end. */
const reactFromElsewhere = (page: Page, emoji: string, fromEnd = 1) =>
  page.evaluate(
    ([what, at]) => {
      const { fake } = globalThis;
      const general = fake.conversation('general').id;
      const message = fake.space().messages.get(general)?.at(-at);
      const ada = [...fake.space().users.keys()][2];
      if (message === undefined || ada === undefined) throw new Error('nobody there');
      const reactions = [...(message.reactions ?? []), { emoji: what, userIds: [ada] }];
      fake.changeMessage(general, message.id, { reactions });
    },
    [emoji, fromEnd] as const,
  );

test.describe('reactions', () => {
  test('are put by mouse, taken away by a click, and tell by name who put them', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    await lastRow(page).hover();
    await page.getByRole('button', { name: 'Add a reaction' }).click();
    await page.getByRole('button', { name: 'React with 🎉' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(pill(page, '🎉').last()).toHaveAttribute('aria-pressed', 'true');
    await reactFromElsewhere(page, '👍');
    await pill(page, '👍').last().hover();
    const name = await page.evaluate(() => [...globalThis.fake.space().users.values()][2]?.displayName ?? '');
    await expect(page.locator('.tip')).toHaveText(name);
    await pill(page, '👍').last().click();
    await expect(pill(page, '👍').last()).toHaveAccessibleName(`👍: you and ${name}`);
    await pill(page, '👍').last().click();
    await expect(pill(page, '👍').last()).toHaveAccessibleName(`👍: ${name}`);
    expect(
      (await queued(page)).map(({ name: what, payload }) => [what, { ...payload, messageId: '' }]),
    ).toEqual([
      ['message:react', { messageId: '', emoji: '🎉', on: true }],
      ['message:react', { messageId: '', emoji: '👍', on: true }],
      ['message:react', { messageId: '', emoji: '👍', on: false }],
    ]);
  });

  test('are put by key, and the emoji used last is offered first', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    const { keyboard } = page;
    await keyboard.press('Shift+F6');
    await expect(lastRow(page)).toBeFocused();
    await keyboard.press('+');
    await expect(page.getByRole('button', { name: 'React with 👍' })).toBeFocused();
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowRight');
    await keyboard.press('Enter');
    await expect(pill(page, '😂').last()).toBeVisible();
    await expect(lastRow(page)).toBeFocused();
    await keyboard.press('+');
    await expect(page.getByRole('button', { name: 'React with 😂' })).toBeFocused();
    await keyboard.press('Escape');
    await expect(lastRow(page)).toBeFocused();
  });

  test('that arrive move nothing that is read', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    await wheel(page, -900);
    await atRest(page);
    const row = await middleRow(page);
    const moved = await watchRow(page, row.key);
    for (const fromEnd of [1, 2, 60, 61, 70]) await reactFromElsewhere(page, '🎉', fromEnd);
    await frames(page, 20);
    expect(await moved()).toBeLessThanOrEqual(1);
  });

  test('move nothing that is read when they come to a message in view above it', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    await wheel(page, -900);
    await atRest(page);
    const row = await middleRow(page);
    const above = await page.evaluate((middle) => {
      const { fake } = globalThis;
      const rows = [...document.querySelectorAll<HTMLElement>('.timeline [data-key]')];
      const inView = rows.filter((one) => {
        const { top } = one.getBoundingClientRect();
        return top > 80 && top < middle - 60;
      });
      const keys = inView.map((one) => one.dataset['key']);
      const general = fake.conversation('general').id;
      const all = fake.space().messages.get(general) ?? [];
      return all.flatMap(({ authorId, clientId }, index) =>
        keys.includes(`${authorId}:${clientId}`) ? [all.length - index] : [],
      );
    }, row.top);
    expect(above.length).toBeGreaterThan(1);
    const moved = await watchRow(page, row.key);
    for (const fromEnd of above) await reactFromElsewhere(page, '🎉', fromEnd);
    await frames(page, 20);
    await expect(pill(page, '🎉')).toHaveCount(above.length);
    expect(await moved()).toBeLessThanOrEqual(1);
  });
});

test('what was opened at a row’s buttons stays there when the pointer takes the buttons to another row', async ({
  show,
}) => {
  const page = await show('full');
  await atRest(page);
  await lastRow(page).hover();
  await page.getByRole('button', { name: 'Add a reaction' }).click();
  const choice = page.getByRole('dialog', { name: 'Add a reaction' });
  await expect(choice).toBeVisible();
  await frames(page, 10);
  const before = await choice.boundingBox();
  const other = page.getByRole('article').nth(-3);
  await other.hover();
  await expect(other.getByRole('button', { name: 'Add a reaction' })).toBeVisible();
  await frames(page, 30);
  expect(await choice.boundingBox()).toEqual(before);
});

test.describe('the menu of a message', () => {
  test('opens with the right button and by key, and gives the focus back', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    const row = await thisRow(page);
    await row.click({ button: 'right' });
    await expect(page.getByRole('menu')).toBeVisible();
    await page.getByRole('menuitem', { name: 'Pin' }).click();
    await expect(row.getByRole('img', { name: 'Pinned' })).toBeVisible();
    await row.focus();
    await page.keyboard.press('Shift+F10');
    await expect(page.getByRole('menuitem', { name: 'Unpin' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(row).toBeFocused();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Reply' }).press('Enter');
    await expect(composer(page)).toBeFocused();
    await expect(page.getByText('Reply to', { exact: false }).and(page.locator('strong'))).toBeVisible();
  });

  test('leads to a reaction, and to the question before deleting', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    await lastRow(page).hover();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Add a reaction' }).click();
    await page.getByRole('button', { name: 'React with 👍' }).click();
    await expect(pill(page, '👍').last()).toBeVisible();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(page.getByRole('dialog', { name: 'Delete this message?' })).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(lastRow(page)).toBeFocused();
  });
});

test('pins and what is kept for later are set by key, offline as well', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  const row = await thisRow(page);
  await page.evaluate(() => globalThis.fake.setConnection({ status: 'offline', retryAt: null }));
  await row.focus();
  await page.keyboard.press('p');
  await page.keyboard.press('s');
  await expect(row.getByRole('img', { name: 'Pinned' })).toBeVisible();
  await expect(row.getByRole('img', { name: 'Saved for later' })).toBeVisible();
  await page.keyboard.press('p');
  await expect(row.getByRole('img', { name: 'Pinned' })).toBeHidden();
  expect((await queued(page)).map(({ name }) => name)).toEqual(['message:pin', 'entry:set', 'message:pin']);
});
