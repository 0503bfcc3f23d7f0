import { atRest } from '../atRest.ts';
import { choose, close, dialog, menu, type Surface } from './steps.ts';

export const account: Surface = {
  name: 'one’s own account',
  scenario: 'full',
  states: [
    {
      name: 'quiet-menu',
      within: menu,
      reach: async (page) => {
        await atRest(page);
        await page.getByRole('button', { name: /^You: / }).click();
        await page.getByRole('menuitem', { name: 'Do not disturb' }).click();
        await page.getByRole('menuitem', { name: 'For 1 hour' }).waitFor();
      },
    },
    {
      name: 'quiet-settings',
      within: dialog,
      reach: async (page) => {
        // A window that was narrow meanwhile has closed the menus already.
        await page.keyboard.press('Escape');
        await page.keyboard.press('Escape');
        await page.locator(menu).first().waitFor({ state: 'detached' });
        await page.keyboard.press('Control+,');
        await page.getByRole('button', { name: 'Quiet hours and keywords' }).click();
        await page.getByRole('button', { name: 'For 1 hour' }).click();
        await page.getByRole('checkbox', { name: 'Quiet hours every week' }).click();
        await page.getByRole('button', { name: 'Sunday' }).waitFor();
        const field = page.getByRole('textbox', { name: 'Keywords' });
        for (const word of ['greenhouse', 'bee keeping', 'Mara']) {
          await field.fill(word);
          await page.keyboard.press('Enter');
        }
        await page.getByRole('button', { name: 'Remove Mara' }).waitFor();
      },
    },
    {
      name: 'devices',
      within: dialog,
      reach: async (page) => {
        await close(page);
        await choose(page, /^You: /, 'Devices and password');
        await page.getByText('Firefox on Android').waitFor();
      },
    },
    {
      name: 'devices-password',
      within: dialog,
      reach: async (page) => {
        await page.getByRole('button', { name: 'Change password' }).click();
        await page.getByLabel('Password until now').waitFor();
      },
    },
  ],
};
