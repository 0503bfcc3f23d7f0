import { atRest, callCount, composer, expect, holdFrames, open, test } from './fixtures.ts';

const sent = (calls: { name: string; input: unknown }[], name: string) =>
  calls.filter((call) => call.name === name).map((call) => call.input);

test('a whole visit is possible with the keyboard alone', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await expect(composer(page)).toBeFocused();
  const { keyboard } = page;

  await keyboard.press('Control+k');
  await keyboard.type('bee');
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('bees');
  await expect(composer(page)).toBeFocused();

  await keyboard.type('Hello from the keyboard');
  await keyboard.press('Shift+Enter');
  await keyboard.type('second line');
  await keyboard.press('Enter');
  await expect(composer(page)).toHaveValue('');
  const own = page.getByRole('article').last();
  await expect(own).toContainText('Hello from the keyboard\nsecond line', { useInnerText: true });

  await keyboard.press('ArrowUp');
  await expect(page.getByText('Edit message')).toBeVisible();
  await keyboard.type(', edited');
  await keyboard.press('Enter');
  await expect(own).toContainText('second line, edited');
  await expect(composer(page)).toBeFocused();

  // From the field into the messages, up one, answer it.
  await keyboard.press('Shift+F6');
  await expect(own).toBeFocused();
  await keyboard.press('ArrowUp');
  await expect(page.getByRole('article').nth(-2)).toBeFocused();
  await keyboard.press('r');
  await expect(page.getByText('Reply to')).toBeVisible();
  await expect(composer(page)).toBeFocused();
  await keyboard.press('Escape');
  await expect(page.getByText('Reply to')).toBeHidden();

  await keyboard.press('Shift+F6');
  await keyboard.press('End');
  await keyboard.press('Delete');
  const dialog = page.getByRole('dialog', { name: 'Delete this message?' });
  await expect(dialog.and(page.locator(':focus-within'))).toBeVisible();
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Delete message' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(own).toContainText('This message was deleted.');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(own).toBeFocused();

  await keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('board');
  await keyboard.press('Alt+Shift+ArrowDown');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('budget-2026');
  await expect(composer(page)).toBeFocused();
  await keyboard.press('Control+2');
  await expect(page.getByRole('button', { name: 'Menu of River neighbours' })).toBeVisible();
});

test('the way to where one is already ends where one was writing', async ({ show }) => {
  const page = await show('full');
  await expect(composer(page)).toBeFocused();
  const name = await page.getByRole('heading', { level: 1 }).innerText();
  await page.keyboard.press('Control+k');
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(composer(page)).toBeFocused();
});

