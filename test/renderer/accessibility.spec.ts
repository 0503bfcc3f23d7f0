import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { atRest, expect, test, timeline } from './fixtures.ts';

type Surface = {
  name: string;
  scenario: string;
  reach: (page: Page) => Promise<unknown>;
  /** Floats over the page for a moment, and is in none of its landmarks. */
  floats?: boolean;
};

const surfaces: Surface[] = [
  { name: 'the welcome', scenario: 'first', reach: (page) => page.getByText('Welcome').waitFor() },
  {
    name: 'hosting, with mistakes',
    scenario: 'first',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Host a space' }).click();
      await page.getByRole('button', { name: 'Host this space' }).click();
    },
  },
  {
    name: 'joining',
    scenario: 'first',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Join a space' }).click();
      await page.getByLabel('Address of the space').fill('192.168.1.20:4100');
      await page.keyboard.press('Enter');
      await page.getByLabel('Invite code').waitFor();
    },
  },
  { name: 'a full space', scenario: 'full', reach: (page) => timeline(page).waitFor() },
  { name: 'an arranged list', scenario: 'arranged', reach: (page) => timeline(page).waitFor() },
  { name: 'the panel of people', scenario: 'panel', reach: (page) => page.getByText('@dvolkov').waitFor() },
  {
    name: 'Markdown in messages',
    scenario: 'markdown',
    reach: (page) => page.locator('.hljs-keyword').first().waitFor(),
  },
  ...(['@', '#', ':be', '/'] as const).map((sign) => ({
    name: `what is offered for ${sign}`,
    scenario: 'markdown',
    reach: async (page: Page) => {
      await atRest(page);
      await page.locator('[data-composer]').pressSequentially(sign);
      await page.getByRole('option').first().waitFor();
    },
  })),
  {
    name: 'the panel of emoji',
    scenario: 'markdown',
    reach: async (page) => {
      await atRest(page);
      await page.keyboard.press('Control+Shift+e');
      await page.getByRole('button', { name: 'grinning face', exact: true }).waitFor();
    },
  },
  {
    name: 'an unknown command',
    scenario: 'markdown',
    reach: async (page) => {
      await atRest(page);
      await page.locator('[data-composer]').fill('/dance');
      await page.keyboard.press('Enter');
      await page.getByText('There is no command').waitFor();
    },
  },
  { name: 'an empty space', scenario: 'empty', reach: (page) => timeline(page).waitFor() },
  { name: 'being offline', scenario: 'offline', reach: (page) => page.getByText('Not sent').waitFor() },
  { name: 'being signed out', scenario: 'signedOut', reach: (page) => page.getByText('has ended').waitFor() },
  {
    name: 'what is not fetched',
    scenario: 'unfetched',
    reach: (page) => page.getByText('not on this').waitFor(),
  },
  {
    name: 'what a search found',
    scenario: 'full',
    reach: async (page) => {
      await atRest(page);
      await page.keyboard.press('Control+Shift+F');
      await page.getByRole('textbox', { name: 'Words to look for' }).fill('the');
      await page.getByRole('list', { name: 'Messages found' }).waitFor();
    },
  },
  {
    name: 'a search that found nothing',
    scenario: 'full',
    reach: async (page) => {
      await atRest(page);
      await page.keyboard.press('Control+f');
      await page.getByRole('textbox', { name: 'Words to look for' }).fill('qqqq');
      await page.getByText('Nothing found').waitFor();
    },
  },
  {
    name: 'a row with the focus',
    scenario: 'full',
    reach: async (page) => {
      await atRest(page);
      await page.getByRole('article').last().focus();
    },
  },
  {
    name: 'the menu of a message',
    floats: true,
    scenario: 'full',
    reach: async (page) => {
      await atRest(page);
      await page.getByRole('article').last().click({ button: 'right' });
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'the choice of a reaction, with reactions around it',
    scenario: 'full',
    reach: async (page) => {
      await atRest(page);
      await page.getByRole('article').last().focus();
      for (const key of ['+', 'Enter', 's', 'p', '+']) await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
    },
  },
  ...(['k', '/', ','] as const).map((key) => ({
    name: `the dialog of Ctrl+${key}`,
    scenario: 'full',
    reach: async (page: Page) => {
      await atRest(page);
      await page.keyboard.press(`Control+${key}`);
      await page.getByRole('dialog').waitFor();
    },
  })),
  ...['Invite people', 'Browse channels', 'Create a channel', 'New message', 'Sign out'].map((item) => ({
    name: `the dialog “${item}”`,
    scenario: 'full',
    reach: async (page: Page) => {
      await page.getByRole('button', { name: 'Menu of' }).click();
      await page.getByRole('menuitem', { name: item }).click();
      await page.getByRole('dialog').waitFor();
    },
  })),
];

for (const { name, scenario, reach, floats } of surfaces) {
  test(`${name} has no finding`, async ({ show }) => {
    const page = await show(scenario, { theme: 'system' });
    await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
    await reach(page);
    const axe = () => {
      const builder = new AxeBuilder({ page });
      return floats ? builder.disableRules(['region']) : builder;
    };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    expect(findings(await axe().withTags(tags).analyze())).toEqual([]);
    // What does not depend on colours is the same in the dark.
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(findings(await axe().withRules(['color-contrast']).analyze())).toEqual([]);
  });
}

/** The rule that each finding breaks, and the beginnings of the elements that break it. */
function findings({ violations }: Awaited<ReturnType<AxeBuilder['analyze']>>): [string, string[]][] {
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))]);
}
