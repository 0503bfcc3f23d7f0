import { atRest } from '../atRest.ts';
import { close, dialog, lastRow, menu, ofSpace, pressOn, type Surface } from './steps.ts';

export const messages: Surface = {
  name: 'the timeline',
  scenario: 'livedIn',
  states: [
    { name: 'timeline', reach: atRest },
    {
      name: 'row',
      reach: async (page) => {
        // By key, so that the focus is shown.
        await page.locator('[data-composer]').focus();
        await page.keyboard.press('Shift+F6');
      },
    },
    {
      name: 'row-menu',
      within: menu,
      reach: async (page) => {
        await lastRow(page).focus();
        await page.keyboard.press('Shift+F10');
        await page.getByRole('menu').waitFor();
      },
    },
    {
      name: 'reaction-choice',
      within: dialog,
      reach: async (page) => {
        await close(page);
        await page.keyboard.press('+');
        await page.getByRole('dialog').waitFor();
      },
    },
    {
      name: 'spoiler-shown',
      reach: async (page) => {
        await close(page);
        await page.getByRole('button', { name: 'Hidden text' }).click();
      },
    },
  ],
};

export const aboutMessages: Surface = {
  name: 'what is asked about a message',
  scenario: 'livedIn',
  states: [
    {
      name: 'forward',
      within: dialog,
      reach: async (page) => {
        await atRest(page);
        await pressOn(page, 'Who could open the gate', 'f');
        await page.getByRole('dialog').waitFor();
      },
    },
    {
      name: 'forward-comment',
      within: dialog,
      reach: async (page) => {
        await page.getByRole('option').first().click();
        await page.getByRole('button', { name: 'Forward' }).waitFor();
      },
    },
    {
      name: 'versions',
      within: dialog,
      reach: async (page) => {
        await close(page);
        await pressOn(page, 'Rain from ten', 'h');
        await page.getByText('Until').first().waitFor();
      },
    },
    {
      name: 'delete',
      within: dialog,
      reach: async (page) => {
        await close(page);
        await pressOn(page, 'Who could open the gate', 'Delete');
        await page.getByRole('dialog', { name: 'Delete this message?' }).waitFor();
      },
    },
    {
      name: 'remind',
      within: menu,
      reach: async (page) => {
        await close(page);
        await pressOn(page, 'Who could open the gate', 'm');
        await page.getByRole('menu').waitFor();
      },
    },
    {
      name: 'pick-time',
      within: dialog,
      reach: async (page) => {
        await page.getByRole('menuitem', { name: 'Another time' }).click();
        await page.getByLabel('Date and time').waitFor();
      },
    },
  ],
};

export const later: Surface = {
  name: 'what is put off',
  scenario: 'livedIn',
  states: [
    {
      name: 'schedule',
      within: menu,
      reach: async (page) => {
        await atRest(page);
        await page.locator('[data-composer]').fill('Good morning');
        await page.locator('[data-composer]').press('Control+Shift+Enter');
        await page.getByRole('menu').waitFor();
      },
    },
    {
      name: 'scheduled',
      within: dialog,
      reach: async (page) => {
        await close(page);
        await page.locator('.scheduled-line').click();
        await page.getByRole('dialog').waitFor();
      },
    },
    {
      name: 'scheduled-edit',
      within: dialog,
      reach: async (page) => {
        await page.getByRole('button', { name: 'Edit', exact: true }).first().click();
        await page.getByLabel('Date and time').waitFor();
      },
    },
    ofSpace('Reminders', 'reminders'),
  ],
};
