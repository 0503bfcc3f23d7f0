import type { Page } from '@playwright/test';
import { atRest, callCount, composer, expect, test, timeline } from './fixtures.ts';

const bell = (page: Page) => page.getByRole('button', { name: /^Notifications/ });
const list = (page: Page) => page.getByRole('list', { name: 'Notifications, newest first' });
const line = (page: Page, text: string | RegExp) =>
  list(page).getByRole('listitem').filter({ hasText: text });

test('a full bell is gone through by mouse: what is opened, or marked, is news no more', async ({ show }) => {
  const page = await show('told');
  await atRest(page);
  await expect(bell(page)).toHaveAccessibleName('Notifications: 8 new');
  await bell(page).click();
  await expect(list(page).getByRole('listitem')).toHaveCount(10);
  await expect(line(page, /Léa Moreau.* mentioned you/)).toContainText('could you look at the thermostat');
  await expect(line(page, 'reacted with 🌻')).toContainText('Aiko Nakamura');
  await expect(line(page, 'reacted with 🌻')).toContainText('2 others');
  await line(page, 'New opening hours').getByRole('button', { name: 'Mark as read' }).click();
  await expect(bell(page)).toHaveAccessibleName('Notifications: 7 new');
  await line(page, 'mentioned you').getByRole('button').first().click();
  const found = timeline(page).getByRole('article').filter({ hasText: 'could you look at the thermostat' });
  await expect(found).toBeInViewport();
  await expect(bell(page)).toHaveAccessibleName(/^Notifications: [56] new$/);
  await line(page, 'Frost tonight').getByRole('button').first().click();
  await expect.poll(() => callCount(page, 'links:open')).toBe(1);
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(bell(page)).toHaveAccessibleName('Notifications');
  await expect(page.getByRole('button', { name: 'Mark all as read' })).toHaveCount(0);
});

test('the bell is opened, gone through and left by keys alone', async ({ show }) => {
  const page = await show('told');
  await atRest(page);
  const { keyboard } = page;
  await composer(page).focus();
  await keyboard.press('Control+Shift+M');
  const lines = list(page).getByRole('listitem');
  const at = (index: number) => lines.nth(index).getByRole('button').first();
  await expect(at(0)).toBeFocused();
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await expect(at(2)).toBeFocused();
  await keyboard.press('ArrowUp');
  await expect(at(1)).toBeFocused();
  await keyboard.press('Tab');
  await expect(lines.nth(1).getByRole('button', { name: 'Mark as read' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(lines.nth(1).getByRole('button', { name: 'Mark as read' })).toHaveCount(0);
  await expect(at(1)).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(at(2)).toBeFocused();
  await keyboard.press('Escape');
  await expect(list(page)).toHaveCount(0);
  await expect(composer(page)).toBeFocused();
  await keyboard.press('Control+Shift+M');
  for (let step = 0; step < 6; step += 1) await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('board');
});

test('what arrives counts at once, a deleted message is not told, and what is read offline is sent later', async ({
  show,
}) => {
  const page = await show('full');
  await atRest(page);
  await expect(bell(page)).toHaveAccessibleName('Notifications');
  await bell(page).click();
  await expect(page.getByText('Nothing to tell')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Close Notifications' })).toBeFocused();
  await composer(page).focus();
  const told = await page.evaluate(() => {
    const { fake } = globalThis;
    const { id: conversationId } = fake.conversation('greenhouse');
    const message = fake.receive(conversationId, 'Who has the key, @mara?', 3);
    const { id: messageId, seq, authorId: actorId } = message;
    fake.tell({
      key: `message:${messageId}`,
      at: Date.now(),
      about: { type: 'mention', conversationId, messageId, seq, actorId },
    });
    return { conversationId, messageId };
  });
  await expect(line(page, 'Who has the key')).toContainText('#greenhouse');
  await expect(bell(page)).toHaveAccessibleName('Notifications: 1 new');
  // What arrives takes the focus from nobody.
  await expect(composer(page)).toBeFocused();
  await page.evaluate(
    ({ conversationId, messageId }) =>
      globalThis.fake.changeMessage(conversationId, messageId, { text: '', deletedAt: Date.now() }),
    told,
  );
  await expect(line(page, 'This message was deleted.')).toBeVisible();
  await expect(list(page)).not.toContainText('Who has the key');
  await page.evaluate(() => globalThis.fake.setConnection({ status: 'offline', retryAt: null }));
  await expect(page.getByText('No connection: what has come meanwhile')).toBeVisible();
  await page.getByRole('button', { name: 'Mark as read' }).click();
  await expect(bell(page)).toHaveAccessibleName('Notifications');
  await page.evaluate(() => globalThis.fake.setConnection({ status: 'online' }));
  await expect(page.getByText('No connection: what has come meanwhile')).toHaveCount(0);
  await expect(bell(page)).toHaveAccessibleName('Notifications');
  await expect.poll(() => page.evaluate(() => globalThis.fake.space().outbox.length)).toBe(0);
});

test('five hundred of them are drawn as they are come to, and none of it is lost', async ({ show }) => {
  const page = await show('toldMany');
  await atRest(page);
  await expect(bell(page)).toHaveAccessibleName('Notifications: 500 new');
  await bell(page).click();
  await expect(list(page).getByRole('listitem').first()).toBeVisible();
  expect(await list(page).getByRole('listitem').count()).toBeLessThan(100);
  await expect(async () => {
    await list(page).evaluate((element) => element.scrollTo(0, element.scrollHeight));
    expect(await list(page).getByRole('listitem').count()).toBe(500);
  }).toPass({ intervals: [50] });
  await expect(list(page).getByRole('listitem').last()).toContainText('mentioned you');
});

test('in a narrow window the list covers the rest, and gives it back', async ({ show }) => {
  const page = await show('told', { width: 360, height: 640 });
  await page.getByRole('navigation', { name: 'Conversations' }).waitFor();
  await bell(page).click();
  await expect(line(page, 'mentioned you')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(bell(page)).toBeFocused();
  await bell(page).click();
  await line(page, 'added you').getByRole('button').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('board');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('announcements stand over the conversation one at a time until they are dismissed', async ({ show }) => {
  const page = await show('told');
  await atRest(page);
  const banner = page.getByRole('region', { name: 'Announcement' });
  await expect(banner).toContainText('The water is off on Thursday');
  await expect(banner).toContainText('1 of 2');
  await banner.getByRole('button', { name: 'Open link' }).click();
  await expect.poll(() => callCount(page, 'links:open')).toBe(1);
  await banner.getByRole('button', { name: 'Dismiss announcement' }).click();
  await expect(banner).toContainText('New opening hours');
  await expect(banner).not.toContainText('1 of');
  const dismiss = banner.getByRole('button', { name: 'Dismiss announcement' });
  await composer(page).focus();
  for (
    let step = 0;
    step < 8 && !(await dismiss.evaluate((one) => one === document.activeElement));
    step += 1
  )
    await page.keyboard.press('F6');
  await page.keyboard.press('Enter');
  await expect(banner).toHaveCount(0);
  await expect(bell(page)).toHaveAccessibleName('Notifications: 6 new');
});
