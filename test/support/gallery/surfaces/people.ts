import { atRest } from '../atRest.ts';
import { byKey, close, dialog, menu, ofSelf, ofSpace, type Surface } from './steps.ts';

export const people: Surface = {
  name: 'who someone is',
  scenario: 'livedIn',
  states: [
    {
      name: 'card',
      within: dialog,
      reach: async (page) => {
        await atRest(page);
        await page
          .locator('.timeline')
          .getByRole('button', { name: 'Aiko Nakamura', exact: true })
          .last()
          .click();
        await page.getByRole('dialog').waitFor();
      },
    },
    ofSelf('Edit profile', 'profile'),
    ofSelf('Set status', 'status'),
    {
      name: 'self-menu',
      within: menu,
      reach: async (page) => {
        await close(page);
        await page.getByRole('button', { name: /^You: / }).click();
        await page.getByRole('menu').waitFor();
      },
    },
    {
      name: 'seen-by',
      within: dialog,
      reach: async (page) => {
        await close(page);
        await page
          .getByRole('navigation', { name: 'Conversations' })
          .getByRole('button', { name: 'Aiko Nakamura' })
          .first()
          .click();
        await atRest(page);
        await page.locator('[data-composer]').fill('Who brings the ladder?');
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: /^Seen by ./ }).click();
        await page.getByRole('dialog').waitFor();
      },
    },
  ],
};

export const conversations: Surface = {
  name: 'what a conversation says of itself',
  scenario: 'livedIn',
  states: [
    {
      name: 'details',
      within: dialog,
      reach: async (page) => {
        await atRest(page);
        await page
          .getByRole('navigation', { name: 'Conversations' })
          .getByRole('button', { name: 'orchard' })
          .first()
          .click();
        await atRest(page);
        await page.keyboard.press('Control+.');
        await page.getByRole('button', { name: 'What to do about Jonas Weber' }).waitFor();
      },
    },
    {
      name: 'member-menu',
      within: menu,
      reach: async (page) => {
        await page.getByRole('button', { name: 'What to do about Jonas Weber' }).click();
        await page.getByRole('menu').waitFor();
      },
    },
    {
      name: 'add-people',
      within: dialog,
      reach: async (page) => {
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Add people' }).click();
        await page.getByRole('combobox').waitFor();
      },
    },
    {
      name: 'conversation-menu',
      within: menu,
      reach: async (page) => {
        await close(page);
        await page.getByRole('button', { name: 'More about this conversation' }).click();
        await page.getByRole('menu').waitFor();
      },
    },
  ],
};

export const space: Surface = {
  name: 'what is done with a space',
  scenario: 'livedIn',
  states: [
    ofSpace('Invite people', 'invite'),
    ofSpace('Browse channels', 'browse'),
    ofSpace('Create a channel', 'create-channel'),
    ofSpace('Sign out', 'sign-out'),
    byKey('k', 'switcher'),
    byKey('/', 'keys'),
    byKey(',', 'settings'),
  ],
};
