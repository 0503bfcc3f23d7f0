import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { connectTls, lanAddress } from '../../support/space/overNetwork.ts';
import { test as base, expect } from './fixtures.ts';
import { HeadlessSpace } from './HeadlessSpace.ts';
import { enterGeneral, fillAccount, joinByLink, message, say } from './people.ts';

/** A headless space that the network reaches, over TLS. */
const test = base.extend<{ reached: HeadlessSpace }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern.
  reached: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-reached-'));
    const space = await HeadlessSpace.start(folder, ['--host', '0.0.0.0', '--name', 'Garden']);
    await use(space);
    await space.stop();
    await rm(folder, { recursive: true, force: true });
  },
});
// biome-ignore lint/suspicious/noSkippedTests: Where there is no network there is nobody elsewhere.
test.skip(lanAddress === undefined, 'This computer has no address but loopback.');

/** Whoever runs the space has it in a browser of the computer itself, which needs no TLS. */
async function ownWithSetupCode(page: Page, space: HeadlessSpace): Promise<void> {
  await fillAccount(page, 'Ada');
  await page.getByRole('button', { name: 'Start this space' }).click();
  await page.getByLabel('Setup code').fill(/setup code (\S+)/.exec(space.output())?.[1] ?? '');
  await page.getByRole('button', { name: 'Start this space' }).click();
  await page.getByRole('button', { name: 'Open Garden' }).click();
  await enterGeneral(page);
}

test('a browser that comes without TLS is told of the warning, compares, goes on, joins and talks', async ({
  reached,
  browse,
  saveScreenshot,
}) => {
  const ada = await browse(reached.url);
  await ownWithSetupCode(ada, reached);
  await say(ada, 'Who waters on Sunday?');
  const link = /https:\S+\/join\/\S+/.exec(await reached.run('invite', 'create'))?.[0] ?? '';
  const { origin, pathname } = new URL(link);
  expect(origin).toBe(reached.urlBy(String(lanAddress)).replace('http:', 'https:'));

  // Ben types it without the s. That certificates are not checked stands for his click through the warning.
  const ben = await browse(reached.urlBy(String(lanAddress)) + pathname, { ignoreHTTPSErrors: true });
  await test.step('it says what is about to come, and what Ben was told is what is there', async () => {
    await expect(ben.getByRole('heading', { name: 'Before you go on to Garden' })).toBeVisible();
    const { socket, certificate } = await connectTls(String(lanAddress), Number(new URL(link).port));
    socket.destroy();
    const told = /as browsers show it: (.+)\n/.exec(reached.output())?.[1] ?? '';
    expect(told.replaceAll(' ', '')).toBe(certificate.fingerprint256.replaceAll(':', ''));
    await expect(ben.getByText(told)).toBeVisible();
    await expect(
      ben.getByText(/public key, SHA-256: (.+)\n/.exec(reached.output())?.[1] ?? ''),
    ).toBeVisible();
  });

  await test.step('it can be read on every screen, by day and by night', async () => {
    for (const width of [360, 1120])
      for (const colorScheme of ['light', 'dark'] as const) {
        await ben.setViewportSize({ width, height: 760 });
        await ben.emulateMedia({ colorScheme });
        expect(await ben.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        const { violations } = await new AxeBuilder({ page: ben }).setLegacyMode().analyze();
        expect(violations.map(({ id }) => id)).toEqual([]);
        await saveScreenshot(ben, `web-certificate-${width}-${colorScheme}`, { fullPage: true });
      }
  });

  await ben.getByRole('link', { name: 'Go on to the warning' }).click();
  await joinByLink(ben, 'Garden', 'Ben');
  expect(new URL(ben.url()).origin).toBe(origin);
  await expect(message(ben, 'Who waters on Sunday?')).toBeVisible();
  await say(ben, 'I do');
  await expect(message(ada, 'I do')).toBeVisible();
});
