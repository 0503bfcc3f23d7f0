import { completing, dialog, ofSpace, type Surface } from './steps.ts';

export const writing: Surface = {
  name: 'writing',
  scenario: 'markdown',
  states: [
    { name: 'markdown', reach: (page) => page.locator('.hljs-keyword').first().waitFor() },
    {
      name: 'unknown-command',
      reach: async (page) => {
        await page.locator('[data-composer]').fill('');
        await page.locator('[data-composer]').pressSequentially('/dance');
        await page.keyboard.press('Enter');
        await page.getByText('There is no command').waitFor();
      },
    },
    {
      name: 'emoji-panel',
      within: dialog,
      reach: async (page) => {
        await page.locator('[data-composer]').fill('');
        await page.keyboard.press('Control+Shift+e');
        await page.getByRole('button', { name: 'grinning face', exact: true }).waitFor();
      },
    },
  ],
};

export const completion: Surface = {
  name: 'what is offered in writing',
  scenario: 'markdown',
  states: [
    completing('@', 'complete-people'),
    completing('#', 'complete-channels'),
    completing(':be', 'complete-emoji'),
    completing('/', 'complete-commands'),
  ],
};

export const newMessage: Surface = {
  name: 'writing to several people',
  scenario: 'livedIn',
  states: [
    ofSpace('New message', 'new-message'),
    {
      name: 'new-message-to-several',
      within: dialog,
      reach: async (page) => {
        for (const name of ['aiko', 'jonas', 'oluwaseun', 'noor']) {
          await page.getByRole('combobox').fill(name);
          await page.keyboard.press('Enter');
        }
      },
    },
    {
      name: 'group',
      reach: async (page) => {
        await page.keyboard.press('Control+Enter');
        await page.getByText('This is a group of').waitFor();
      },
    },
    {
      name: 'waiting-changes',
      reach: async (page) => {
        await page.evaluate(() => globalThis.fake.setConnection({ status: 'offline', retryAt: null }));
        await page.keyboard.press('Control+.');
        await page.getByRole('dialog').getByLabel('Topic').fill('The second tank');
        await page.keyboard.press('Enter');
        await page.locator('.view-head .waiting').waitFor();
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      },
    },
  ],
};
