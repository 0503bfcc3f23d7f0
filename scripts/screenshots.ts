/**
 * Drives the built app through its main surfaces and saves what they look like, in light, dark and narrow, to
 * artifacts/screenshots/ (ignored):
 *
 *     npm run screenshots [-- --only NAME] [--surface WORDS] [--look NAME]
 *
 * The built app is hosted, joined and cut off; all parts of the window, and states that a healthy app cannot be brought
 * to at will, are shown on the fake app of test/support/fakeApi: with `--surface` only parts of that name.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { readInviteLink } from '../src/shared/model/inviteLink.ts';
import { requireChromium } from '../test/support/chromium.ts';
import { buildGallery, serveGallery } from '../test/support/gallery/serve.ts';
import { surfaces } from '../test/support/gallery/surfaces/surfaces.ts';
import { type LaunchedApp, launchApp } from '../test/support/launchApp.ts';
import { ensureBuilt } from './ensureBuilt.ts';
import { root } from './run.ts';
import { fillSpace, PASSWORD } from './sampleSpace.ts';

const { values } = parseArgs({
  options: { only: { type: 'string' }, surface: { type: 'string' }, look: { type: 'string' } },
});
const folder = join(root, 'artifacts', 'screenshots');
const looks = [
  { look: 'light', colorScheme: 'light', width: 1120, height: 760 },
  { look: 'dark', colorScheme: 'dark', width: 1120, height: 760 },
  { look: 'middle', colorScheme: 'light', width: 800, height: 700 },
  { look: 'narrow', colorScheme: 'dark', width: 360, height: 640 },
] as const;

/** Saves a surface in every look. What is under way, such as a list that finds its place, comes to rest first. */
async function save(page: Page, name: string): Promise<void> {
  if (values.only !== undefined && !name.includes(values.only)) return;
  for (const { look, colorScheme, width, height } of looks) {
    if (values.look !== undefined && values.look !== look) continue;
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(folder, `${name}-${look}.png`), animations: 'disabled' });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1120, height: 760 });
  process.stdout.write(`${name}\n`);
}

/** Hosts a space as a person does; answers what others need to join it. */
async function host({ window }: LaunchedApp): Promise<{ address: string; invite: string }> {
  await save(window, 'welcome');
  await window.getByRole('button', { name: 'Host a space' }).click();
  await window.getByRole('button', { name: 'Host this space' }).click();
  await save(window, 'host-mistakes');
  await window.getByLabel('Name of the space').fill('Garden association');
  await window.getByLabel('Your name').fill('Mara Lindqvist');
  await window.getByLabel('Username').fill('mara');
  await window.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await window.keyboard.press('Enter');
  await window.getByText('is running').waitFor();
  const line = window.locator('.copy-text').first();
  await line.waitFor();
  await save(window, 'hosted');
  const link = readInviteLink(await line.innerText());
  if (link === null) throw new Error('no invite link');
  await window.getByRole('button', { name: 'Open Garden association' }).click();
  await window.locator('[data-composer]').waitFor();
  await save(window, 'empty');
  return { address: `http://127.0.0.1:${new URL(link.address).port}`, invite: link.invite };
}

/** Joins a space with an account that exists. */
async function enter({ window }: LaunchedApp, address: string, username: string): Promise<void> {
  await window.getByRole('button', { name: 'Join a space' }).click();
  await window.getByLabel('Address of the space').fill(address);
  await window.keyboard.press('Enter');
  await window.getByText('I have an account').waitFor();
  await save(window, 'join');
  await window.getByText('I have an account').click();
  await window.getByLabel('Username').fill(username);
  await window.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await window.keyboard.press('Enter');
  await window.locator('[data-composer]').waitFor();
}

/** Opens #general as a person does, so that it is also what a narrow window shows, and takes the pointer away. */
async function openGeneral(window: Page): Promise<void> {
  const list = window.getByRole('navigation', { name: 'Conversations' });
  await list.getByRole('button', { name: 'general' }).click();
  await window.mouse.move(0, 0);
}

/** A space with people in it, as the one who hosts it sees it. */
async function showFull(window: Page): Promise<void> {
  await openGeneral(window);
  await save(window, 'full');
}

/** The second person's app goes on when the first one's, which hosts, is gone. */
async function showOffline(hosting: LaunchedApp, joined: LaunchedApp): Promise<void> {
  const { window } = joined;
  await openGeneral(window);
  await hosting.kill();
  await window.getByRole('button', { name: 'Try now' }).last().waitFor({ timeout: 60_000 });
  for (const text of ['Is the greenhouse desk off again?', 'Then this will have to wait.']) {
    await window.locator('[data-composer]').fill(text);
    await window.keyboard.press('Enter');
  }
  await save(window, 'offline');
}

/** States of the fake app that a healthy one is not in. */
const made = ['failing', 'offline', 'signedOut', 'portTaken', 'unfetched', 'waiting', 'broken'];

async function showMade(page: Page, url: string): Promise<void> {
  for (const scenario of made) {
    await page.goto(`${url}?scenario=${scenario}`);
    await page.locator('[data-composer]').waitFor();
    if (scenario === 'failing') {
      await page.locator('[data-composer]').fill('Can everybody read this?');
      await page.keyboard.press('Enter');
      await page.getByText('Not sent').waitFor();
    }
    await save(page, `made-${scenario}`);
  }
}

/** Every part of the window, the same that axe checks. */
async function showSurfaces(page: Page, url: string): Promise<void> {
  for (const { name, scenario, states } of surfaces) {
    if (values.surface !== undefined && !name.includes(values.surface)) continue;
    await page.goto(`${url}?scenario=${scenario}`);
    // As a person does, so that it is also what a narrow window shows.
    const general = page.locator('[data-conversation]').filter({ hasText: 'general' }).first();
    const welcome = page.locator('.welcome-card, .welcome-choice, .frame-failed');
    await general.or(welcome).first().waitFor();
    if ((await general.count()) > 0) await general.click();
    for (const state of states) {
      await state.reach(page);
      await save(page, `surface-${state.name}`);
    }
  }
}

async function showFakeApp(): Promise<void> {
  await buildGallery();
  const { url, close } = await serveGallery();
  const browser = await chromium.launch({ executablePath: requireChromium(), args: ['--no-sandbox'] });
  const page = await browser.newPage();
  if (values.surface === undefined) await showMade(page, url);
  await showSurfaces(page, url);
  await browser.close();
  await close();
}

async function showBuiltApp(): Promise<void> {
  if (!(await ensureBuilt())) process.exit(1);
  const hosting = await launchApp();
  const joined = await launchApp();
  try {
    const { address, invite } = await host(hosting);
    const guests = await fillSpace(address, invite);
    await showFull(hosting.window);
    await enter(joined, address, guests[0]?.username ?? '');
    for (const guest of guests) guest.leave();
    await showOffline(hosting, joined);
  } finally {
    await hosting.kill();
    await joined.kill();
  }
}

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
if (values.surface === undefined) await showBuiltApp();
await showFakeApp();
process.stdout.write(`Saved in ${folder}\n`);
