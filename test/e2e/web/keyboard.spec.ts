import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { composer, inviteLink, message, own, PASSWORD, say } from './people.ts';

/** Types into whatever has the focus, and goes on to the next field. */
async function typeAndGoOn(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text);
  await page.keyboard.press('Tab');
}

test('with the keyboard alone: found a space, write, invite', async ({ space, browse }) => {
  const ada = await browse(space.url);
  await expect(ada.getByLabel('Name of the space')).toBeFocused();
  // Over what it is called so far.
  await typeAndGoOn(ada, 'Garden');
  await typeAndGoOn(ada, 'Ada');
  await typeAndGoOn(ada, 'ada');
  await ada.keyboard.type(PASSWORD);
  await ada.keyboard.press('Enter');
  await expect(ada.getByRole('button', { name: 'Open Garden' })).toBeFocused({ timeout: 20_000 });
  await ada.keyboard.press('Enter');
  await expect(ada.getByRole('navigation', { name: 'Conversations' })).toBeVisible();
  await ada.keyboard.press('Control+k');
  await ada.keyboard.type('general');
  await ada.keyboard.press('Enter');
  await expect(composer(ada)).toBeFocused();
  await ada.keyboard.type('Typed, not clicked');
  await ada.keyboard.press('Enter');
  await expect(message(ada, 'Typed, not clicked')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [360, 800, 1400])
    test(`axe finds nothing grave at ${width} px in ${colorScheme}`, async ({ space, browse }) => {
      const viewport = { width, height: 760 };
      const ada = await browse(space.url, { colorScheme, viewport });
      await expect(ada.getByLabel('Your name')).toBeVisible();
      expect(await graveIn(ada)).toEqual([]);
      await own(ada, 'Garden', 'Ada');
      await say(ada, 'Look at this');
      expect(await graveIn(ada)).toEqual([]);
      const ben = await browse(await inviteLink(ada), { colorScheme, viewport });
      await expect(ben.getByLabel('Your name')).toBeVisible();
      expect(await graveIn(ben)).toEqual([]);
    });

async function graveIn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
