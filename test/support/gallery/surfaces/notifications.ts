import { atRest } from '../atRest.ts';
import type { Surface } from './steps.ts';

export const notifications: Surface = {
  name: 'what one is told of',
  scenario: 'told',
  states: [
    {
      name: 'announcement',
      reach: async (page) => {
        await atRest(page);
        await page.getByRole('region', { name: 'Announcement' }).waitFor();
      },
    },
    {
      name: 'notifications',
      within: 'aside',
      reach: async (page) => {
        await page.keyboard.press('Control+Shift+M');
        await page.getByText('thermostat').first().waitFor();
      },
    },
    {
      name: 'notifications-offline',
      within: 'aside',
      reach: async (page) => {
        await page.evaluate(() => window.fake.setConnection({ status: 'offline', retryAt: null }));
        await page.getByText('No connection: what has come').waitFor();
      },
    },
  ],
};

export const noNotifications: Surface = {
  name: 'an empty bell',
  scenario: 'full',
  states: [
    {
      name: 'notifications-none',
      within: 'aside',
      reach: async (page) => {
        await atRest(page);
        await page.keyboard.press('Control+Shift+M');
        await page.getByText('Nothing to tell').waitFor();
      },
    },
  ],
};
