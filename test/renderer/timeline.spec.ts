import {
  atRest,
  callCount,
  composer,
  expect,
  frames,
  litIn,
  middleRow,
  noteLit,
  open,
  rowTop,
  test,
  timeline,
  watchRow,
  wheel,
} from './fixtures.ts';

test.describe('a reader who has scrolled up', () => {
  test('stays at the row they read while older messages are put in front', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    for (let round = 0; round < 3; round += 1) {
      const pages = await page.evaluate(() => {
        globalThis.fake.hold('messages:page');
        return globalThis.fake.calls.filter(({ name }) => name === 'messages:page').length;
      });
      while ((await callCount(page, 'messages:page')) === pages) await wheel(page, -700);
      await atRest(page);
      const height = await timeline(page).evaluate((element) => element.scrollHeight);
      const row = await middleRow(page);
      const moved = await watchRow(page, row.key);
      await page.evaluate(() => globalThis.fake.letGo('messages:page'));
      await expect
        .poll(() => timeline(page).evaluate((element) => element.scrollHeight))
        .toBeGreaterThan(height);
      await frames(page, 10);
      expect(await moved()).toBeLessThanOrEqual(1);
    }
  });

  test('is not moved by what arrives, changes or is deleted, and is told how much is new', async ({
    show,
  }) => {
    const page = await show('full');
    await atRest(page);
    await wheel(page, -900);
    const jump = page.getByRole('button', { name: 'Jump to newest' });
    await expect(jump).toBeVisible();
    await atRest(page);
    const row = await middleRow(page);
    const moved = await watchRow(page, row.key);
    await page.evaluate(() => {
      const general = globalThis.fake.conversation('general').id;
      const messages = globalThis.fake.space().messages.get(general) ?? [];
      for (let count = 0; count < 20; count += 1)
        globalThis.fake.receive(general, `news ${count}`, 2 + (count % 3));
      const old = messages.at(-60);
      if (old !== undefined) globalThis.fake.changeMessage(general, old.id, { text: '', deletedAt: 1 });
      const longer = messages.at(-70);
      if (longer !== undefined)
        globalThis.fake.changeMessage(general, longer.id, { text: 'longer\n'.repeat(9) });
    });
    await expect(jump).toContainText('20');
    await frames(page, 10);
    expect(await moved()).toBeLessThanOrEqual(1);
    await jump.click();
    await expect(page.getByText('news 19')).toBeInViewport();
    await expect(jump).toBeHidden();
  });

  test('is not moved by a banner that comes and goes', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    await wheel(page, -900);
    await atRest(page);
    const row = await middleRow(page);
    const moved = await watchRow(page, row.key);
    await page.evaluate(() => globalThis.fake.setConnection({ status: 'offline', retryAt: null }));
    await expect(page.getByRole('button', { name: 'Try now' })).toBeVisible();
    await page.evaluate(() => globalThis.fake.setConnection({ status: 'online' }));
    await expect(page.getByRole('button', { name: 'Try now' })).toBeHidden();
    await frames(page);
    expect(await moved()).toBeLessThanOrEqual(1);
  });

  test('is put back at the same row when everything is read again, and on coming back later', async ({
    show,
  }) => {
    const page = await show('full');
    await atRest(page);
    await wheel(page, -1500);
    await atRest(page);
    const row = await middleRow(page);
    const pages = await callCount(page, 'messages:page');
    await page.evaluate(() => {
      const { view } = globalThis.fake.space();
      const conversationId = globalThis.fake.conversation('general').id;
      globalThis.fake.push({ type: 'messages.reset', spaceId: view.spaceId, conversationId });
    });
    await expect.poll(() => callCount(page, 'messages:page')).toBeGreaterThan(pages);
    await atRest(page);
    await expect.poll(async () => Math.abs((await rowTop(page, row.key)) - row.top)).toBeLessThanOrEqual(1);

    await open(page, 'bees');
    await open(page, 'general');
    await expect.poll(async () => Math.abs((await rowTop(page, row.key)) - row.top)).toBeLessThanOrEqual(1);
  });
});

test.describe('a reader at the end', () => {
  test('follows what arrives, and stays there while the field grows', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    await page.evaluate(() =>
      globalThis.fake.receive(globalThis.fake.conversation('general').id, 'just now'),
    );
    await expect(page.getByText('just now').first()).toBeInViewport();
    await composer(page).fill('one\ntwo\nthree\nfour\nfive\nsix');
    await expect(page.getByRole('article').last()).toBeInViewport({ ratio: 1 });
    const below = () =>
      timeline(page).evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop);
    await expect.poll(below).toBeLessThanOrEqual(1);
    for (const width of [700, 380, 1120]) {
      await page.setViewportSize({ width, height: 640 });
      await frames(page, 10);
      if (width < 640) continue;
      await expect.poll(below).toBeLessThanOrEqual(1);
    }
  });
});

