import { atRest, timeline } from '../atRest.ts';
import { type Surface, seen } from './steps.ts';

export const welcome: Surface = {
  name: 'the way into a space',
  scenario: 'first',
  states: [
    seen('welcome', 'Welcome'),
    {
      name: 'host-mistakes',
      reach: async (page) => {
        await page.getByRole('button', { name: 'Host a space' }).click();
        await page.getByRole('button', { name: 'Host this space' }).click();
      },
    },
    {
      name: 'join',
      reach: async (page) => {
        await page.getByRole('button', { name: 'Back' }).click();
        await page.getByRole('button', { name: 'Join a space' }).click();
        await page.getByLabel('Address of the space').fill('chat.river.example');
        await page.keyboard.press('Enter');
        await page.getByLabel('Invite code').waitFor();
      },
    },
  ],
};

/** Scenarios that are looked at as they are. */
export const asTheyAre: Surface[] = [
  {
    name: 'a full space',
    scenario: 'full',
    states: [{ name: 'full', reach: (page) => timeline(page).waitFor() }],
  },
  { name: 'an arranged list', scenario: 'arranged', states: [{ name: 'arranged', reach: atRest }] },
  {
    name: 'an empty space',
    scenario: 'empty',
    states: [{ name: 'empty', reach: (page) => timeline(page).waitFor() }],
  },
  { name: 'being offline', scenario: 'offline', states: [seen('offline', 'Not sent')] },
  { name: 'being signed out', scenario: 'signedOut', states: [seen('signed-out', 'has ended')] },
  { name: 'what is not fetched', scenario: 'unfetched', states: [seen('unfetched', 'not on this')] },
];
