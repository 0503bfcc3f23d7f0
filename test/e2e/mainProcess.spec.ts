import type { AppApi } from '../../src/shared/ipc/contract.ts';
import type { Delta } from '../../src/shared/ipc/deltas.ts';
import {
  answerDialog,
  badgeCount,
  blurWindows,
  clickNotification,
  expect,
  type LaunchedApp,
  openedElsewhere,
  powerSaveBlockers,
  shownDialogs,
  shownNotifications,
  test,
  windowTitles,
} from './fixtures.ts';

/** What the main process sees to, asked over the same bridge as the window asks, so that no words of the interface matter. */
type Page = typeof globalThis & { parley: AppApi; deltas: Delta[] };
type Answer = { ok: boolean; data?: unknown; error?: { code: string } };

const call = (app: LaunchedApp, name: string, input: unknown): Promise<Answer> =>
  app.window.evaluate(
    ([request, value]) =>
      (globalThis as Page).parley.call(request as never, value as never) as Promise<Answer>,
    [name, input] as const,
  );
/** Keeps what is pushed to this window, for `pushed`. */
const listen = (app: LaunchedApp) =>
  app.window.evaluate(() => {
    const page = globalThis as Page;
    page.deltas = [];
    page.parley.onDeltas((deltas) => page.deltas.push(...deltas));
  });
const pushed = (app: LaunchedApp, type: Delta['type']) =>
  app.window.evaluate((wanted) => (globalThis as Page).deltas.filter((delta) => delta.type === wanted), type);

type Spaces = {
  spaces: { connection: { status: string }; hosting: { port: number } | null; unread: number }[];
};
const firstSpace = async (app: LaunchedApp) => ((await call(app, 'app:load', {})).data as Spaces).spaces[0];
const online = (app: LaunchedApp) =>
  expect.poll(async () => (await firstSpace(app))?.connection.status).toBe('online');

const ada = { username: 'ada', displayName: 'Ada', password: 'correct horse' };
const bob = { username: 'bob', displayName: 'Bob', password: 'battery staple' };

/** Ada hosts, Bob joins, and both are online. */
async function together(launch: () => Promise<LaunchedApp>) {
  const host = await launch();
  await listen(host);
  const hosted = await call(host, 'space:host', { spaceName: 'Garden', ...ada });
  const { spaceId } = hosted.data as { spaceId: string };
  await online(host);
  const invite = (await call(host, 'space:invite', { spaceId })).data as { code: string };
  const guest = await launch();
  const address = `127.0.0.1:${(await firstSpace(host))?.hosting?.port}`;
  const account = { mode: 'register', invite: invite.code, ...bob };
  expect(await call(guest, 'space:join', { address, account })).toMatchObject({ ok: true });
  await online(guest);
  const conversations = async () => {
    const { data } = await call(guest, 'space:load', { spaceId });
    return (data as { conversations: { id: string }[] }).conversations;
  };
  await expect.poll(conversations).toHaveLength(1);
  const conversationId = (await conversations())[0]?.id;
  const write = (text: string) => call(guest, 'messages:send', { spaceId, conversationId, text });
  return { host, guest, spaceId, conversationId, write };
}

test('the page has the bridge and nothing more, and cannot leave or reach out', async ({ launchApp }) => {
  const app = await launchApp();
  const { window } = app;
  expect(await window.evaluate(() => Object.keys((globalThis as Page).parley))).toEqual(['call', 'onDeltas']);
  expect(await window.evaluate(() => typeof (globalThis as { require?: unknown }).require)).toBe('undefined');
  expect(await call(app, 'files:read', {})).toMatchObject({ ok: false, error: { code: 'invalid' } });
  expect(await call(app, 'app:load', { all: true })).toMatchObject({ ok: false, error: { code: 'invalid' } });

  const { href } = new URL(window.url());
  const reach = (url: string) =>
    fetch(url).then(
      () => 'reached',
      () => 'refused',
    );
  expect(await window.evaluate(reach, 'http://127.0.0.1:1/')).toBe('refused');
  await window.evaluate(() => {
    globalThis.open('https://example.org/opened');
    globalThis.open('file:///etc/passwd');
    globalThis.location.href = 'https://example.org/left';
  });
  const outside = ['https://example.org/opened', 'https://example.org/left'];
  await expect.poll(() => openedElsewhere(app.app)).toEqual(outside);
  expect(new URL(window.url()).href).toBe(href);
  expect(await call(app, 'links:open', { url: 'file:///etc/passwd' })).toMatchObject({
    error: { code: 'invalid' },
  });
});

