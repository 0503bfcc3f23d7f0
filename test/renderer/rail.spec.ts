import type { Page } from '@playwright/test';
import { atRest, expect, test } from './fixtures.ts';

const other = (page: Page) =>
  page.getByRole('navigation', { name: 'Spaces' }).getByRole('listitem').filter({ hasText: 'RN' });

/** What has become unread in the other space. */
const tell = (page: Page, unread: number, addressed: number) =>
  page.evaluate(
    ([all, mine]) => {
      const view = globalThis.fake.options.spaces[1]?.view;
      if (view === undefined) throw new Error('one space alone');
      globalThis.fake.push({ type: 'space.changed', space: { ...view, unread: all, addressed: mine } });
    },
    [unread, addressed] as const,
  );

test('a space with something unread has a dot, and a count of what is addressed to one', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await expect(other(page).locator('.rail-dot, .badge')).toHaveCount(0);
  await tell(page, 12, 0);
  await expect(other(page).locator('.rail-dot')).toHaveText('12 unread messages');
  await expect(other(page).locator('.badge')).toHaveCount(0);
  await tell(page, 12, 3);
  await expect(other(page).locator('.badge')).toContainText('3 unread messages for you');
  await expect(other(page).locator('.rail-dot')).toHaveCount(0);
});
