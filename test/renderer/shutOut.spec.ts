import type { Page } from '@playwright/test';
import { atRest, composer, expect, open, test } from './fixtures.ts';

const queued = (page: Page, name: string) =>
  page.evaluate((wanted) => {
    const calls = globalThis.fake.calls.filter((call) => call.name === 'outbox:add');
    const requests = calls.map(
      ({ input }) => (input as { request: { name: string; payload: object } }).request,
    );
    return requests.filter((request) => request.name === wanted).map(({ payload }) => payload);
  }, name);

test('a message is reported from its menu by keys, with a reason, and waits for a connection', async ({
  show,
}) => {
  const page = await show('managed');
  await atRest(page);
  await page.evaluate(() => globalThis.fake.setConnection({ status: 'offline', retryAt: null }));
  const { keyboard } = page;
  const row = page.locator('.timeline').getByRole('article').filter({ hasText: 'Rain from ten' });
  await row.focus();
  await keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Report…' }).focus();
  await keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Report this message?' });
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await dialog.getByRole('button', { name: 'Report' }).click();
  await expect(dialog.getByText('Say in a few words what is wrong with it.')).toBeVisible();
  await dialog.getByRole('textbox').fill('It is never ten.');
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(page.getByText('Your report goes to those who look after')).toBeVisible();
  await expect
    .poll(() => queued(page, 'message:report'))
    .toEqual([{ messageId: expect.any(String), reason: 'It is never ten.' }]);
  await page.evaluate(() => globalThis.fake.setConnection({ status: 'online' }));
  await page.getByRole('button', { name: 'Menu of Garden association' }).click();
  await page.getByRole('menuitem', { name: 'Manage space' }).click();
  await page.getByRole('tab', { name: 'Reports' }).click();
  await expect(page.getByRole('tabpanel').getByText('It is never ten.')).toBeVisible();
  // Nobody reports what they wrote themselves.
  await keyboard.press('Escape');
  await page.locator('.timeline').getByRole('article').filter({ hasText: 'Written by' }).focus();
  await keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Forward…' }).waitFor();
  await expect(page.getByRole('menuitem', { name: 'Report…' })).toHaveCount(0);
});

test('messages are kept for as long as is chosen, and everyone reads for how long that is', async ({
  show,
}) => {
  const page = await show('managed');
  await atRest(page);
  await open(page, 'orchard');
  await page.keyboard.press('Control+.');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Messages are kept').selectOption({ label: 'For 30 days' });
  await expect(dialog.getByText('Older messages are removed for everyone')).toBeVisible();
  await dialog.getByRole('button', { name: 'Change for everyone' }).click();
  await expect(dialog.getByRole('button', { name: 'Change for everyone' })).toHaveCount(0);
  await expect(dialog.getByLabel('Messages are kept')).toHaveValue('30');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Messages here are kept for 30 days.')).toBeVisible();
  const plain = await show('moderating');
  await atRest(plain);
  await plain.evaluate(() => {
    const { fake } = globalThis;
    const view = { ...fake.conversation('orchard'), retentionDays: 7 };
    fake.push({ type: 'conversations.changed', spaceId: fake.space().view.spaceId, conversations: [view] });
  });
  await open(plain, 'orchard');
  await plain.keyboard.press('Control+.');
  await expect(plain.getByRole('dialog').getByText('Messages here are kept for 7 days.')).toBeVisible();
  await expect(plain.getByRole('dialog').getByLabel('Messages are kept')).toHaveCount(0);
});

