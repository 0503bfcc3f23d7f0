import { atRest, callCount, composer, expect, open, test, timeline } from './fixtures.ts';

test('the first start leads to a hosted space and what others need to join it', async ({ show }) => {
  const page = await show('first');
  await page.getByRole('button', { name: 'Host a space' }).click();
  await page.getByRole('button', { name: 'Host this space' }).click();
  await expect(page.getByText('Please fill this in.')).toHaveCount(4);
  await expect(page.getByLabel('Name of the space')).toBeFocused();
  await page.getByLabel('Name of the space').fill('Garden team');
  await page.getByLabel('Your name').fill('Mara');
  await page.getByLabel('Username').fill('ma ra');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Begin with a letter')).toBeVisible();
  await expect(page.getByText('At least 8 characters.')).toBeVisible();
  await page.getByLabel('Username').fill('mara');
  await page.getByLabel('Password', { exact: true }).fill('long enough');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Garden team is running' })).toBeVisible();
  await expect(
    page.getByRole('button', { name: /^Copy: https:.*\/join\/GROW-1234-BEAN-77#pin=/ }),
  ).toBeVisible();
  await expect(page.getByText('People on this network also find it')).toBeVisible();
  await page.getByRole('button', { name: 'Open Garden team' }).click();
  await expect(timeline(page)).toContainText('This is the beginning of #general.');
  await expect(composer(page)).toBeFocused();
});

test('joining says what is wrong next to the field that is wrong', async ({ show }) => {
  const page = await show('first');
  await page.getByRole('button', { name: 'Join a space' }).click();
  const address = page.getByLabel('Address of the space');
  await address.fill('nothing.local');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing answers there.')).toBeVisible();
  await expect(address).toBeFocused();
  await address.fill('chat.river.example');
  await page.keyboard.press('Enter');
  await expect(page.getByText('River neighbours')).toBeVisible();
  const invite = page.getByLabel('Invite code');
  await invite.fill('WRONG');
  await page.getByLabel('Your name').fill('Ann');
  await page.getByLabel('Username').fill('taken');
  await page.getByLabel('Password', { exact: true }).fill('long enough');
  await page.keyboard.press('Enter');
  await expect(page.getByText('This invite code is not valid')).toBeVisible();
  await expect(invite).toBeFocused();
  await invite.fill('GROW-1234');
  await page.keyboard.press('Enter');
  await expect(page.getByText('This username is taken here.')).toBeVisible();
  await page.getByRole('radio', { name: 'I have an account' }).click();
  await page.getByLabel('Username').fill('ann');
  await page.getByLabel('Password', { exact: true }).fill('wrong');
  await page.keyboard.press('Enter');
  await expect(page.getByText('do not belong together')).toBeVisible();
  await page.getByLabel('Password', { exact: true }).fill('correct horse');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Menu of River neighbours' })).toBeVisible();
});

test('what is refused stays, says why, and can be sent again or discarded', async ({ show }) => {
  const page = await show('failing');
  await atRest(page);
  for (const text of ['first try', 'second try']) {
    await composer(page).fill(text);
    await composer(page).press('Enter');
  }
  const row = (text: string) => page.getByRole('article').filter({ hasText: text });
  for (const text of ['first try', 'second try'])
    await expect(row(text)).toContainText('Not sent: you may not write here any more');
  await atRest(page);
  await row('second try').getByRole('button', { name: 'Discard' }).click();
  await expect(row('second try')).toHaveCount(0);
  await expect(composer(page)).toBeFocused();
  await atRest(page);
  await page.evaluate(() => {
    delete globalThis.fake.options.refuseSends;
  });
  await row('first try').getByRole('button', { name: 'Retry' }).click();
  await expect(row('first try').getByRole('button', { name: 'Retry' })).toHaveCount(0);
  await expect(row('first try')).toBeVisible();
  await expect(composer(page)).toBeFocused();
});

test('what is written offline waits in order, and goes when the space is back', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await page.evaluate(() => globalThis.fake.setConnection({ status: 'offline', retryAt: null }));
  await expect(page.getByText('Will be sent when you are back')).toBeVisible();
  for (const text of ['one', 'two', 'three']) {
    await composer(page).fill(`offline ${text}`);
    await composer(page).press('Enter');
  }
  await expect(page.getByRole('img', { name: 'Waits until you are back online' })).toHaveCount(3);
  await page.evaluate(() => globalThis.fake.setConnection({ status: 'online' }));
  await expect(page.getByRole('img', { name: 'Waits until you are back online' })).toHaveCount(0);
  const last = async () =>
    (await page.getByRole('article').locator('.message-text').allInnerTexts()).slice(-3);
  await expect.poll(last).toEqual(['offline one', 'offline two', 'offline three']);
});

test('text that could not even be put in the outbox comes back into the field', async ({ show }) => {
  const page = await show('broken');
  await composer(page).fill('precious');
  await composer(page).press('Enter');
  await expect(page.getByText('Your text is still here.')).toBeVisible();
  await expect(composer(page)).toHaveValue('precious');
});

test('a conversation that gets its real id keeps the view, the text and the focus', async ({ show }) => {
  const page = await show('full');
  await open(page, 'bees');
  await composer(page).fill('typed before it was known');
  await page.evaluate(() => {
    const space = globalThis.fake.space();
    const from = globalThis.fake.conversation('bees');
    const to = '00000003-0000-7000-8000-00000000abcd' as typeof from.id;
    space.messages.set(
      to,
      (space.messages.get(from.id) ?? []).map((one) => ({ ...one, conversationId: to })),
    );
    space.conversations.delete(from.id);
    space.conversations.set(to, { ...from, id: to });
    globalThis.fake.push({ type: 'conversation.replaced', spaceId: space.view.spaceId, from: from.id, to });
  });
  await expect.poll(() => callCount(page, 'messages:page')).toBeGreaterThan(2);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('bees');
  await expect(composer(page)).toHaveValue('typed before it was known');
  await expect(composer(page)).toBeFocused();
  await expect(timeline(page).getByRole('article').first()).toBeVisible();
});

test('a conversation is marked as read only while the window has the focus', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await page.evaluate(() => {
    document.hasFocus = () => false;
    globalThis.fake.receive(globalThis.fake.conversation('general').id, 'while you were away');
  });
  await expect(page.locator('.new-line')).toBeVisible();
  expect(await page.evaluate(() => globalThis.fake.conversation('general').unread)).toBe(1);
  await page.evaluate(() => {
    document.hasFocus = () => true;
    window.dispatchEvent(new Event('focus'));
  });
  await expect.poll(() => page.evaluate(() => globalThis.fake.conversation('general').unread)).toBe(0);
  await expect(page.locator('.new-line')).toBeVisible();
});

