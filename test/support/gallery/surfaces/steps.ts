import type { Page } from '@playwright/test';
import { atRest } from '../atRest.ts';

/** What there is to see after a few steps of a person's. */
export type State = {
  name: string;
  /** Goes there from where the state before it was. */
  reach: (page: Page) => Promise<unknown>;
  /** What lies over the window, by its selector: the rest has been looked at before. */
  within?: '[role="dialog"]' | '[role="menu"]' | '[role="listbox"]' | 'aside';
};

/** A part of the window on a scenario of the fake app, in the states that it can be brought to one after the other. */
export type Surface = { name: string; scenario: string; states: readonly State[] };

export const dialog = '[role="dialog"]';
export const menu = '[role="menu"]';

/** Closes what lies over the window. */
export async function close(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.locator(`${dialog}, ${menu}`).first().waitFor({ state: 'detached' });
}

/** Chooses from a menu that opens from a button. */
export async function choose(page: Page, button: string | RegExp, item: string): Promise<void> {
  await page.getByRole('button', { name: button }).first().click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Presses a key on a row of #general, by what is written in it. */
export async function pressOn(page: Page, text: string, key: string): Promise<void> {
  await page.locator('.timeline').getByRole('article').filter({ hasText: text }).first().focus();
  await page.keyboard.press(key);
}

export const lastRow = (page: Page) => page.locator('.timeline').getByRole('article').last();

export const seen = (name: string, text: string): State => ({
  name,
  reach: (page) => page.getByText(text).first().waitFor(),
});

/** A dialog, reached from the menu of the space. */
export const ofSpace = (item: string, name: string): State => ({
  name,
  within: dialog,
  reach: async (page) => {
    if ((await page.locator(dialog).count()) > 0) await close(page);
    await choose(page, /^Menu of/, item);
    await page.getByRole('dialog').waitFor();
  },
});

/** A dialog, reached from one's own picture. */
export const ofSelf = (item: string, name: string): State => ({
  name,
  within: dialog,
  reach: async (page) => {
    await close(page);
    await choose(page, /^You: /, item);
    await page.getByRole('dialog').waitFor();
  },
});

export const byKey = (key: string, name: string): State => ({
  name,
  within: dialog,
  reach: async (page) => {
    if ((await page.locator(dialog).count()) > 0) await close(page);
    await page.keyboard.press(`Control+${key}`);
    await page.getByRole('dialog').waitFor();
  },
});

export const completing = (sign: string, name: string): State => ({
  name,
  within: '[role="listbox"]',
  reach: async (page) => {
    await atRest(page);
    await page.locator('[data-composer]').fill('');
    await page.locator('[data-composer]').pressSequentially(sign);
    await page.getByRole('option').first().waitFor();
  },
});
