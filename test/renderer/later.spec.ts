import type { Page } from '@playwright/test';
import { atRest, composer, expect, litIn, noteLit, test } from './fixtures.ts';

const lastRow = (page: Page) => page.getByRole('article').last();
const scheduledLine = (page: Page) =>
  page.getByRole('button', { name: /message(s are| is) scheduled|was not sent/ });

/** The payloads of one kind of request that were put into the outbox. */
const queued = (page: Page, name: string) =>
  page.evaluate(
    (wanted) =>
      globalThis.fake.calls.flatMap(({ name: call, input }) => {
        const { request } = input as { request?: { name: string; payload: Record<string, unknown> } };
        return call === 'outbox:add' && request?.name === wanted ? [request.payload] : [];
      }),
    name,
  );

test.describe('sending later', () => {
  test('by mouse: what is written waits, is shown as waiting, and can be given up', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    await composer(page).fill('good morning');
    await page.getByRole('button', { name: 'Send later' }).click();
    await page.getByRole('menuitem', { name: /Tomorrow morning/ }).click();
    await expect(composer(page)).toHaveValue('');
    await expect(composer(page)).toBeFocused();
    await expect.poll(() => queued(page, 'schedule:set')).toHaveLength(1);
    const [asked] = await queued(page, 'schedule:set');
    expect(asked?.['text']).toBe('good morning');
    const at = new Date(Number(asked?.['sendAt']));
    expect([at.getHours(), at.getMinutes()]).toEqual([9, 0]);
    expect(at.getTime()).toBeGreaterThan(Date.now());
    await expect(scheduledLine(page)).toHaveText('1 message is scheduled');
    await expect(page.getByRole('article').filter({ hasText: 'good morning' })).toHaveCount(0);
    await scheduledLine(page).click();
    await expect(page.getByRole('dialog')).toContainText('Tomorrow, 09:00');
    await page.getByRole('button', { name: 'Do not send' }).click();
    await expect(page.getByText('Nothing is scheduled here any more.')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(scheduledLine(page)).toHaveCount(0);
  });

  test('by key: at any time, changed afterwards, and sent now', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    await composer(page).fill('the report');
    await composer(page).press('Control+Shift+Enter');
    await expect(page.getByRole('menu')).toBeFocused();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    const field = page.getByLabel('Date and time');
    await expect(field).toBeFocused();
    await field.fill('2020-01-01T10:00');
    await expect(page.getByText('Choose a time to come, within a year.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Choose this time' })).toBeDisabled();
    const day = new Date(Date.now() + 3 * 24 * 3_600_000);
    const date = `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
    await field.fill(`${date}T10:30`);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(scheduledLine(page)).toBeVisible();
    await scheduledLine(page).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Edit' }).press('Enter');
    await expect(page.getByLabel('Message', { exact: true })).toBeFocused();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('the whole report');
    await page.getByRole('button', { name: 'Save change' }).press('Enter');
    await expect(page.getByRole('dialog')).toContainText('the whole report');
    await page.getByRole('button', { name: 'Send now' }).press('Enter');
    const texts = async () => (await queued(page, 'schedule:set')).map(({ text }) => text);
    await expect.poll(texts).toEqual(['the report', 'the whole report', 'the whole report']);
    const all = await queued(page, 'schedule:set');
    expect(new Set(all.map(({ scheduleId }) => scheduleId)).size).toBe(1);
    expect(all.at(-1)).toMatchObject({ sendAt: 0 });
  });

  test('what could not be sent says so, and can be copied or discarded', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    await page.evaluate(() => {
      const { fake } = globalThis;
      const { spaceId, userId } = fake.space().view;
      const value = { text: 'too late', replyTo: null, sendAt: Date.now() - 60_000, failure: 'forbidden' };
      const entry = {
        stream: `user:${userId}` as const,
        kind: 'scheduled',
        key: '0190a000-0009-7000-8000-000000000001',
        value: { ...value, conversationId: fake.conversation('general').id },
      };
      fake.push({ type: 'entries.changed', spaceId, entries: [entry] });
    });
    await expect(scheduledLine(page)).toHaveText('1 scheduled message was not sent');
    await scheduledLine(page).click();
    await expect(page.getByText('you could not write here when its time had come')).toBeVisible();
    await page.getByRole('button', { name: 'Copy text' }).click();
    await page.getByRole('button', { name: 'Discard' }).click();
    await expect(page.getByText('Nothing is scheduled here any more.')).toBeVisible();
  });

  test('an empty field schedules nothing', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    await expect(page.getByRole('button', { name: 'Send later' })).toBeDisabled();
    await composer(page).press('Control+Shift+Enter');
    await expect(page.getByRole('menu')).toHaveCount(0);
  });
});

test.describe('reminders', () => {
  test('by mouse: from a message’s menu, listed with their message, and removed', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    await lastRow(page).hover();
    await page.getByRole('button', { name: 'More', exact: true }).last().click();
    await page.getByRole('menuitem', { name: 'Remind me' }).click();
    await page.getByRole('menuitem', { name: /In an hour/ }).click();
    await expect.poll(() => queued(page, 'reminder:set')).toHaveLength(1);
    const [asked] = await queued(page, 'reminder:set');
    expect(Number(asked?.['remindAt'])).toBeGreaterThan(Date.now() + 50 * 60_000);
    await page.getByRole('button', { name: /^Menu of/ }).click();
    await page.getByRole('menuitem', { name: 'Reminders' }).click();
    await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(1);
    await expect(page.getByRole('dialog')).toContainText('general');
    await page.getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByText('Nothing to be reminded of.')).toBeVisible();
    expect((await queued(page, 'reminder:set')).at(-1)).toMatchObject({ remindAt: null });
  });

  test('by key: M on a message, and the focus goes back to it', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    await lastRow(page).focus();
    await page.keyboard.press('m');
    await expect(page.getByRole('menu', { name: 'Remind me' })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(lastRow(page)).toBeFocused();
    await expect.poll(() => queued(page, 'reminder:set')).toHaveLength(1);
  });

  test('one that is due says so, and leads to its message', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    const text = await page.evaluate(() => {
      const { fake } = globalThis;
      const { spaceId, userId } = fake.space().view;
      const general = fake.conversation('general').id;
      const message = fake.space().messages.get(general)?.at(-1);
      if (message === undefined) throw new Error('nothing there');
      const value = { conversationId: general, remindAt: Date.now() - 60_000, firedAt: Date.now() };
      const entry = { stream: `user:${userId}` as const, kind: 'reminder', key: message.id, value };
      fake.push({ type: 'entries.changed', spaceId, entries: [entry] });
      return message.id;
    });
    expect(text).not.toBe('');
    await page.getByRole('button', { name: /^Menu of/ }).click();
    await page.getByRole('menuitem', { name: 'Reminders' }).click();
    await expect(page.getByRole('dialog')).toContainText(/Due: Today/);
    await noteLit(page);
    await page.getByRole('button', { name: 'Go to message' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect.poll(() => litIn(page)).toHaveLength(1);
  });
});