test('a narrow window shows one column at a time, with a way back', async ({ show }) => {
  const page = await show('full', { width: 360, height: 640 });
  const list = page.getByRole('navigation', { name: 'Conversations' });
  await list.getByRole('button', { name: 'general' }).click();
  await atRest(page);
  await expect(list).toBeHidden();
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await expect(list).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

test('S13: what was not sent before one lost a conversation can still be read, copied and given up', async ({
  show,
}) => {
  const page = await show('full');
  await atRest(page);
  await page.evaluate(() => {
    const { view } = globalThis.fake.space();
    globalThis.fake.push({
      type: 'outbox.changed',
      spaceId: view.spaceId,
      removedIds: [],
      items: [
        {
          clientId: '0190a000-0004-7000-8000-000000000001' as never,
          conversationId: '0190a000-0002-7000-8000-000000000099' as never,
          action: { kind: 'send', text: 'The keys are under the third pot.', replyTo: null },
          createdAt: 1,
          state: 'refused',
          error: { code: 'not_found', message: 'There is no such conversation.' },
        },
      ],
    });
  });
  await page.getByRole('button', { name: '1 message not sent' }).click();
  const dialog = page.getByRole('dialog', { name: 'Not sent' });
  await expect(dialog).toContainText('The keys are under the third pot.');
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await expect.poll(() => callCount(page, 'outbox:discard')).toBe(1);
});
