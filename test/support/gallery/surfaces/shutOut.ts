import { atRest } from '../atRest.ts';
import { close, dialog, type Surface, seen } from './steps.ts';

export const shutOut: Surface = {
  name: 'being shut out',
  scenario: 'shutOut',
  states: [seen('shut-out', 'You can no longer come into')],
};

export const marked: Surface = {
  name: 'people who may not come in',
  scenario: 'managed',
  states: [
    {
      name: 'people-marked',
      within: 'aside',
      reach: async (page) => {
        await atRest(page);
        await page.getByRole('button', { name: 'Show people' }).click();
        await page.getByText('@dvolkov').waitFor();
      },
    },
    {
      name: 'card-banned',
      within: dialog,
      reach: async (page) => {
        await page.getByRole('button', { name: /Dmitri Volkov/ }).click();
        await page.getByRole('dialog').waitFor();
      },
    },
    {
      name: 'direct-deactivated',
      reach: async (page) => {
        await close(page);
        await page.locator('[data-conversation]').filter({ hasText: 'Henrik Dahl' }).first().click();
        await page.getByText('is deactivated for now').waitFor();
      },
    },
  ],
};

export const keeping: Surface = {
  name: 'for how long messages are kept',
  scenario: 'keeping',
  states: [
    {
      name: 'report-message',
      within: dialog,
      reach: async (page) => {
        await atRest(page);
        await page.locator('.timeline').getByRole('article').filter({ hasText: 'Rain from ten' }).focus();
        await page.keyboard.press('Shift+F10');
        await page.getByRole('menuitem', { name: 'Report…' }).click();
        await page.getByRole('dialog').getByRole('textbox').waitFor();
      },
    },
    {
      name: 'retention-head',
      reach: async (page) => {
        await close(page);
        await page.locator('[data-conversation]').filter({ hasText: 'orchard' }).first().click();
        await page.getByText('Messages here are kept for 30 days.').waitFor();
      },
    },
    {
      name: 'retention',
      within: dialog,
      reach: async (page) => {
        await page.keyboard.press('Control+.');
        await page.getByLabel('Messages are kept').selectOption({ label: 'For 7 days' });
        await page.getByText('Older messages are removed').waitFor();
      },
    },
  ],
};
