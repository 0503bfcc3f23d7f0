import { afterEach, expect, it, vi } from 'vitest';
import type { AppApi } from '../../src/shared/ipc/contract.ts';
import type { Delta } from '../../src/shared/ipc/deltas.ts';
import type { BrowserView } from '../../src/shared/ipc/views.ts';
import { createPageNotices, hearClicks } from '../../src/web/notify/page/createPageNotices.ts';
import { createPageApi } from '../../src/web/page/createPageApi.ts';
import type { FromTab } from '../../src/web/tabs/messages.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  Reflect.deleteProperty(navigator, 'clipboard');
  Reflect.deleteProperty(navigator, 'serviceWorker');
});

const told: BrowserView = {
  invite: null,
  writable: true,
  storage: 'kept',
  opensOffline: false,
  notifications: 'unavailable',
};

/** The page's api on an app that answers no more than what it is. */
function createPage(invite: string | null = null) {
  const asked: string[] = [];
  let tell: (deltas: Delta[]) => void = () => undefined;
  const app = {
    async call(name: string) {
      asked.push(name);
      return { ok: true, data: name === 'app:load' ? { spaces: [], browser: told } : {} };
    },
    onDeltas(listener: typeof tell) {
      tell = listener;
      return () => undefined;
    },
  } as unknown as AppApi;
  return { api: createPageApi(app, invite), asked, tell: (...deltas: Delta[]) => tell(deltas) };
}

/** Notifications as a browser has them, with what became of each. */
function stubNotifications(permission: NotificationPermission, answer: NotificationPermission = 'granted') {
  const made: { title: string; closed: boolean; onclick: () => void }[] = [];
  const requestPermission = vi.fn(async () => {
    Own.permission = answer;
    return answer;
  });
  class Own {
    static permission = permission;
    static requestPermission = requestPermission;
    closed = false;
    onclick = (): void => undefined;
    title: string;
    constructor(title: string) {
      this.title = title;
      made.push(this);
    }
    close(): void {
      this.closed = true;
    }
  }
  vi.stubGlobal('Notification', Own);
  return { made, requestPermission };
}

const setOwn = (name: string, value: unknown) =>
  Object.defineProperty(navigator, name, { value, configurable: true });
const done = { ok: true, data: {} };

it('what only the page knows is part of what the app says, at first and whenever it changes', async () => {
  stubNotifications('denied');
  const { api, tell } = createPage('GROW-1234');
  const heard: Delta[] = [];
  api.onDeltas((deltas) => heard.push(...deltas));
  const loaded = await api.call('app:load', {});
  const known = { ...told, invite: 'GROW-1234', notifications: 'refused' as const };
  expect(loaded.ok && loaded.data.browser).toEqual(known);
  api.changed({ opensOffline: true });
  tell({ type: 'browser.changed', browser: { ...told, writable: false } });
  expect(heard.map((delta) => delta.type === 'browser.changed' && delta.browser)).toEqual([
    { ...known, opensOffline: true },
    { ...known, opensOffline: true, writable: false },
  ]);
});

it('copies by the clipboard where there is one', async () => {
  const writeText = vi.fn(async () => undefined);
  setOwn('clipboard', { writeText });
  const { api, asked } = createPage();
  expect(await api.call('clipboard:write', { text: 'a link' })).toEqual(done);
  expect(writeText).toHaveBeenCalledWith('a link');
  expect(asked).toEqual([]);
});

it.each([
  ['there is none', undefined],
  ['it refuses', { writeText: async () => Promise.reject(new Error('not now')) }],
])('copies in the old way where %s, and leaves focus and selection as they were', async (_, clipboard) => {
  setOwn('clipboard', clipboard);
  const field = document.createElement('input');
  field.value = 'half a thought';
  document.body.append(field);
  field.focus();
  field.setSelectionRange(2, 5);
  let copied = '';
  const execCommand = vi.spyOn(document, 'execCommand').mockImplementation(() => {
    const { activeElement } = document;
    if (activeElement instanceof HTMLTextAreaElement) copied = activeElement.value;
    return true;
  });
  const { api } = createPage();
  expect(await api.call('clipboard:write', { text: 'a link' })).toEqual(done);
  expect(copied).toBe('a link');
  expect([document.activeElement, field.selectionStart, field.selectionEnd]).toEqual([field, 2, 5]);
  expect(document.querySelector('textarea')).toBeNull();
  execCommand.mockReturnValue(false);
  expect(await api.call('clipboard:write', { text: 'a link' })).toMatchObject({ ok: false });
  field.remove();
});

