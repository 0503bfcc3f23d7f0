import type { Locator, Page } from '@playwright/test';
import { readInviteLink } from '../../src/shared/model/inviteLink.ts';
import { expect, type LaunchedApp, type LaunchOptions } from './fixtures.ts';

/** What people do in the window, in its own words, so that journeys read as journeys. */
export const PASSWORD = 'correct horse battery';

export type Invitation = { address: string; code: string };

type Launch = (options?: LaunchOptions) => Promise<LaunchedApp>;

/** Hosts a space from a first run, and tells how others get in. */
export async function host(window: Page, space: string, name: string): Promise<Invitation> {
  await window.getByRole('button', { name: 'Host a space' }).click();
  await window.getByLabel('Name of the space').fill(space);
  await window.getByLabel('Your name').fill(name);
  await window.getByLabel('Username').fill(name.toLowerCase());
  await window.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await window.getByRole('button', { name: 'Host this space' }).click();
  const card = window.getByRole('region', { name: `${space} is running` });
  await expect(card).toBeVisible();
  const label = await card.getByRole('button', { name: /^Copy: http/ }).getAttribute('aria-label');
  const link = readInviteLink(label?.replace('Copy: ', '') ?? '');
  if (link === null) throw new Error(`no invite link: ${label}`);
  // The way through the network's own addresses is the same but for the name; a test stays on loopback.
  const { port } = new URL(link.address);
  return { address: `127.0.0.1:${port}`, code: link.invite };
}

/** Joins with an invite as someone new. */
export async function join(
  window: Page,
  { address, code }: Invitation,
  space: string,
  name: string,
): Promise<void> {
  await find(window, address);
  await expect(window.getByRole('region', { name: 'Join a space' })).toContainText(space);
  await window.getByLabel('Invite code').fill(code);
  await window.getByLabel('Your name').fill(name);
  await window.getByLabel('Username').fill(name.toLowerCase());
  await window.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await window.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(row(window, 'general')).toBeVisible();
}

/** Signs in on another device of someone who has joined before. */
export async function signIn(window: Page, { address }: Invitation, name: string): Promise<void> {
  await find(window, address);
  await window.getByRole('radio', { name: 'I have an account' }).click();
  await window.getByLabel('Username').fill(name.toLowerCase());
  await window.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await window.getByRole('button', { name: 'Sign in' }).click();
  await expect(row(window, 'general')).toBeVisible();
}

/** Gets from the first run to the form that follows a found space. */
export async function find(window: Page, address: string): Promise<void> {
  await window.getByRole('button', { name: 'Join a space' }).click();
  await window.getByLabel('Address of the space').fill(address);
  await window.getByRole('button', { name: 'Continue' }).click();
}

/** A conversation in the list. */
export const row = (window: Page, name: string): Locator =>
  window
    .getByRole('navigation', { name: 'Conversations' })
    .getByRole('button', { name: new RegExp(`\\b${name}\\b`) })
    .first();

export const composer = (window: Page): Locator =>
  window.getByRole('textbox', { name: /^(Message|Write a note)/ });
export const timeline = (window: Page): Locator => window.getByRole('log');
/** A message in the timeline by its text. */
export const message = (window: Page, text: string): Locator =>
  timeline(window).getByRole('article').filter({ hasText: text });

export async function say(window: Page, text: string): Promise<void> {
  await composer(window).fill(text);
  await composer(window).press('Enter');
  await expect(message(window, text)).toBeVisible();
}

/** Closes the dialog that has the focus, and waits until the window behind it can be used again. */
export async function leaveDialog(window: Page): Promise<void> {
  await window.keyboard.press('Escape');
  await expect(window.getByRole('dialog')).toHaveCount(0);
}

/** Another person, who has joined with an app of their own. */
export async function joinWith(
  launch: Launch,
  invitation: Invitation,
  space: string,
  name: string,
  options?: LaunchOptions,
): Promise<LaunchedApp> {
  const app = await launch(options);
  await join(app.window, invitation, space, name);
  return app;
}

/** Two people in one space: one hosts it, the other has joined; both look at #general. */
export async function hostAndJoin(
  launch: Launch,
  space = 'Garden',
  benOptions?: LaunchOptions,
): Promise<{ ada: LaunchedApp; ben: LaunchedApp; invitation: Invitation }> {
  const ada = await launch();
  const invitation = await host(ada.window, space, 'Ada');
  await ada.window.getByRole('button', { name: `Open ${space}` }).click();
  const ben = await joinWith(launch, invitation, space, 'Ben', benOptions);
  for (const { window } of [ada, ben]) {
    await row(window, 'general').click();
    await expect(composer(window)).toBeVisible();
  }
  return { ada, ben, invitation };
}
