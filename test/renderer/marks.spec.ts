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
    await frames(page, 20);
    const row = await middleRow(page);
    const moved = await watchRow(page, row.key);
    for (const fromEnd of [1, 2, 60, 61, 70]) await reactFromElsewhere(page, '🎉', fromEnd);
    await frames(page, 20);
    expect(await moved()).toBeLessThanOrEqual(1);
  });
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

const panel = (page: Page, name: string) => page.getByRole('complementary', { name });

test.describe('a thread', () => {
  test('is opened by key, replied in, and given back the focus by Escape', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    const { keyboard } = page;
    await lastRow(page).focus();
    await keyboard.press('ArrowUp');
    await keyboard.press('t');
    const thread = panel(page, 'Thread');
    await expect(thread.getByRole('textbox', { name: 'Reply in this thread' })).toBeFocused();
    await keyboard.type('A reply in its place');
    await keyboard.press('Enter');
    await expect(thread.getByRole('article').last()).toContainText('A reply in its place');
    await expect(page.locator('.timeline').getByRole('article').last()).toContainText('A reply in its place');
    await expect(
      page
        .locator('.timeline')
        .getByRole('button', { name: /repl(y|ies) last/ })
        .last(),
    ).toBeVisible();
    await keyboard.press('Escape');
    await expect(thread).toHaveCount(0);
    await expect(page.locator('.timeline').locator('[data-key]:focus')).toHaveCount(1);
  });

  test('counts what others reply and delete, and says offline that there may be more', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    const ids = await page.evaluate(() => {
      const { fake } = globalThis;
      const general = fake.conversation('general').id;
      const root = fake.receive(general, 'Who brings cake?', 2);
      const replies = [3, 4].map(
        (who) => fake.receive(general, `I do, says ${who}`, who, { replyTo: root.id }).id,
      );
      return { general, reply: replies[0] };
    });
    const line = page.locator('.thread-line').last();
    await expect(line).toContainText('2 replies');
    await line.click();
    const thread = panel(page, 'Thread');
    await expect(thread.getByRole('article')).toHaveCount(3);
    await page.evaluate(({ general, reply }) => {
      if (reply !== undefined)
        globalThis.fake.changeMessage(general, reply, { text: '', deletedAt: Date.now() });
    }, ids);
    await expect(line).toContainText('1 reply');
    await expect(thread.getByText('1 reply', { exact: true })).toBeVisible();
    await page.evaluate(() => globalThis.fake.setConnection({ status: 'offline', retryAt: null }));
    await expect(thread.getByText('There may be more replies.')).toBeVisible();
  });
});

test('pins are listed with who pinned them, lead to their place and are taken away', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await lastRow(page).focus();
  await page.keyboard.press('p');
  await expect(page.getByText('Pinned a message.')).toBeVisible();
  await page.getByRole('button', { name: 'Pinned: 1 message' }).click();
  const pins = panel(page, 'Pinned');
  await expect(pins.getByRole('listitem')).toHaveCount(1);
  await expect(pins.getByText('Pinned by')).toBeVisible();
  await pins.getByRole('listitem').getByRole('button').first().click();
  await expect(page.locator('[data-lit]')).toHaveCount(1);
  await pins.getByRole('button', { name: 'Unpin' }).click();
  await expect(pins.getByText('Nothing is pinned here.')).toBeVisible();
});

test('what is kept for later is listed for the whole space and opened in its place', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await lastRow(page).focus();
  await page.keyboard.press('s');
  await page.getByRole('button', { name: 'Menu of' }).click();
  await page.getByRole('menuitem', { name: 'Saved for later' }).click();
  const saved = panel(page, 'Saved for later');
  await expect(saved.getByText('#general')).toBeVisible();
  await saved.getByRole('listitem').getByRole('button').first().click();
  await expect(page.locator('[data-lit]')).toHaveCount(1);
  await saved.getByRole('button', { name: 'Do not keep' }).click();
  await expect(saved.getByText('Nothing is kept here yet.')).toBeVisible();
});

test('a message is forwarded by key, with a word after it, and says whose it is', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  const { keyboard } = page;
  await lastRow(page).focus();
  await keyboard.press('f');
  await keyboard.type('bees');
  await keyboard.press('Enter');
  await keyboard.type('Look at this');
  await keyboard.press('Enter');
  await expect(page.getByText('Forwarded', { exact: true })).toBeVisible();
  await expect(lastRow(page)).toBeFocused();
  await keyboard.press('Control+k');
  await keyboard.type('bees');
  await keyboard.press('Enter');
  await expect(page.getByRole('article').nth(-2)).toContainText(/Written by .+ in #general/);
  await expect(lastRow(page)).toContainText('Look at this');
  await page
    .getByRole('button', { name: /Written by/ })
    .last()
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('general');
  await expect(page.locator('[data-lit]')).toHaveCount(1);
});

test('what was edited leads to what it said before, and what an admin deleted says so', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await page.evaluate(() => {
    const { fake } = globalThis;
    const general = fake.conversation('general').id;
    const said = fake.receive(general, 'Rain at ten');
    const rude = fake.receive(general, 'rude');
    fake.versions.set(said.id, [{ text: 'Rain at nine', replacedAt: 1_750_000_000_000 }]);
    fake.changeMessage(general, said.id, { editedAt: Date.now() });
    const admin = [...fake.space().users.keys()][1];
    if (admin !== undefined)
      fake.changeMessage(general, rude.id, { text: '', deletedAt: 1, deletedBy: admin });
  });
  await expect(page.getByText('This message was deleted by')).toBeVisible();
  await page.getByRole('button', { name: 'edited' }).last().click();
  const dialog = page.getByRole('dialog', { name: 'Earlier versions' });
  await expect(dialog.getByText('Rain at nine')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});
