import { atRest } from '../atRest.ts';
import { choose, pressOn, type Surface } from './steps.ts';

export const panels: Surface = {
  name: 'what stands beside a conversation',
  scenario: 'livedIn',
  states: [
    {
      name: 'people',
      within: 'aside',
      reach: async (page) => {
        await atRest(page);
        await page.getByRole('button', { name: 'Show people' }).click();
        await page.getByText('@dvolkov').waitFor();
      },
    },
    {
      name: 'thread',
      within: 'aside',
      reach: async (page) => {
        await pressOn(page, 'Who could open the gate', 't');
        await page.getByRole('textbox', { name: 'Reply in this thread' }).waitFor();
      },
    },
    {
      name: 'pins',
      within: 'aside',
      reach: async (page) => {
        await page.getByRole('button', { name: /^Pinned: / }).click();
        await page.getByText('Pinned by').first().waitFor();
      },
    },
    {
      name: 'saved',
      within: 'aside',
      reach: async (page) => {
        await choose(page, /^Menu of/, 'Saved for later');
        await page.getByRole('button', { name: 'Do not keep' }).first().waitFor();
      },
    },
  ],
};

export const search: Surface = {
  name: 'the search for messages',
  scenario: 'livedIn',
  states: [
    {
      name: 'search',
      within: 'aside',
      reach: async (page) => {
        await atRest(page);
        await page.keyboard.press('Control+Shift+F');
        await page.getByRole('textbox', { name: 'Words to look for' }).fill('the');
        await page.getByRole('list', { name: 'Messages found' }).waitFor();
      },
    },
    {
      name: 'search-nothing',
      within: 'aside',
      reach: async (page) => {
        await page.getByRole('textbox', { name: 'Words to look for' }).fill('qqqq');
        await page.getByText('Nothing found').waitFor();
      },
    },
  ],
};
