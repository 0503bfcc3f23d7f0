import type { Page } from '@playwright/test';
import { atRest, expect, litIn, noteLit, test } from './fixtures.ts';

const lastRow = (page: Page) => page.getByRole('article').last();
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
  await noteLit(page);
  await pins.getByRole('listitem').getByRole('button').first().click();
  await expect.poll(() => litIn(page)).toHaveLength(1);
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
  await noteLit(page);
  await saved.getByRole('listitem').getByRole('button').first().click();
  await expect.poll(() => litIn(page)).toHaveLength(1);
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
  await noteLit(page);
  await page
    .getByRole('button', { name: /Written by/ })
    .last()
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('general');
  await expect.poll(() => litIn(page)).toHaveLength(1);
});

/** Pins and keeps the last messages of #general, so many of them. */
const markMany = (page: Page, count: number) =>
  page.evaluate((many) => {
    const { fake } = globalThis;
    const { spaceId, userId } = fake.space().view;
    const conversationId = fake.conversation('general').id;
    const messages = (fake.space().messages.get(conversationId) ?? [])
      .filter(({ deletedAt }) => deletedAt === null)
      .slice(-many);
    const entries = messages.flatMap(({ id: key }, at) => [
      {
        stream: `conversation:${conversationId}` as const,
        kind: 'pin',
        key,
        value: { pinnedBy: userId, pinnedAt: at },
      },
      { stream: `user:${userId}` as const, kind: 'saved', key, value: { conversationId, savedAt: at } },
    ]);
    fake.push({ type: 'entries.changed', spaceId, entries });
  }, count);

for (const [name, title, reach] of [
  ['pins', 'Pinned', (page: Page) => page.getByRole('button', { name: 'Pinned: 120 messages' }).click()],
  [
    'what is kept',
    'Saved for later',
    async (page: Page) => {
      await page.getByRole('button', { name: 'Menu of' }).click();
      await page.getByRole('menuitem', { name: 'Saved for later' }).click();
    },
  ],
] as const)
  test(`${name}: as many as there are come in scrolling`, async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    await markMany(page, 120);
    await reach(page);
    const cards = panel(page, title).getByRole('listitem');
    await expect(cards).toHaveCount(50);
    for (const more of [100, 120]) {
      await cards.last().scrollIntoViewIfNeeded();
      await expect(cards).toHaveCount(more);
    }
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
  await expect(dialog.getByRole('listitem').last()).toContainText('Rain at nine');
  await expect(dialog.locator('del')).toHaveText(['nine']);
  await expect(dialog.locator('ins')).toHaveText(['ten']);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});
