import type { Page } from '@playwright/test';
import { atRest } from '../atRest.ts';
import { byKey, dialog, type Surface, seen } from './steps.ts';

const fill = async (page: Page) => {
  await page.getByLabel('Your name').fill('Ann');
  await page.getByLabel('Username').fill('ann');
  await page.getByLabel('Password', { exact: true }).fill('long enough');
  await page.keyboard.press('Enter');
};

/** The ways into a space in a browser, each on a page of its own. */
const ways: Surface[] = [
  {
    name: 'joining by a link in a browser',
    scenario: 'browserUsedUp',
    states: [
      seen('browser-invited', 'You are invited'),
      {
        name: 'browser-used-up',
        reach: async (page) => {
          await fill(page);
          await page.getByText('has run out').waitFor();
        },
      },
    ],
  },
  {
    name: 'signing in in a browser',
    scenario: 'browserJoin',
    states: [seen('browser-join', 'Sign in, or make')],
  },
  {
    name: 'joining an open space',
    scenario: 'browserOpen',
    states: [seen('browser-open', 'Make an account, or')],
  },
  {
    name: 'owning a new space in a browser',
    scenario: 'browserSetup',
    states: [
      seen('browser-new', 'This space is new'),
      {
        name: 'browser-setup',
        reach: async (page) => {
          await fill(page);
          await page.getByLabel('Setup code').waitFor();
        },
      },
      {
        name: 'browser-owned',
        reach: async (page) => {
          await page.getByLabel('Setup code').fill('GROW-1234');
          await page.keyboard.press('Enter');
          await page.getByText('/join/').first().waitFor();
        },
      },
    ],
  },
  {
    name: 'a space that cannot be reached',
    scenario: 'browserAway',
    states: [seen('browser-away', 'tries again by itself')],
  },
  {
    name: 'a browser whose own data was damaged',
    scenario: 'browserRenewed',
    states: [seen('browser-renewed', 'had kept was damaged')],
  },
  {
    name: 'what another tab holds on to',
    scenario: 'browserHeld',
    states: [seen('browser-held', 'Another tab holds on to')],
  },
  {
    name: 'having signed out in a browser',
    scenario: 'browserSignedOut',
    states: [seen('browser-signed-out', 'You were here as')],
  },
];

/** Being in the space, as far as a browser differs. */
const inside: Surface[] = [
  {
    name: 'a space in a browser',
    scenario: 'browser',
    states: [{ name: 'browser', reach: atRest }, byKey(',', 'browser-settings')],
  },
  {
    name: 'a tab to read in',
    scenario: 'browserReading',
    states: [
      seen('browser-reading', 'Here you can read.'),
      {
        name: 'browser-reading-menu',
        within: '[role="menu"]',
        reach: async (page) => {
          await page.getByRole('button', { name: /^Menu of/ }).click();
          await page.getByRole('menuitem', { name: 'Browse channels' }).waitFor();
        },
      },
    ],
  },
  {
    name: 'a browser that keeps nothing',
    scenario: 'browserForgets',
    states: [seen('browser-forgets', 'keeps nothing'), byKey(',', 'browser-forgets-settings')],
  },
  {
    name: 'a space that another tab holds on to',
    scenario: 'browserSpaceHeld',
    states: [seen('browser-space-held', 'Another tab holds on to')],
  },
  {
    name: 'a page on plain HTTP',
    scenario: 'browserPlain',
    states: [
      {
        name: 'browser-plain-settings',
        within: dialog,
        reach: async (page) => {
          await atRest(page);
          await page.keyboard.press('Control+,');
          await page.getByText('Not to be had here').waitFor();
        },
      },
    ],
  },
];

export const browser: readonly Surface[] = [...ways, ...inside];
