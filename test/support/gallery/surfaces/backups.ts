import type { Page } from '@playwright/test';
import { atRest } from '../atRest.ts';
import { choose, dialog, type State, type Surface } from './steps.ts';

const step = (name: string, reach: State['reach']): State => ({ name, within: dialog, reach });

async function openBackups(page: Page): Promise<void> {
  await atRest(page);
  await choose(page, /^Menu of/, 'Manage space');
  await page.getByRole('tab', { name: 'Backups' }).click();
  await page.getByRole('button', { name: 'Another file…' }).waitFor();
}

/** Backups of a hosted space: as they should be, none, one that failed, and where nothing but a backup helps. */
export const backups: readonly Surface[] = [
  {
    name: 'backups of a hosted space',
    scenario: 'managed',
    states: [
      step('backups', async (page) => {
        await openBackups(page);
        await page.getByRole('list', { name: 'Backups, newest first' }).waitFor();
      }),
      step('backups-folder', async (page) => {
        await page.getByRole('button', { name: 'Choose folder…' }).click();
        await page.getByRole('button', { name: 'Use Parley’s own folder' }).waitFor();
      }),
      step('backups-confirm', async (page) => {
        await page.getByRole('button', { name: 'Another file…' }).click();
        await page.getByRole('dialog', { name: /^Put Garden association back/ }).waitFor();
      }),
      step('backups-restored', async (page) => {
        await page.getByRole('button', { name: 'Restore', exact: true }).click();
        await page.getByRole('dialog', { name: 'Garden association is back' }).waitFor();
      }),
    ],
  },
  {
    name: 'a hosted space without a backup',
    scenario: 'backupsNone',
    states: [
      step('backups-none', async (page) => {
        await openBackups(page);
        await page.getByText('None yet').waitFor();
      }),
    ],
  },
  {
    name: 'a backup that failed',
    scenario: 'backupsFailing',
    states: [
      step('backups-failed', async (page) => {
        await openBackups(page);
        await page.getByText('There is no room left in the folder').waitFor();
      }),
    ],
  },
  {
    name: 'a damaged space with backups',
    scenario: 'damaged',
    states: [
      {
        name: 'damaged',
        reach: (page) => page.getByRole('button', { name: 'Restore from a backup' }).waitFor(),
      },
      step('damaged-backups', async (page) => {
        await page.getByRole('button', { name: 'Restore from a backup' }).click();
        await page.getByRole('list', { name: 'Backups, newest first' }).waitFor();
      }),
    ],
  },
  {
    name: 'a damaged space without a backup',
    scenario: 'damagedBare',
    states: [
      step('damaged-bare', async (page) => {
        await page.getByRole('button', { name: 'Restore from a backup' }).click();
        await page.getByText('There are no backups in this folder').waitFor();
      }),
    ],
  },
];
