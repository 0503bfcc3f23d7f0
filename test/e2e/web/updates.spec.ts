import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { test as base, expect, type Page } from '@playwright/test';
import { requireChromium } from '../../support/chromium.ts';
import { freePort } from '../../support/space/freePort.ts';
import { ServerProcess } from '../../support/space/ServerProcess.ts';
import { shellIsKept } from './people.ts';

const BUILT = join(import.meta.dirname, '../../../out/web');

/** A space that serves a copy of the built web client, which can be replaced by a newer one. */
class UpdatedSpace {
  readonly #folder = mkdtempSync(join(tmpdir(), 'parley-updates-'));
  readonly #web = join(this.#folder, 'web');
  #server: ServerProcess | undefined;
  url = '';

  constructor() {
    cpSync(BUILT, this.#web, { recursive: true });
    this.replaceBuild('first');
  }

  async start(): Promise<void> {
    const port = this.url === '' ? String(await freePort()) : new URL(this.url).port;
    const args = ['--data', join(this.#folder, 'data'), '--port', port, '--web', this.#web];
    const { server, url } = await ServerProcess.start(args);
    this.#server = server;
    this.url = url;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    server.kill('SIGTERM');
    await server.ended();
  }

  /** Puts a build in place of this one whose page says a name of its own. */
  replaceBuild(name: string): void {
    this.#rewrite('index.html', (page) =>
      page.replace(/<html( data-build="\w+")?/, `<html data-build="${name}"`),
    );
    this.#rewrite('serviceWorker.js', (script) => script.replace(/(url:`\/`,revision:`)[^`]*/, `$1${name}`));
  }

  /** The build put in place last waits for ever: it knows no word that has it take over. */
  deafen(): void {
    this.#rewrite('serviceWorker.js', (script) => script.replaceAll('take-over', 'never-said'));
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #rewrite(name: string, change: (text: string) => string): void {
    const path = join(this.#web, name);
    const before = readFileSync(path, 'utf8');
    const after = change(before);
    if (after === before) throw new Error(`There was nothing to change in ${name}.`);
    writeFileSync(path, after);
    writeFileSync(`${path}.br`, brotliCompressSync(after));
    writeFileSync(`${path}.gz`, gzipSync(after));
  }
}

const test = base.extend<{ space: UpdatedSpace }>({
  launchOptions: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern.
    async ({}, use) => use({ executablePath: requireChromium(), args: ['--no-sandbox'] }),
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  space: async ({}, use) => {
    const space = new UpdatedSpace();
    await space.start();
    await use(space);
    await space.stop();
    space.dispose();
  },
});

/** Has the browser look for a newer one, as it does by itself behind each opening, and waits until that is all there. */
const fetched = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    // The browser may have found it by itself, and be fetching it or have done so.
    const { installing } = registration;
    if (installing === null) return;
    await new Promise<void>((resolve) => {
      installing.addEventListener('statechange', () => resolve());
      if (installing.state !== 'installing') resolve();
    });
  });

/** Which build the page is of, as its document says; the title is the app's own soon after. */
const expectBuild = (page: Page, build: 'first' | 'newer') =>
  expect(page.locator('html')).toHaveAttribute('data-build', build);

test('a newer build comes whole, once no other tab needs the one before', async ({ space, context }) => {
  const first = await context.newPage();
  await first.goto(space.url);
  await shellIsKept(first);
  await expectBuild(first, 'first');
  await space.stop();
  space.replaceBuild('newer');
  await space.start();

  const second = await context.newPage();
  await second.goto(space.url);
  await test.step('a tab that opens has the build of the one that is open', async () => {
    await expectBuild(second, 'first');
    await fetched(second);
    await first.reload();
    await expectBuild(first, 'first');
  });
  await test.step('an only tab that is loaded again has the newer one', async () => {
    await second.close();
    // To the browser a tab that was closed is there for a moment longer.
    await expect(async () => {
      await first.reload();
      await expect(first.locator('html')).toHaveAttribute('data-build', 'newer', { timeout: 10_000 });
    }).toPass();
  });
  await test.step('and it opens without the server, all of it', async () => {
    await shellIsKept(first);
    await space.stop();
    await first.goto(`${space.url}/join/some-invite`);
    await expectBuild(first, 'newer');
    const missing = await first.evaluate(async () => {
      const paths = [
        ...document.querySelectorAll('script[src], link[rel=stylesheet], link[rel=modulepreload]'),
      ].map((element) => element.getAttribute('src') ?? element.getAttribute('href') ?? '');
      const answers = await Promise.all(
        paths.map((path) =>
          fetch(path).then(
            ({ ok }) => ok,
            () => false,
          ),
        ),
      );
      return paths.filter((_, at) => !answers[at]);
    });
    expect(missing).toEqual([]);
  });
});

test('a newer build that will not take over keeps nobody from opening', async ({ space, page }) => {
  await page.goto(space.url);
  await shellIsKept(page);
  await space.stop();
  space.replaceBuild('newer');
  space.deafen();
  await space.start();
  await fetched(page);
  for (const time of ['first', 'second'])
    await test.step(`loaded again, a ${time} time`, async () => {
      await page.reload();
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectBuild(page, 'first');
    });
});

test('the service worker leaves the API to the network', async ({ space, page }) => {
  await page.goto(space.url);
  await shellIsKept(page);
  await space.stop();
  const answered = (path: string) =>
    page.evaluate(
      (path) =>
        fetch(path).then(
          () => true,
          () => false,
        ),
      path,
    );
  for (const path of ['/health', '/api/socket/health', '/metrics', '/socket.io/?EIO=4&transport=polling'])
    expect(await answered(path), path).toBe(false);
});