test('hosting keeps the computer awake, and quitting says how many are connected', async ({ launchApp }) => {
  const { host, guest } = await together(launchApp);
  await expect.poll(() => powerSaveBlockers(host.app)).toEqual(['prevent-app-suspension']);
  await host.app.evaluate(({ app }) => app.quit());
  await expect
    .poll(async () => (await shownDialogs(host.app)).map(({ options }) => options.message))
    .toEqual(['1 device is connected to Garden.']);
  // Answered with *Cancel*: the app goes on.
  await online(guest);
  await answerDialog(host.app, 'showMessageBox', { response: 0 });
  await host.close();
  await expect.poll(async () => (await firstSpace(guest))?.connection.status).toBe('offline');
});

test('a message that mentions a person is told of, once, and its click leads to it', async ({
  launchApp,
}) => {
  const { host, conversationId, write } = await together(launchApp);
  await blurWindows(host.app);
  await write('not for anyone');
  await write('the tomatoes are ripe, @ada');
  await expect
    .poll(() => shownNotifications(host.app))
    .toMatchObject([{ title: 'Bob in #general', body: 'the tomatoes are ripe, @ada' }]);
  await expect.poll(() => badgeCount(host.app)).toBe(2);
  await expect.poll(() => windowTitles(host.app)).toEqual(['(2) Parley']);
  await clickNotification(host.app, 0);
  await expect.poll(() => pushed(host, 'conversation.opened')).toMatchObject([{ conversationId }]);
  await expect
    .poll(() => host.app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null))
    .toBe(true);
});

test('what a program says is told of, and its click leads out, or to the bell', async ({ launchApp }) => {
  const { host, guest, spaceId } = await together(launchApp);
  await listen(guest);
  await blurWindows(guest.app);
  const question = { name: 'token:create', payload: { name: 'Kiln' } };
  const made = (await call(host, 'server:ask', { spaceId, question })).data as { token: string };
  const announce = (said: object) =>
    fetch(`http://127.0.0.1:${port}/api/announce`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${made.token}` },
      body: JSON.stringify({ body: '', ...said }),
    });
  const port = (await firstSpace(host))?.hosting?.port;
  const url = 'https://kiln.example.org/7';
  expect((await announce({ title: 'It is hot', url })).status).toBe(201);
  expect((await announce({ title: 'It is cold' })).status).toBe(201);
  await expect
    .poll(async () => (await shownNotifications(guest.app)).map(({ title }) => title))
    .toEqual(['Announcement: It is hot', 'Announcement: It is cold']);
  await clickNotification(guest.app, 0);
  await expect.poll(() => openedElsewhere(guest.app)).toEqual([url]);
  expect(await pushed(guest, 'notifications.opened')).toEqual([]);
  // What was followed is read; at the bell its person reads for themselves.
  const read = async () => {
    const { entries } = (await call(guest, 'space:load', { spaceId })).data as {
      entries: { kind: string; value: { readAt: number | null } }[];
    };
    return entries.filter(({ kind }) => kind === 'notification').map(({ value }) => value.readAt !== null);
  };
  await expect.poll(read).toEqual([true, false]);
  await clickNotification(guest.app, 1);
  await expect.poll(() => pushed(guest, 'notifications.opened')).toMatchObject([{ spaceId }]);
  await expect(guest.window.getByRole('list', { name: /^Notifications/ })).toContainText('It is cold');
});

test('what was read in the window is taken back from the desktop', async ({ launchApp }) => {
  const { host, spaceId, conversationId, write } = await together(launchApp);
  await blurWindows(host.app);
  await write('the beans are ripe, @ada');
  await expect.poll(() => shownNotifications(host.app)).toMatchObject([{ closed: false }]);
  await write('and the peas, @ada');
  await expect.poll(() => shownNotifications(host.app)).toMatchObject([{ closed: false }, { closed: false }]);
  const page = (await call(host, 'messages:page', { spaceId, conversationId, limit: 9 })).data as {
    messages: { seq: number; text: string }[];
  };
  const seq = page.messages.find(({ text }) => text.startsWith('the beans'))?.seq;
  await call(host, 'reads:advance', { spaceId, conversationId, seq });
  await expect.poll(() => shownNotifications(host.app)).toMatchObject([{ closed: true }, { closed: false }]);
});

test('a hosted space is there again after the app was killed', async ({ launchApp }) => {
  const userDataDir = test.info().outputPath('data');
  const before = await launchApp({ userDataDir });
  await call(before, 'space:host', { spaceName: 'Garden', ...ada });
  await online(before);
  const port = (await firstSpace(before))?.hosting?.port;
  await before.kill();
  const after = await launchApp({ userDataDir });
  await online(after);
  expect((await firstSpace(after))?.hosting?.port).toBe(port);
});
