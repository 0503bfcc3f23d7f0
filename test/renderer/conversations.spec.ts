import { composer, expect, open, test, timeline } from './fixtures.ts';

test('a topic and a name are set by mouse, and the timeline says who did it', async ({ show }) => {
  const page = await show('full');
  await open(page, 'bees');
  await page.getByRole('button', { name: 'More about this conversation' }).click();
  await page.getByRole('menuitem', { name: 'Details…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Topic').fill('Compost on Friday');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Topic: Compost on Friday' })).toBeVisible();
  await expect(timeline(page)).toContainText('You set the topic: Compost on Friday');
});

test('a description keeps its lines, and Enter begins another one', async ({ show }) => {
  const page = await show('full');
  await open(page, 'bees');
  await page.keyboard.press('ControlOrMeta+.');
  const field = page.getByRole('dialog').getByLabel('Description');
  await field.focus();
  await page.keyboard.type('Hives behind the shed.');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Suits are in the box.');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+.');
  await expect(field).toHaveValue('Hives behind the shed.\nSuits are in the box.');
  await page.keyboard.press('Escape');
  // Whoever may not change it reads the same lines.
  await page.evaluate(() => {
    const view = { ...globalThis.fake.conversation('bees'), joined: false };
    const { spaceId, userId } = globalThis.fake.space().view;
    const me = globalThis.fake.space().users.get(userId);
    if (me === undefined) throw new Error('nobody there');
    globalThis.fake.push(
      { type: 'users.changed', spaceId, users: [{ ...me, role: 'guest' }] },
      { type: 'conversations.changed', spaceId, conversations: [view] },
    );
  });
  await page.getByRole('button', { name: 'More about this conversation' }).click();
  await page.getByRole('menuitem', { name: 'Details…' }).click();
  const words = page.getByRole('dialog').locator('.details-lines');
  expect(await words.innerText()).toBe('Hives behind the shed.\nSuits are in the box.');
});

test('a link to a conversation is copied from its menu, and leads there', async ({ show }) => {
  const page = await show('full');
  await open(page, 'bees');
  await page.getByRole('button', { name: 'More about this conversation' }).click();
  await page.getByRole('menuitem', { name: 'Copy link' }).click();
  await expect(page.getByText('Link copied')).toBeVisible();
  const link = await page.evaluate(() => {
    const copied = globalThis.fake.calls.findLast(({ name }) => name === 'clipboard:write');
    return copied === undefined ? '' : (copied.input as { text: string }).text;
  });
  await open(page, 'general');
  await composer(page).fill(`Look here: ${link}`);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: link }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('bees');
});

test('a conversation is archived and brought back by key alone', async ({ show }) => {
  const page = await show('full');
  await open(page, 'bees');
  await composer(page).press('ControlOrMeta+.');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Archive' }).press('Enter');
  await expect(page.getByText('This conversation is archived: it can only be read.')).toBeVisible();
  await expect(composer(page)).toHaveCount(0);
  await expect(timeline(page)).toContainText('You archived this conversation.');
  await page.getByRole('button', { name: 'Unarchive' }).press('Enter');
  await expect(composer(page)).toBeVisible();
});

test('people are added, made moderators and removed, and each is said once', async ({ show }) => {
  const page = await show('full');
  await open(page, 'bees');
  await page.keyboard.press('ControlOrMeta+.');
  const dialog = page.getByRole('dialog');
  const menus = dialog.getByRole('button', { name: /^What to do about/ });
  const name = (await menus.first().getAttribute('aria-label'))?.replace('What to do about ', '') ?? '';
  await menus.first().click();
  await page.getByRole('menuitem', { name: 'Make moderator' }).click();
  await expect(dialog.getByText('Moderator')).toBeVisible();
  await dialog.getByRole('button', { name: `What to do about ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Remove from this conversation' }).click();
  await expect(dialog.getByRole('button', { name: `What to do about ${name}` })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Add people' }).click();
  await page.getByRole('combobox').fill(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText(`${name} is added.`);
  await page.keyboard.press('Escape');
  for (const line of [`You made ${name} a moderator.`, `You removed ${name}.`, `You added ${name}.`])
    await expect(timeline(page).getByText(line)).toHaveCount(1);
});

test('channels are found by their topic, with how many people are in them', async ({ show }) => {
  const page = await show('full');
  await page.evaluate(() => {
    const view = globalThis.fake.conversation('bees');
    view.topic = 'Worms and what they eat';
    globalThis.fake.push({
      type: 'conversations.changed',
      spaceId: globalThis.fake.space().view.spaceId,
      conversations: [view],
    });
  });
  await page.getByRole('button', { name: 'Add a channel' }).click();
  await page.getByRole('menuitem', { name: /Browse/ }).click();
  await page.getByLabel('Find a channel').fill('worms');
  await expect(page.locator('.browse-row')).toHaveCount(1);
  await expect(page.locator('.browse-row')).toContainText(/bees.*Worms.*\d+ (person|people)/);
});