test.describe('one’s own message', () => {
  test('brings a reader who has scrolled up to the end', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    await wheel(page, -4000);
    await frames(page, 5);
    await composer(page).fill('here I am');
    await composer(page).press('Enter');
    await expect(page.getByText('here I am')).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole('button', { name: 'Jump to newest' })).toBeHidden();
  });
});

test.describe('a conversation', () => {
  test('opens at what is new, even if that is more than a page, and keeps the line', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    await open(page, 'market-saturdays');
    const line = page.locator('.new-line');
    await expect(line).toBeInViewport();
    await expect
      .poll(() => page.evaluate(() => globalThis.fake.conversation('market-saturdays').unread))
      .toBe(0);
    await expect(line).toBeInViewport();
    await open(page, 'bees');
    await open(page, 'market-saturdays');
    await expect(line).toBeHidden();
  });

  test('of a hundred thousand messages keeps the page small, wherever it is scrolled to', async ({
    show,
  }) => {
    const page = await show('huge');
    await atRest(page);
    await open(page, 'huge');
    for (let round = 0; round < 25; round += 1) {
      await wheel(page, -2500);
      await frames(page, 2);
    }
    const loaded = await timeline(page).evaluate((element) => element.scrollHeight);
    expect(loaded).toBeGreaterThan(20_000);
    expect(await page.locator('*').count()).toBeLessThan(2_500);
    expect(await page.getByRole('article').count()).toBeLessThan(60);
  });

  test('that is followed through a flood stays at its end, and does not grow for ever', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    let highest = 0;
    for (let round = 1; round <= 8; round += 1) {
      await page.evaluate((last) => {
        const general = globalThis.fake.conversation('general').id;
        for (let number = last - 499; number <= last; number += 1)
          globalThis.fake.receive(general, `news ${number}.`, 2 + (number % 3));
      }, round * 500);
      await expect(page.getByText(`news ${round * 500}.`, { exact: true })).toBeInViewport();
      await frames(page, 3);
      await expect(page.getByText(`news ${round * 500}.`, { exact: true })).toBeInViewport();
      highest = Math.max(highest, await timeline(page).evaluate((element) => element.scrollHeight));
    }
    // Of 4,000 rows nearly 2,000 at most were ever held; each begins a group and is about 58 px high.
    expect(highest).toBeLessThan(2_200 * 58);
  });

  test('leads from a reply to what it answers, and lights it', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    await page.evaluate(() => {
      const general = globalThis.fake.conversation('general').id;
      const old = globalThis.fake.space().messages.get(general)?.[40];
      globalThis.fake.receive(general, 'about that old one', 3, { replyTo: old?.id ?? null });
    });
    await noteLit(page);
    await page.getByRole('button', { name: 'An earlier message' }).click();
    await expect.poll(() => litIn(page)).toHaveLength(1);
    const [lit] = await litIn(page);
    await expect(page.locator(`[data-key="${lit?.key}"]`)).toBeInViewport({ ratio: 1 });
    await page.getByRole('button', { name: 'Jump to newest' }).click();
    await expect(page.getByText('about that old one', { exact: true })).toBeInViewport();
  });
});

test('what is clicked while the timeline scrolls is clicked', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  const under = await page.evaluate(
    () =>
      new Promise<string | null>((resolve) => {
        const scroller = document.querySelector('.timeline-scroller');
        if (scroller === null) throw new Error('There is no timeline.');
        const { left, top, width, height } = scroller.getBoundingClientRect();
        const row = () =>
          document.elementFromPoint(left + width / 2, top + height / 2)?.closest('[data-key]') ?? null;
        scroller.addEventListener('scroll', () =>
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(row()?.tagName ?? null))),
        );
        scroller.scrollTop -= 100;
      }),
  );
  expect(under).toBe('ARTICLE');
});

test('a window that is made smaller stays at the newest message, with the focus on it or not', async ({
  show,
}) => {
  const page = await show('livedIn');
  await open(page, 'general');
  const last = page.locator('.timeline').getByRole('article').last();
  for (const focused of [false, true]) {
    await page.setViewportSize({ width: 1120, height: 760 });
    await atRest(page);
    if (focused) {
      await composer(page).focus();
      await page.keyboard.press('Shift+F6');
      await expect(last).toBeFocused();
    }
    await page.setViewportSize({ width: 360, height: 640 });
    await atRest(page);
    await expect(page.getByRole('button', { name: 'Jump to newest' })).toHaveCount(0);
    await expect(last).toBeInViewport({ ratio: 1 });
  }
});
