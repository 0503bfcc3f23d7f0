import type { Page } from '@playwright/test';
import { atRest, callCount, composer, expect, open, test } from './fixtures.ts';

const writeElsewhere = (page: Page, name: string, text: string) =>
  page.evaluate(
    ([where, words]) =>
      globalThis.fake.writeElsewhere(globalThis.fake.conversation(where as string).id, words as string),
    [name, text],
  );

test('what was written on another device stands in the field, and its conversation says so', async ({
  show,
}) => {
  const page = await show('full');
  await atRest(page);
  const bees = page.getByRole('navigation', { name: 'Conversations' }).getByRole('button', { name: 'bees' });
  await expect(bees.getByLabel('Draft')).toHaveCount(0);
  await writeElsewhere(page, 'bees', 'Who looks after the smoker?');
  await expect(bees.getByLabel('Draft')).toBeVisible();
  await open(page, 'bees');
  await expect(composer(page)).toHaveValue('Who looks after the smoker?');
});

test('what comes from another device while one writes takes nothing away', async ({ show }) => {
  const page = await show('full');
  await open(page, 'bees');
  await composer(page).pressSequentially('I can come on Saturday');
  await writeElsewhere(page, 'bees', 'Who looks after the smoker?');
  await expect(composer(page)).toHaveValue('Who looks after the smoker?\nI can come on Saturday');
  await page.keyboard.type(', after ten');
  await expect(composer(page)).toHaveValue('Who looks after the smoker?\nI can come on Saturday, after ten');
  await expect(composer(page)).toBeFocused();
});

test('what was kept here and written elsewhere is one text of both, and that is said', async ({ show }) => {
  const page = await show('full');
  await open(page, 'bees');
  await composer(page).pressSequentially('I can come');
  await expect.poll(() => callCount(page, 'drafts:save')).toBe(1);
  await writeElsewhere(page, 'bees', 'Who looks after the smoker?');
  await expect(composer(page)).toHaveValue('Who looks after the smoker?\nI can come');
  await expect(page.getByText('writing here on another device too')).toBeVisible();
});

test('the message that is to be answered is part of a draft', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await page.keyboard.press('Shift+F6');
  await page.keyboard.press('r');
  await expect(composer(page)).toBeFocused();
  await page.keyboard.type('Yes');
  await expect.poll(() => callCount(page, 'drafts:save')).toBeGreaterThan(0);
  const saved = () =>
    page.evaluate(() => globalThis.fake.space().drafts.get(globalThis.fake.conversation('general').id));
  await expect.poll(saved).toMatchObject({ text: 'Yes', replyTo: expect.any(String) });
});
