import { atRest, expect, test } from './fixtures.ts';

test('where what waited to be sent was damaged, its person is told to look for it', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await page.evaluate(() => {
    const { spaceId } = globalThis.fake.options.spaces[0]?.view ?? {};
    if (spaceId === undefined) throw new Error('no space');
    globalThis.fake.push({ type: 'notice.raised', code: 'outbox_mended', spaceId });
  });
  await expect(
    page.getByRole('status').getByText(/^What waited to be sent from this computer/),
  ).toBeVisible();
});