it('opens pages and mails outside, and nothing else', async () => {
  const open = vi.spyOn(window, 'open').mockReturnValue(null);
  const { api } = createPage();
  const good = ['https://example.org/a', 'http://example.org', 'mailto:ada@example.org'];
  for (const url of good) expect(await api.call('links:open', { url })).toEqual(done);
  expect(open.mock.calls).toEqual(good.map((url) => [url, '_blank', 'noopener,noreferrer']));
  for (const url of [
    'javascript:alert(1)',
    'data:text/html,hi',
    'file:///etc/passwd',
    'parley:x',
    '/join/x',
    '',
  ])
    expect(await api.call('links:open', { url })).toMatchObject({ ok: false, error: { code: 'invalid' } });
  expect(open).toHaveBeenCalledTimes(good.length);
});

it('saves a text as a file of its name', async () => {
  const saved: unknown[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(
      this.download,
      fetch(this.href).then((response) => response.text()),
    );
  });
  const { api } = createPage();
  const answer = await api.call('files:save', { name: 'talk.txt', text: 'tschüß' });
  expect(answer).toEqual({ ok: true, data: { saved: true } });
  expect(await Promise.all(saved)).toEqual(['talk.txt', 'tschüß']);
});

it('a person is asked about notifications when they want them, and once', async () => {
  const { requestPermission } = stubNotifications('default');
  const { api } = createPage();
  const loaded = await api.call('app:load', {});
  expect(loaded.ok && loaded.data.browser?.notifications).toBe('unasked');
  expect(requestPermission).not.toHaveBeenCalled();
  for (const _ of [1, 2])
    expect(await api.call('browser:askNotifications', {})).toMatchObject({
      data: { notifications: 'allowed' },
    });
  expect(requestPermission).toHaveBeenCalledOnce();
});

const data = {
  id: '1',
  spaceId: '01900000-0000-7000-8000-000000000001',
  leadsTo: { kind: 'bell' },
} as never;
const order = { type: 'show', title: 'Ada', body: 'hello', data } as const;

it('without a service worker a notification is the page’s own: clicked it tells, taken back it is closed', async () => {
  setOwn('serviceWorker', undefined);
  const { made } = stubNotifications('granted');
  const said: FromTab[] = [];
  const notices = createPageNotices({ tell: (message) => void said.push(message) }, hearClicks());
  await notices.show(order);
  made[0]?.onclick();
  expect(said).toEqual([{ type: 'clicked', data }]);
  await notices.show(order);
  await notices.withdraw('1');
  expect(made.map(({ title, closed }) => [title, closed])).toEqual([
    ['Ada', true],
    ['Ada', true],
  ]);
});

it('one that may not be shown is told of as gone', async () => {
  const { made } = stubNotifications('denied');
  const said: FromTab[] = [];
  const notices = createPageNotices({ tell: (message) => void said.push(message) }, hearClicks());
  await notices.show(order);
  expect([made, said]).toEqual([[], [{ type: 'gone', id: '1' }]]);
});

it('with a service worker it shows them; one that is taken back at once does not stay', async () => {
  stubNotifications('granted');
  const standing = new Map<string, { close(): void }>();
  const registration = {
    active: {},
    async showNotification(_title: string, { tag }: { tag: string }) {
      // The browser takes its time.
      await new Promise((resolve) => requestAnimationFrame(resolve));
      standing.set(tag, { close: () => void standing.delete(tag) });
    },
    getNotifications: async ({ tag }: { tag: string }) => [...(standing.has(tag) ? [standing.get(tag)] : [])],
  };
  setOwn('serviceWorker', { addEventListener: () => undefined, getRegistration: async () => registration });
  const notices = createPageNotices({ tell: () => undefined }, hearClicks());
  await notices.show(order);
  expect([...standing.keys()]).toEqual(['1']);
  await notices.withdraw('1');
  const shown = notices.show(order);
  await notices.withdraw('1');
  await shown;
  expect([...standing.keys()]).toEqual([]);
});

it('a click that opened the page is not lost while the app is still being found', () => {
  const serviceWorker = new EventTarget();
  setOwn('serviceWorker', serviceWorker);
  const clicked = (message: unknown) =>
    serviceWorker.dispatchEvent(new MessageEvent('message', { data: message }));
  const clicks = hearClicks();
  clicked({ type: 'notification.clicked', data });
  clicked({ type: 'notification.clicked', data: { id: 7 } });
  const said: FromTab[] = [];
  createPageNotices({ tell: (message) => void said.push(message) }, clicks);
  clicked({ type: 'notification.clicked', data });
  expect(said).toEqual([
    { type: 'clicked', data },
    { type: 'clicked', data },
  ]);
});