test.describe('keys that come before the window has followed', () => {
  test('are for the menu and the dialog that were opened', async ({ show }) => {
    const page = await show('arranged');
    await atRest(page);
    const { keyboard } = page;
    await page.getByRole('button', { name: 'Menu of the section Reading' }).focus();
    const draw = await holdFrames(page);
    for (const key of ['Enter', 'Enter', 'Control+a']) await keyboard.press(key);
    await keyboard.type('To read');
    await keyboard.press('Enter');
    await draw();
    await expect(page.getByRole('button', { name: 'Menu of the section To read' })).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('are for the dialog that has to be fetched first, with what they select and confirm there', async ({
    page,
    show,
  }) => {
    const { promise: typed, resolve: fetch } = Promise.withResolvers<void>();
    await page.route('**/assets/dialogs-*.js', (route) => typed.then(() => route.continue()));
    await show('arranged');
    await atRest(page);
    const { keyboard } = page;
    await page.getByRole('button', { name: 'Menu of the section Reading' }).click();
    await page.getByRole('menuitem', { name: /^Rename/ }).click();
    await expect(page.getByRole('menu')).toHaveCount(0);
    await keyboard.press('Control+a');
    await keyboard.type('To read');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    // The last of the keys: they are kept for so long after it.
    await keyboard.press('Enter');
    fetch();
    await expect(page.getByRole('button', { name: 'Menu of the section To read' })).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('are for the menu of what has the focus', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    await page.getByRole('article').last().focus();
    const draw = await holdFrames(page);
    await page.keyboard.press('m');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await draw();
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect.poll(() => callCount(page, 'outbox:add')).toBe(1);
    await expect(page.getByRole('article').last()).toBeFocused();
  });

  test('wait for a dialog that has to be fetched first', async ({ page, show }) => {
    const { promise: typed, resolve: fetch } = Promise.withResolvers<void>();
    await page.route('**/assets/dialogs-*.js', (route) => typed.then(() => route.continue()));
    await show('full');
    await atRest(page);
    await expect(composer(page)).toBeFocused();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('bet');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('e');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('general');
    // The last of the keys: they are kept for so long after it.
    await page.keyboard.press('Enter');
    fetch();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('bees');
    await expect(composer(page)).toHaveValue('');
    await open(page, 'general');
    await expect(composer(page)).toHaveValue('');
    expect(await callCount(page, 'messages:send')).toBe(0);
  });
});

test.describe('a dialog that does not come', () => {
  test('is called off by Escape, with what was typed for it', async ({ page, show }) => {
    const { promise: asked, resolve: fetch } = Promise.withResolvers<void>();
    await page.route('**/assets/dialogs-*.js', (route) => asked.then(() => route.continue()));
    await show('full');
    await atRest(page);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('bees');
    await page.keyboard.press('Escape');
    await page.keyboard.type('as before');
    await expect(composer(page)).toHaveValue('as before');
    const fetched = page.waitForResponse('**/assets/dialogs-*.js');
    fetch();
    await (await fetched).finished();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(composer(page)).toHaveValue('as before');
  });

  test('holds no keys any more once the focus has gone elsewhere', async ({ page, show }) => {
    await page.route('**/assets/dialogs-*.js', () => {});
    await show('full');
    await atRest(page);
    await page.getByRole('article').last().focus();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('bees');
    await composer(page).click();
    await page.keyboard.type('as before');
    await expect(composer(page)).toHaveValue('as before');
  });

  test('gives back what was typed for it after a while', async ({ page, show }) => {
    await page.route('**/assets/dialogs-*.js', () => {});
    await show('full');
    await atRest(page);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('bees');
    await page.keyboard.press('Enter');
    await expect(composer(page)).toHaveValue('bees');
    await page.keyboard.type(' and all');
    await expect(composer(page)).toHaveValue('bees and all');
    expect(await callCount(page, 'messages:send')).toBe(0);
  });
});

test('the parts of the window follow one another', async ({ show }) => {
  const page = await show('panel');
  await atRest(page);
  const region = () =>
    page.evaluate(() => document.activeElement?.closest('[data-region]')?.getAttribute('data-region'));
  await composer(page).focus();
  const seen: unknown[] = [];
  for (let step = 0; step < 5; step += 1) {
    await page.keyboard.press('F6');
    seen.push(await region());
  }
  expect(seen).toEqual(['panel', 'rail', 'list', 'timeline', 'composer']);
});

test('what is being composed by an input method is not sent by its Enter', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await composer(page).fill('にほん');
  await composer(page).dispatchEvent('keydown', { key: 'Enter', isComposing: true });
  await expect(composer(page)).toHaveValue('にほん');
  await composer(page).press('Enter');
  await expect(composer(page)).toHaveValue('');
});

test('people are mentioned by a few letters', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await composer(page).pressSequentially('Ask @tom');
  await expect(page.getByRole('option', { name: 'Tomás Ferreira' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Tab');
  await expect(composer(page)).toHaveValue('Ask @tomas ');
  await expect(page.getByRole('option')).toHaveCount(0);
});

test('a draft stays with its conversation, and an edit leaves it alone', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await composer(page).fill('half a thought');
  await open(page, 'bees');
  await expect(composer(page)).toHaveValue('');
  await open(page, 'general');
  await expect(composer(page)).toHaveValue('half a thought');
  const kept = async () => sent(await page.evaluate(() => globalThis.fake.calls), 'drafts:save');
  await expect
    .poll(kept)
    .toContainEqual(expect.objectContaining({ draft: { text: 'half a thought', replyTo: null } }));
  await page.getByRole('article').filter({ hasText: 'Mara' }).last().focus();
  await page.keyboard.press('e');
  await expect(composer(page)).not.toHaveValue('half a thought');
  await page.keyboard.press('Escape');
  await expect(composer(page)).toHaveValue('half a thought');
});
