import type { Page } from '@playwright/test';
import { choose, dialog, type State, type Surface, seen } from './steps.ts';

const field = (page: Page) => page.getByLabel('Address of the space');

async function openJoin(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Join a space' }).click();
  await field(page).waitFor();
}

/** Goes to what an address leads to, from the form to join. */
const at = (name: string, address: string, shown: string): State => ({
  name,
  reach: async (page) => {
    if ((await field(page).count()) === 0) await page.getByRole('button', { name: 'Back' }).first().click();
    await field(page).fill(address);
    await page.keyboard.press('Enter');
    await page.getByText(shown).first().waitFor();
  },
});

const OTHER_LINK = `https://192.168.1.30:4100/join/GROW-1234#pin=${'5d'.repeat(32)}`;

/** Finding a space, and what comes before an account in it. */
const ways: Surface = {
  name: 'joining a space',
  scenario: 'nearby',
  states: [
    {
      name: 'join-nearby',
      reach: async (page) => {
        await openJoin(page);
        await page.getByRole('button', { name: /^River neighbours/ }).waitFor();
      },
    },
    {
      name: 'join-gone',
      reach: (page) =>
        page.evaluate(() => {
          const { spaces, ...rest } = window.fake.options.surroundings ?? { spaces: [] };
          const left = spaces.filter(({ name }) => name !== 'Rowing club');
          window.fake.around({ addresses: [], canLook: true, ...rest, spaces: left });
        }),
    },
    at('join-damaged', 'https://192.168.1.30:4100/join/GROW#pin=3fa9', 'not whole'),
    at('join-unknown', '192.168.1.30:4100', 'Is this the right server?'),
    {
      name: 'join-unknown-wrong',
      reach: async (page) => {
        await page.getByLabel('Code that was read to you').fill('AAAA-BBBB');
        await page.keyboard.press('Enter');
        await page.getByText('does not know this code').waitFor();
      },
    },
    {
      name: 'join-compare',
      reach: async (page) => {
        await page.getByRole('radio', { name: 'With the fingerprint' }).click();
        await page.getByRole('button', { name: 'They are the same' }).waitFor();
      },
    },
    {
      name: 'join-different',
      reach: async (page) => {
        await page.getByRole('button', { name: 'They differ' }).click();
        await page.getByText('Then this is not').waitFor();
      },
    },
    at('join-other-key', OTHER_LINK, 'not the server of your invite'),
    at('join-plain', '192.168.1.40:4100', 'is not encrypted'),
    {
      name: 'join-plain-account',
      reach: async (page) => {
        await page.getByRole('button', { name: 'Join anyway' }).click();
        await page.getByLabel('Your name').waitFor();
      },
    },
    at('join-spoken', '192.168.1.30:4100 k7q2 04zw', 'your code has proved'),
    {
      name: 'join-test-failed',
      reach: async (page) => {
        await page.getByRole('button', { name: 'Back' }).click();
        await field(page).fill('nothing.local:4100');
        await page.getByRole('button', { name: 'Test connection' }).click();
        await page.getByText('Nothing answers.').waitFor();
      },
    },
    {
      name: 'join-test-passed',
      reach: async (page) => {
        await field(page).fill('192.168.1.30:4100');
        await page.getByRole('button', { name: 'Test connection' }).click();
        await page.getByText('All works.').waitFor();
      },
    },
  ],
};

/** Looking around and finding nothing, for one reason or another. */
const nothing = (scenario: string, name: string, words: string): Surface => ({
  name: `nothing nearby: ${name}`,
  scenario,
  states: [
    {
      name,
      reach: async (page) => {
        await openJoin(page);
        await page.getByText(words).waitFor();
      },
    },
  ],
});

