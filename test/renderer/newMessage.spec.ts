import type { Page } from '@playwright/test';
import { atRest, composer, expect, open, test } from './fixtures.ts';

const dialog = (page: Page) => page.getByRole('dialog', { name: 'New message' });
const field = (page: Page) => dialog(page).getByRole('combobox');
const chips = (page: Page) => dialog(page).getByRole('button', { name: /^Remove / });
const title = (page: Page) => page.getByRole('heading', { level: 1 });
const list = (page: Page) => page.getByRole('navigation', { name: 'Conversations' });
const lastCreated = (page: Page) =>
  page.evaluate(() => globalThis.fake.calls.findLast(({ name }) => name === 'conversations:create')?.input);

test('a group is chosen person by person with the mouse, and written in', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await list(page).getByRole('button', { name: 'New message' }).click();
  await expect(dialog(page).getByRole('button', { name: 'Write message' })).toBeDisabled();
  for (const name of ['Aiko Nakamura', 'Jonas Weber', 'Noor'])
    await dialog(page).getByRole('option', { name }).click();
  await expect(chips(page)).toHaveCount(3);
  await chips(page).filter({ hasText: 'Jonas Weber' }).click();
  await expect(field(page)).toBeFocused();
  await expect(dialog(page).getByRole('status')).toHaveText('2 people chosen');
  await dialog(page).getByRole('button', { name: 'Write to group' }).click();
  await expect(title(page)).toHaveText('Aiko Nakamura, Noor');
  await expect(page.getByRole('button', { name: 'Show people: 3 people' })).toBeVisible();
  await expect(page.getByText('Only those who are in it can read it.')).toBeVisible();
  await expect(composer(page)).toBeFocused();
  await page.keyboard.type('Hello, both');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article').last()).toContainText('Hello, both');

  // The same people once more lead to where that was said.
  await open(page, 'bees');
  await list(page).getByRole('button', { name: 'New message' }).click();
  for (const name of ['Noor', 'Aiko Nakamura']) await dialog(page).getByRole('option', { name }).click();
  await dialog(page).getByRole('button', { name: 'Write to group' }).click();
  await expect(page.getByRole('article').last()).toContainText('Hello, both');
});

test('with the keyboard alone: Enter picks, Backspace takes back, Ctrl+Enter opens', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  const { keyboard } = page;
  await keyboard.press('Control+n');
  await expect(field(page)).toBeFocused();
  await keyboard.type('aiko');
  await keyboard.press('Enter');
  await expect(field(page)).toHaveValue('');
  await keyboard.type('j');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  await keyboard.type('noor');
  await keyboard.press('Enter');
  await expect(chips(page)).toHaveCount(3);
  await keyboard.press('Backspace');
  await expect(chips(page)).toHaveCount(2);
  await keyboard.press('Backspace');
  await expect(chips(page).locator('bdi')).toHaveText(['Aiko Nakamura']);
  await keyboard.type('tom');
  await keyboard.press('Enter');
  await keyboard.press('Control+Enter');
  await expect(title(page)).toHaveText('Aiko Nakamura, Tomás Ferreira');
  await expect(composer(page)).toBeFocused();

  // One person alone is a direct message, also from a chip reached by Tab.
  await keyboard.press('Control+n');
  for (const name of ['tom', 'aiko']) {
    await keyboard.type(name);
    await keyboard.press('Enter');
  }
  await keyboard.press('Shift+Tab');
  await expect(chips(page).last()).toBeFocused();
  await keyboard.press('Enter');
  await expect(field(page)).toBeFocused();
  await keyboard.press('Control+Enter');
  await expect(title(page)).toHaveText('Tomás Ferreira');
});

test('a group opened offline is there at once and keeps what is written in it', async ({ show }) => {
  const page = await show('offline');
  await atRest(page);
  await page.keyboard.press('Control+n');
  for (const name of ['aiko', 'noor']) {
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
  }
  await page.keyboard.press('Control+Enter');
  await expect(title(page)).toHaveText('Aiko Nakamura, Noor');
  const row = list(page).getByRole('button', { name: 'Aiko Nakamura, Noor' });
  await expect(row.getByLabel('being created')).toBeVisible();
  await page.keyboard.type('Until later');
  await page.keyboard.press('Enter');
  await page.keyboard.type('half a thought');
  await page.evaluate(() => globalThis.fake.setConnection({ status: 'online' }));
  await expect(row.getByLabel('being created')).toHaveCount(0);
  await expect(page.getByRole('article').last()).toContainText('Until later');
  await expect(composer(page)).toHaveValue('half a thought');
  await expect(composer(page)).toBeFocused();
});

test('who is blocked is marked, oneself alone is for notes, and a full group says so', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await page.evaluate(() => {
    const { fake } = globalThis;
    const space = fake.space();
    const [mara, , aiko] = [...space.users.values()];
    if (mara === undefined || aiko === undefined) throw new Error('no people');
    const entry = {
      stream: `user:${mara.id}` as const,
      kind: 'blocked',
      key: aiko.id,
      value: { blockedAt: 1 },
    };
    const crowd = Array.from({ length: 50 }, (_, at) => ({
      ...mara,
      id: `00000002-0000-7000-8000-${String(1000 + at).padStart(12, '0')}` as typeof mara.id,
      username: `crowd${at}`,
      displayName: `Crowd ${at}`,
    }));
    fake.push(
      { type: 'entries.changed', spaceId: space.view.spaceId, entries: [entry] },
      { type: 'users.changed', spaceId: space.view.spaceId, users: crowd },
    );
  });
  await page.keyboard.press('Control+n');
  await page.keyboard.type('aiko');
  await expect(dialog(page).getByRole('option')).toContainText('Blocked by you');
  await field(page).fill('mara');
  await page.keyboard.press('Enter');
  await expect(chips(page).locator('bdi')).toHaveText(['Mara Lindqvist']);
  await field(page).fill('crowd');
  await page.keyboard.press('Enter');
  await expect(chips(page).locator('bdi')).toHaveText(['Crowd 0']);
  for (let at = 1; at < 49; at += 1) {
    await field(page).fill('crowd');
    await page.keyboard.press('Enter');
  }
  await expect(chips(page)).toHaveCount(49);
  await expect(dialog(page).getByRole('alert')).toHaveText(
    'A group is of 50 people at most. A channel holds more.',
  );
  await expect(dialog(page).getByRole('option')).toHaveCount(0);
  await page.keyboard.press('Control+Enter');
  await expect(dialog(page)).toHaveCount(0);
  await expect.poll(() => lastCreated(page)).toMatchObject({ kind: 'group' });
});
