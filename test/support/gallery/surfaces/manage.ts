import type { Page } from '@playwright/test';
import { atRest } from '../atRest.ts';
import { choose, dialog, type State, type Surface } from './steps.ts';

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });

/** A part of running the space, once what it shows is there. */
const part = (name: string, shown: string | RegExp, more?: (page: Page) => Promise<unknown>): State => ({
  name: `manage-${name.toLowerCase().replace(' ', '-')}`,
  within: dialog,
  reach: async (page) => {
    await tab(page, name).click();
    await page.getByRole('tabpanel').getByText(shown).first().waitFor();
    await more?.(page);
  },
});

const step = (name: string, reach: State['reach']): State => ({ name, within: dialog, reach });

async function openManage(page: Page, item = 'Manage space'): Promise<void> {
  await atRest(page);
  await choose(page, /^Menu of/, item);
  await page.getByRole('dialog').waitFor();
}

export const manage: Surface = {
  name: 'what a space is run by',
  scenario: 'managed',
  states: [
    step('manage-overview', async (page) => {
      await openManage(page);
      await page.getByText('Messages a second').waitFor();
    }),
    part('People', 'Aiko Nakamura'),
    step('manage-person', async (page) => {
      await page
        .getByRole('tabpanel')
        .getByRole('button', { name: /^Tomás/ })
        .click();
      await page.getByText('Firefox on Android').waitFor();
    }),
    step('manage-ban', async (page) => {
      await page.getByRole('button', { name: 'Ban', exact: true }).click();
      await page.getByRole('dialog', { name: /^Ban Tomás/ }).waitFor();
    }),
    step('manage-transfer', async (page) => {
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('button', { name: 'Make owner' }).click();
      await page.getByRole('dialog', { name: /^Make Tomás/ }).waitFor();
    }),
    step('manage-invites', async (page) => {
      await page.getByRole('button', { name: 'Cancel' }).click();
      await tab(page, 'Invites').click();
      await page.getByText('97 of 100 left').waitFor();
    }),
    step('manage-invite-form', async (page) => {
      await page.getByRole('button', { name: 'Make an invite' }).click();
      await page.getByRole('radio', { name: 'Guest' }).click();
    }),
    step('manage-invite-made', async (page) => {
      await page.getByRole('checkbox', { name: '#compost' }).check();
      await page.getByRole('button', { name: 'Make invite' }).click();
      await page.getByText('GROW-1234').first().waitFor();
    }),
    part('Reports', 'third advertisement'),
    part('Programs', 'Weather station'),
    step('manage-token-made', async (page) => {
      await page.getByRole('textbox', { name: 'What the program is called' }).fill('Doorbell');
      await page.getByRole('button', { name: 'Make token' }).click();
      await page.getByText('pst_').first().waitFor();
    }),
    part('Announce', 'How it will look', async (page) => {
      await page.getByRole('textbox', { name: 'In a few words' }).fill('The gate stays open');
      await page.getByRole('textbox', { name: 'The rest of it' }).fill('Until the hedge is cut.');
      await page.getByRole('textbox', { name: 'Link' }).fill('https://example.org');
    }),
    step('manage-audit-log', async (page) => {
      await tab(page, 'Audit log').click();
      await page
        .getByRole('list', { name: 'What was done, newest first' })
        .getByText('Banned')
        .first()
        .waitFor();
    }),
  ],
};

export const manageName: Surface = {
  name: 'renaming a space',
  scenario: 'managed',
  states: [
    step('manage-renamed', async (page) => {
      await openManage(page);
      await page.getByRole('textbox', { name: 'Name of the space' }).fill('Allotment association');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Everyone sees it now').first().waitFor();
    }),
  ],
};

export const manageAway: Surface = {
  name: 'running a space without a connection',
  scenario: 'managedAway',
  states: [
    step('manage-overview-away', async (page) => {
      await openManage(page);
      await page.getByText('Not connected: nothing is known').waitFor();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('This needs a connection').waitFor();
    }),
    part('Invites', 'This needs a connection'),
  ].map((state) => ({ ...state, name: state.name.replace('invites', 'invites-away') })),
};

export const manageRefused: Surface = {
  name: 'running a space where it is refused',
  scenario: 'managedRefused',
  states: [
    step('manage-refused', async (page) => {
      await openManage(page);
      await tab(page, 'Audit log').click();
      await page.getByText('Only owners and admins may do this.').waitFor();
    }),
  ],
};

export const moderating: Surface = {
  name: 'what a moderator judges',
  scenario: 'moderating',
  states: [
    step('reports-only', async (page) => {
      await openManage(page, 'Reports');
      await page.getByText('third advertisement').waitFor();
    }),
    step('reports-closed', async (page) => {
      await page.getByRole('radio', { name: 'Closed' }).click();
      await page.getByText('Dismissed by').waitFor();
    }),
  ],
};