test('who may not come in is marked, is offered nowhere, and takes no message', async ({ show }) => {
  const page = await show('managed');
  await atRest(page);
  await composer(page).pressSequentially('@hdah');
  await expect(page.getByRole('option')).toHaveCount(0);
  await composer(page).fill('');
  await page.getByRole('button', { name: 'Show people' }).click();
  const people = page.getByRole('complementary', { name: 'People in this conversation' });
  await expect(people.getByRole('button', { name: /Henrik Dahl/ })).toContainText('Deactivated');
  await people.getByRole('button', { name: /Dmitri Volkov/ }).click();
  const card = page.getByRole('dialog');
  await expect(card).toContainText('Banned');
  await expect(card.getByRole('button', { name: 'Message', exact: true })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+n');
  await page.getByRole('combobox').fill('henrik');
  await expect(page.getByRole('dialog')).toContainText('Nobody');
  await expect(page.getByRole('option')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await open(page, 'Henrik Dahl');
  await expect(
    page.getByText('Henrik Dahl is deactivated for now and does not receive messages.'),
  ).toBeVisible();
  await expect(composer(page)).toHaveCount(0);
  // What was half written before can still be taken elsewhere.
  await page.evaluate(() => {
    const { fake } = globalThis;
    const henrik = [...fake.space().users.values()].find(({ username }) => username === 'hdahl');
    const view = [...fake.space().conversations.values()].find(
      ({ kind, memberIds }) => kind === 'direct' && henrik !== undefined && memberIds.includes(henrik.id),
    );
    if (view === undefined) throw new Error('no direct message');
    const draft = { text: 'The keys are', replyTo: null };
    fake.push({
      type: 'draft.changed',
      spaceId: fake.space().view.spaceId,
      conversationId: view.id,
      draft,
      mixed: false,
    });
  });
  await page.getByRole('button', { name: 'Copy draft' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  await page.evaluate(() => {
    const { fake } = globalThis;
    const space = fake.space();
    const henrik = [...space.users.values()].find(({ username }) => username === 'hdahl');
    if (henrik === undefined) throw new Error('nobody there');
    const { state: _, ...active } = henrik;
    space.users.set(henrik.id, active);
    fake.push({ type: 'users.changed', spaceId: space.view.spaceId, users: [active] });
  });
  await expect(composer(page)).toBeVisible();
});

test('who is shut out reads what is there, and is told so kindly', async ({ show }) => {
  const page = await show('shutOut');
  await atRest(page);
  await expect(page.getByText('You can no longer come into Garden association.')).toBeVisible();
  await expect(page.getByText('You can read what is on this computer, but not write here.')).toBeVisible();
  await expect(composer(page)).toHaveCount(0);
  await expect(page.locator('.timeline').getByRole('article').last()).toBeVisible();
  await page.getByRole('button', { name: 'Try now' }).click();
  const isAsked = () =>
    page.evaluate(() => globalThis.fake.calls.some(({ name }) => name === 'space:reconnect'));
  await expect.poll(isAsked).toBe(true);
});

test('a guest is marked as one, and offered no channels to make or look through', async ({ show }) => {
  const page = await show('managed');
  await atRest(page);
  const { keyboard } = page;
  await page.evaluate(() => {
    const { fake } = globalThis;
    const { view, users } = fake.space();
    const self = users.get(view.userId);
    if (self === undefined) throw new Error('nobody there');
    fake.push(
      { type: 'users.changed', spaceId: view.spaceId, users: [{ ...self, role: 'guest' }] },
      { type: 'space.changed', space: { ...view, hosting: null, choices: null } },
    );
  });
  await page.getByRole('button', { name: 'Menu of Garden association' }).click();
  await page.getByRole('menuitem', { name: 'New message' }).waitFor();
  for (const name of ['Create a channel', 'Browse channels', 'Invite people', 'Manage space'])
    await expect(page.getByRole('menuitem', { name })).toHaveCount(0);
  await keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add a channel' }).click();
  await page.getByRole('menuitem', { name: 'New section' }).waitFor();
  await expect(page.getByRole('menuitem', { name: 'Create a channel' })).toHaveCount(0);
  await keyboard.press('Escape');
  await keyboard.press('Control+n');
  await page.getByRole('combobox').fill('noor');
  await expect(page.getByRole('option', { name: /Noor/ })).toContainText('Guest');
});