const opened: Surface = {
  name: 'an invite that was opened outside',
  scenario: 'nearby',
  states: [
    {
      name: 'invite-opened',
      reach: async (page) => {
        await page.getByRole('button', { name: 'Join a space' }).waitFor();
        await page.evaluate(
          (pin) => window.fake.openInvite({ address: 'https://192.168.1.30:4100', invite: 'GROW-1234', pin }),
          '3fa94c0e17d2b8855e6a90c34d7f1b26a8e03c9d5174f2eb6098ca4d31b75fe2',
        );
        await page.getByText('From the link that you opened').waitFor();
      },
    },
    {
      name: 'invite-waiting',
      within: dialog,
      reach: async (page) => {
        await page.getByRole('button', { name: 'Back' }).click();
        await page.getByRole('button', { name: 'Host a space' }).click();
        await page.getByLabel('Name of the space').fill('Allotments');
        await page.evaluate(() =>
          window.fake.openInvite({ address: 'https://192.168.1.30:4100', invite: 'GROW-1234', pin: null }),
        );
        await page.getByRole('dialog').waitFor();
      },
    },
  ],
};

const inside: Surface = {
  name: 'joining a space that one is in',
  scenario: 'nearbyMember',
  states: [
    {
      name: 'join-inside',
      reach: async (page) => {
        await page.getByRole('button', { name: 'Add a space' }).click();
        await openJoin(page);
        await page.getByText('You are in it').waitFor();
      },
    },
  ],
};

const security = (name: string, scenario: string, shown: string, more: State[] = []): Surface => ({
  name: `how a space is known: ${name}`,
  scenario,
  states: [
    {
      name: `security-${name}`,
      within: dialog,
      reach: async (page) => {
        await choose(page, /^Menu of/, 'Connection and security');
        await page.getByRole('dialog').getByText(shown).first().waitFor();
      },
    },
    ...more,
  ],
});

const turnOff: State = {
  name: 'security-off',
  within: dialog,
  reach: async (page) => {
    await page.getByRole('checkbox', { name: 'Encrypt connections (TLS)' }).click();
    await page.getByRole('dialog', { name: 'Turn encryption off?' }).waitFor();
  },
};

export const joining: readonly Surface[] = [
  ways,
  inside,
  nothing('nearbyNone', 'join-none', 'Why a space may not be found'),
  nothing('nearbyBlocked', 'join-blocked', 'Parley cannot look around'),
  nothing('nearbyNoNetwork', 'join-no-network', 'Not on a network'),
  opened,
  { name: 'a key that has changed', scenario: 'changedKey', states: [seen('key-changed', 'What is this?')] },
  security('changed', 'changedKey', 'has changed'),
  security('new', 'newKey', 'has a key now'),
  security('lapsed', 'lapsedCertificate', 'is no longer trusted'),
  security('hosted', 'full', 'Fingerprint of its key', [turnOff]),
  security('hosted-plain', 'hostedPlain', 'can read along'),
];

const invites = (name: string, scenario: string, more: State[]): Surface => ({
  name: `inviting ${name}`,
  scenario,
  states: [
    {
      name: `invite-${name}`,
      within: dialog,
      reach: async (page) => {
        await choose(page, /^Menu of/, 'Invite people');
        await page.getByRole('button', { name: 'Copy invite' }).waitFor();
      },
    },
    ...more,
  ],
});

const aloud: State = {
  name: 'invite-aloud',
  within: dialog,
  reach: async (page) => {
    await page.getByRole('button', { name: 'Make a code' }).click();
    await page.locator('output').waitFor();
  },
};
const byHand: State = {
  name: 'invite-by-hand',
  within: dialog,
  reach: (page) => page.getByText('Other ways in').click(),
};

export const inviting: readonly Surface[] = [
  invites('people', 'full', [aloud, byHand]),
  invites('without-encryption', 'hostedPlain', []),
  invites('off-the-network', 'hostedOffNetwork', []),
  {
    name: 'having hosted a space',
    scenario: 'first',
    states: [
      {
        name: 'hosted-first',
        reach: async (page) => {
          await page.getByRole('button', { name: 'Host a space' }).click();
          await page.getByLabel('Name of the space').fill('Allotments');
          await page.getByLabel('Your name').fill('Ann');
          await page.getByLabel('Username').fill('ann');
          await page.getByLabel('Password', { exact: true }).fill('long enough');
          await page.keyboard.press('Enter');
          await page.getByRole('button', { name: 'Copy invite' }).waitFor();
        },
      },
    ],
  },
];
