import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { inviteLink, own, say } from './people.ts';

test('axe finds nothing serious, however wide the page is, by day and by night', async ({
  space,
  browse,
}) => {
  const ada = await browse(space.url);
  await expect(ada.getByLabel('Your name')).toBeVisible();
  await expectNothingSerious(ada, 'the welcome of a new space');
  await own(ada, 'Garden', 'Ada');
  await say(ada, 'Look at this');
  await expectNothingSerious(ada, 'a conversation');
  const ben = await browse(await inviteLink(ada));
  await expect(ben.getByLabel('Your name')).toBeVisible();
  await expectNothingSerious(ben, 'joining by a link');
});

async function expectNothingSerious(page: Page, name: string): Promise<void> {
  for (const width of [360, 800, 1400])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 760 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      const found = serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))]);
      expect(found, `${name}, ${width} px, ${colorScheme}`).toEqual([]);
    }
  await page.setViewportSize({ width: 1120, height: 760 });
}
