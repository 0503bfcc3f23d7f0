import type { Browser } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import type { HeadlessSpace } from './HeadlessSpace.ts';
import { composer, enterGeneral, message, own, say, signInAs, timeline } from './people.ts';

/** All tabs share it; one that a tab had before ends a moment after that tab was loaded again. */
const expectOneConnection = (space: HeadlessSpace) =>
  expect.poll(async () => (await (await fetch(`${space.url}/health`)).json()).connections).toBe(1);

test('two tabs are one person on one connection: both write, one is closed in the middle, the other goes on', async ({
  space,
  browserOf,
}) => {
  const browser = await browserOf();
  const first = await browser.newPage();
  await first.goto(space.url);
  await own(first, 'Garden', 'Ada');
  const second = await browser.newPage();
  await second.goto(space.url);
  await enterGeneral(second);

  await expectOneConnection(space);

  await say(first, 'from the first tab');
  await expect(message(second, 'from the first tab')).toBeVisible();
  await say(second, 'from the second tab');
  await expect(message(first, 'from the second tab')).toBeVisible();

  await test.step('what both sent while the server was away arrives once each, after one of them was closed', async () => {
    await space.kill();
    for (const number of [1, 2, 3]) {
      await say(first, `waiting ${number} from the first`);
      await say(second, `waiting ${number} from the second`);
    }
    await first.close();
    await space.startAgain();
    await say(second, 'and on');
    await expect(timeline(second).getByText(/waiting \d from the/)).toHaveCount(6);
    await expect(timeline(second).getByText('Sending')).toHaveCount(0);
  });

  const fresh = await (await browserOf()).newPage();
  await fresh.goto(space.url);
  await signInAs(fresh, 'Ada');
  for (const who of ['first', 'second'])
    for (const number of [1, 2, 3])
      await expect(message(fresh, `waiting ${number} from the ${who}`)).toHaveCount(1);
});

test('without a SharedWorker a second tab reads, and takes over when it is asked to or left alone', async ({
  space,
  browserOf,
}) => {
  const browser = await browserOf({ noSharedWorker: true });
  const first = await browser.newPage();
  await first.goto(space.url);
  await own(first, 'Garden', 'Ada');
  await say(first, 'Written in the first tab');

  const second = await browser.newPage();
  await second.goto(space.url);
  const banner = (page: typeof first) => page.getByText('Parley is open in another tab.');
  await test.step('the second shows what is cached, and cannot write', async () => {
    await expect(message(second, 'Written in the first tab')).toBeVisible();
    await expect(banner(second)).toBeVisible();
    await expect(composer(second)).toHaveCount(0);
    await expect(second.getByText('which is the one to write in')).toBeVisible();
  });

  await test.step('it takes over by a click; the first reads from then on', async () => {
    await second.getByRole('button', { name: 'Use this tab' }).click();
    await expect(banner(second)).toBeHidden();
    await say(second, 'Written in the second tab');
    await expect(banner(first)).toBeVisible();
  });

  await test.step('once the second is closed the first goes on by itself', async () => {
    await second.close();
    await expect(banner(first)).toBeHidden();
    await expect(message(first, 'Written in the second tab')).toBeVisible();
    await say(first, 'And on in the first');
  });
});

