import type { Page } from '@playwright/test';
import { atRest, timeline } from './atRest.ts';

/** What there is to see after a few steps of a person's. */
export type State = {
  name: string;
  /** Goes there from where the state before it was. */
  reach: (page: Page) => Promise<unknown>;
  /** What lies over the window, by its selector: the rest has been looked at before. */
  within?: '[role="dialog"]' | '[role="menu"]' | 'aside';
};

/** A part of the window on a scenario of the fake app, in the states that it can be brought to one after the other. */
export type Surface = { name: string; scenario: string; states: readonly State[] };

const dialog = '[role="dialog"]';
const menu = '[role="menu"]';

/** Closes what lies over the window. */
async function close(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.locator(`${dialog}, ${menu}`).first().waitFor({ state: 'detached' });
}

/** Chooses from a menu that opens from a button. */
async function choose(page: Page, button: string | RegExp, item: string): Promise<void> {
  await page.getByRole('button', { name: button }).first().click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Presses a key on a row of #general, by what is written in it. */
async function pressOn(page: Page, text: string, key: string): Promise<void> {
  await page.locator('.timeline').getByRole('article').filter({ hasText: text }).first().focus();
  await page.keyboard.press(key);
}

const lastRow = (page: Page) => page.locator('.timeline').getByRole('article').last();

const seen = (name: string, text: string): State => ({
  name,
  reach: (page) => page.getByText(text).first().waitFor(),
});

/** A dialog, reached from the menu of the space. */
const ofSpace = (item: string, name: string): State => ({
  name,
  within: dialog,
  reach: async (page) => {
    if ((await page.locator(dialog).count()) > 0) await close(page);
    await choose(page, /^Menu of/, item);
    await page.getByRole('dialog').waitFor();
  },
});

/** A dialog, reached from one's own picture. */
const ofSelf = (item: string, name: string): State => ({
  name,
  within: dialog,
  reach: async (page) => {
    await close(page);
    await choose(page, /^You: /, item);
    await page.getByRole('dialog').waitFor();
  },
});

const byKey = (key: string, name: string): State => ({
  name,
  within: dialog,
  reach: async (page) => {
    if ((await page.locator(dialog).count()) > 0) await close(page);
    await page.keyboard.press(`Control+${key}`);
    await page.getByRole('dialog').waitFor();
  },
});

const completing = (sign: string, name: string): State => ({
  name,
  reach: async (page) => {
    await atRest(page);
    await page.locator('[data-composer]').fill('');
    await page.locator('[data-composer]').pressSequentially(sign);
    await page.getByRole('option').first().waitFor();
  },
});

const welcome: Surface = {
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
        await page.getByLabel('Address of the space').fill('192.168.1.20:4100');
        await page.keyboard.press('Enter');
        await page.getByLabel('Invite code').waitFor();
      },
    },
  ],
};

const messages: Surface = {
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

const panels: Surface = {
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

const search: Surface = {
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

const aboutMessages: Surface = {
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

const later: Surface = {
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

const people: Surface = {
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

const conversations: Surface = {
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

const space: Surface = {
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

const newMessage: Surface = {
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

const writing: Surface = {
  name: 'writing',
  scenario: 'markdown',
  states: [
    { name: 'markdown', reach: (page) => page.locator('.hljs-keyword').first().waitFor() },
    completing('@', 'complete-people'),
    completing('#', 'complete-channels'),
    completing(':be', 'complete-emoji'),
    completing('/', 'complete-commands'),
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

/** Scenarios that are looked at as they are. */
const asTheyAre: Surface[] = [
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

/** Every part of the window: what is looked at in pictures, and what axe checks. */
export const surfaces: readonly Surface[] = [
  welcome,
  ...asTheyAre,
  messages,
  panels,
  search,
  aboutMessages,
  later,
  people,
  conversations,
  space,
  newMessage,
  writing,
];
