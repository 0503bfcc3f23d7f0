import { atRest, callCount, composer, expect, rowTop, test, timeline, wheel } from './fixtures.ts';

test.describe('Markdown in messages', () => {
  test('is shown as what it means, and never as markup of the page', async ({ show }) => {
    const page = await show('markdown', { height: 1500 });
    await atRest(page);
    const row = (text: string) => page.getByRole('article').filter({ hasText: text });
    await expect(row('Spring plan').getByRole('heading', { name: 'Spring plan' })).toBeVisible();
    await expect(row('Spring plan').getByRole('listitem')).toHaveCount(5);
    await expect(row('Who does what').getByRole('columnheader')).toHaveText(['Bed', 'Who', 'Hours']);
    await expect(row('Who does what').locator('.mention')).toHaveText(['@tomas', '@aiko', '@jonas']);
    await expect(row('Left to do').getByRole('img', { name: 'Done' })).toHaveCount(2);
    await expect(row('Left to do').getByRole('checkbox')).toHaveCount(0);
    await expect(page.getByRole('article').locator('img')).toHaveCount(0);
    await page.evaluate(() => {
      const general = globalThis.fake.conversation('general').id;
      globalThis.fake.receive(general, '<img src=x onerror="document.title=1"> <b>x</b> **strong**');
    });
    await expect(row('onerror')).toContainText('<b>x</b> strong');
    await expect(row('onerror').locator('img, b')).toHaveCount(0);
  });

  test('leads outside through the app, and into the conversations it names', async ({ show }) => {
    const page = await show('markdown', { height: 1500 });
    await atRest(page);
    await page.getByRole('link', { name: 'book the chipper' }).click();
    await expect
      .poll(() => page.evaluate(() => globalThis.fake.calls.at(-1)))
      .toEqual({
        name: 'links:open',
        input: { url: 'https://example.org/chipper' },
      });
    await page.getByRole('button', { name: '#watering' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('watering');
  });

  test('has code with colours, its language and a copy of it', async ({ show }) => {
    const page = await show('markdown', { height: 1500 });
    await atRest(page);
    const block = page.locator('.code-block').filter({ hasText: 'closeAll' });
    await expect(block.locator('.hljs-keyword').first()).toBeVisible();
    await expect(block.locator('.code-language')).toHaveText('ts');
    await block.getByRole('button', { name: 'Copy this code' }).click();
    const copied = () =>
      page.evaluate(() => globalThis.fake.calls.findLast(({ name }) => name === 'clipboard:write'));
    const text = expect.stringContaining('for (const valve of open) await valve.close');
    await expect.poll(copied).toMatchObject({ input: { text } });
  });

  test('scrolls wide code inside its block and not the window', async ({ show }) => {
    const page = await show('markdown', { width: 360, height: 640 });
    await page.getByRole('button', { name: 'general' }).first().click();
    await atRest(page);
    const block = page.locator('.code-text').filter({ hasText: 'closeAll' });
    await block.scrollIntoViewIfNeeded();
    await block.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => block.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await timeline(page).evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  });

  test('shows what a spoiler hides to who asks for it, by key too, and to nobody else', async ({ show }) => {
    const page = await show('markdown', { height: 1500 });
    await atRest(page);
    const spoiler = page.getByRole('button', { name: 'Hidden text, show it' });
    await spoiler.focus();
    await page.keyboard.press('Enter');
    const shown = page.locator('.spoiler[data-open]');
    await expect(shown).toHaveText('a wheelbarrow with a bow on it');
    await expect(shown).toBeFocused();
    await expect(shown.locator('strong')).toHaveText('wheelbarrow');
    const row = page.getByRole('article').filter({ hasText: 'About the raffle' });
    await row.focus();
    await page.keyboard.press('r');
    await expect(page.locator('.about-text')).toHaveText(
      'About the raffle: the first prize is ▒▒▒▒▒. Tell nobody.',
    );
  });

  test('says what somebody does, and shows emoji for their names', async ({ show }) => {
    const page = await show('markdown', { height: 1500 });
    await atRest(page);
    await expect(page.locator('.message-action')).toHaveText(
      'Aiko Nakamura waters the tomatoes and hopes for rain 🌧️',
    );
    await expect(page.locator('.message-emoji')).toHaveText('🎉 🐝');
    await composer(page).fill('at 10:30:45 `:tada:` :not_a_name: :tada:');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('article').last()).toContainText('at 10:30:45 :tada: :not_a_name: 🎉');
    const sent = () =>
      page.evaluate(() => globalThis.fake.calls.findLast(({ name }) => name === 'messages:send'));
    await expect.poll(sent).toMatchObject({ input: { text: 'at 10:30:45 `:tada:` :not_a_name: :tada:' } });
    // The same where the message is referred to.
    await page.getByRole('article').last().focus();
    await page.keyboard.press('r');
    await expect(page.locator('.about-text')).toHaveText('at 10:30:45 :tada: :not_a_name: 🎉');
    await page.keyboard.type('Indeed');
    await page.keyboard.press('Enter');
    await expect(page.locator('.quote-text').last()).toHaveText('at 10:30:45 :tada: :not_a_name: 🎉');
  });
});

test('a long message unfolds under what is read, and folds under the button', async ({ show }) => {
  const page = await show('markdown');
  await atRest(page);
  await page.evaluate(() => {
    const general = globalThis.fake.conversation('general').id;
    globalThis.fake.receive(general, Array.from({ length: 60 }, (_, line) => `line ${line}`).join('\n'));
  });
  const more = page.getByRole('button', { name: 'Show all' }).last();
  await expect(more).toBeInViewport();
  await atRest(page);
  const key = await page.getByRole('article').last().getAttribute('data-key');
  const before = await rowTop(page, key ?? '');
  await more.click();
  await expect(page.getByRole('button', { name: 'Show less' })).toHaveCount(1);
  await atRest(page);
  expect(Math.abs((await rowTop(page, key ?? '')) - before)).toBeLessThanOrEqual(1);
  await wheel(page, 5_000);
  const less = page.getByRole('button', { name: 'Show less' });
  await expect(less).toBeInViewport();
  await page.evaluate(() => {
    const general = globalThis.fake.conversation('general').id;
    for (let count = 0; count < 30; count += 1) globalThis.fake.receive(general, `after ${count}`);
  });
  await less.scrollIntoViewIfNeeded();
  await wheel(page, -200);
  await atRest(page);
  const button = page.locator('.message-fold').filter({ hasText: 'Show less' });
  const top = (await button.boundingBox())?.y ?? Number.NaN;
  await button.click();
  await atRest(page);
  const folded = page.locator('.message-fold').last();
  expect(Math.abs(((await folded.boundingBox())?.y ?? Number.NaN) - top)).toBeLessThanOrEqual(2);
});

test('a message that is meant to do harm does not hold the window up', async ({ show }) => {
  const page = await show('markdown');
  await atRest(page);
  await page.evaluate(() => {
    const general = globalThis.fake.conversation('general').id;
    for (const part of [
      '*',
      '[',
      '|',
      '||a ',
      '> ',
      '`',
      '![',
      '- ',
      '_a *b ',
      ':a:',
      '@a ',
      '#a ',
      'a.',
      '://',
    ])
      globalThis.fake.receive(general, part.repeat(20_000 / part.length));
    globalThis.fake.receive(general, 'and **then** life went on');
  });
  await expect(page.getByRole('article').filter({ hasText: 'life went on' })).toBeInViewport();
  await composer(page).fill('still here');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article').last()).toContainText('still here');
  await expect.poll(() => callCount(page, 'messages:send')).toBe(1);
});