test('a tab that had to do without the SharedWorker is with the others again once it is loaded again', async ({
  space,
  browserOf,
}) => {
  const browser = await browserOf();
  const without = 'a test that takes the SharedWorker away';
  await browser.addInitScript((flag) => {
    const isBlank = location.protocol === 'about:';
    if (!isBlank && localStorage.getItem(flag) !== null) Reflect.deleteProperty(window, 'SharedWorker');
  }, without);
  const workers = () => workersOf(browser.browser());
  const first = await browser.newPage();
  await first.goto(`${space.url}/manifest.webmanifest`);
  await first.evaluate((flag) => localStorage.setItem(flag, ''), without);
  await first.goto(space.url);
  await own(first, 'Garden', 'Ada');
  await say(first, 'without a worker');
  expect(await workers()).toHaveLength(0);

  const banner = (page: typeof first) => page.getByText('Parley is open in another tab.');
  const second = await browser.newPage();
  await first.evaluate((flag) => localStorage.removeItem(flag), without);
  await test.step('the worker of a tab that has one takes nothing from the page of the same build that writes', async () => {
    await second.goto(space.url);
    await expect(banner(second)).toBeVisible();
    await expect(message(second, 'without a worker')).toBeVisible();
    await expect.poll(workers).toHaveLength(1);
    await say(first, 'and still the one to write in');
  });
  await test.step('loaded again, the first is behind the worker as well, and both write', async () => {
    await first.reload();
    await expect(banner(second)).toBeHidden();
    await enterGeneral(first);
    await expect(banner(first)).toBeHidden();
    await say(first, 'in the first');
    await say(second, 'in the second');
    await expect(message(first, 'in the second')).toBeVisible();
    await expect.poll(workers).toHaveLength(1);
    await expectOneConnection(space);
  });
});

/** The SharedWorkers that there are, in all of the browser. */
async function workersOf(browser: Browser | null): Promise<string[]> {
  const session = await browser?.newBrowserCDPSession();
  if (!session) throw new Error('This browser has no session to ask.');
  const { targetInfos } = await session.send('Target.getTargets');
  await session.detach();
  return targetInfos.filter(({ type }) => type === 'shared_worker').map(({ targetId }) => targetId);
}

/** Ends the app behind the tabs as the browser does when it needs the memory: nobody is told. */
async function endApps(browser: Browser | null): Promise<void> {
  const workers = await workersOf(browser);
  expect(workers).toHaveLength(1);
  const session = await browser?.newBrowserCDPSession();
  if (!session) throw new Error('This browser has no session to ask.');
  for (const targetId of workers) {
    const { sessionId } = await session.send('Target.attachToTarget', { targetId });
    const message = JSON.stringify({
      id: 1,
      method: 'Runtime.evaluate',
      params: { expression: 'self.close()' },
    });
    await session.send('Target.sendMessageToTarget', { sessionId, message });
  }
  await session.detach();
}

test('the app behind the tabs ends without a word: they begin another, and go on where they are', async ({
  space,
  browserOf,
}) => {
  const browser = await browserOf();
  const first = await browser.newPage();
  await first.goto(space.url);
  await own(first, 'Garden', 'Ada');
  await say(first, 'before it ended');
  const second = await browser.newPage();
  await second.goto(space.url);
  await expect(message(second, 'before it ended')).toBeVisible();
  await composer(second).fill('half a thought');

  await endApps(browser.browser());
  await test.step('what stands in the composer stays, and is sent by the next one', async () => {
    await expect(composer(second)).toHaveText('half a thought');
    await expect(async () => {
      // One that is sent in the moment of the end is refused, and stands where it was.
      await second.keyboard.press('Enter');
      await expect(message(second, 'half a thought')).toBeVisible({ timeout: 5_000 });
    }).toPass();
    await expect(message(first, 'half a thought')).toHaveCount(1);
    await expect(message(first, 'before it ended')).toBeVisible();
  });
  await say(first, 'and on');
  await expect(message(second, 'and on')).toBeVisible();
  await expectOneConnection(space);
});

test('who watches how the space is doing watches on when the app behind the tab has ended', async ({
  space,
  browserOf,
}) => {
  const browser = await browserOf();
  const ada = await browser.newPage();
  await ada.goto(space.url);
  await own(ada, 'Garden', 'Ada');
  await ada.getByRole('button', { name: /^Menu of / }).click();
  await ada.getByRole('menuitem', { name: 'Manage space' }).click();
  await ada.getByRole('tab', { name: 'Overview' }).click();
  const connections = ada.locator('.figure-tile', { hasText: 'Connections' }).locator('.figure-value');
  await expect(connections).toHaveText('1');
  await endApps(browser.browser());
  // Somebody comes in after that, which only somebody who watches on is told.
  const other = await (await browserOf()).newPage();
  await other.goto(space.url);
  await signInAs(other, 'Ada');
  await expect(connections).toHaveText('2');
});
