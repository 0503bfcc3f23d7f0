import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { composer, message, PASSWORD } from './people.ts';

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
  await expect(ada.getByRole('button', { name: 'Open Garden' })).toBeFocused();
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
