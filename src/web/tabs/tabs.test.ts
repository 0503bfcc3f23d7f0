import { afterEach, expect, it, vi } from 'vitest';
import { soon } from '../../../test/support/soon.ts';
import type { Result } from '../../shared/ipc/contract.ts';
import { spaceIdSchema } from '../../shared/model/ids.ts';
import { createTabs } from './createTabs.ts';
import { portApi } from './portApi.ts';

const garden = spaceIdSchema.parse('01900000-0000-7000-8000-000000000001');
let ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports) port.close();
  ports = [];
});

/** An app with as many tabs as a test opens, on a clock that it moves. */
function createApp(
  answer: (name: string) => Promise<Result<unknown>> = async () => ({ ok: true, data: {} }),
) {
  let now = 0;
  const reports: unknown[] = [];
  const woke = vi.fn();
  const back: number[] = [];
  const tabs = createTabs({
    clock: { now: () => now, after: () => () => undefined },
    locks: undefined,
    answer: async (name, input, asker) => {
      if (name === 'attention:set')
        tabs.setAttention(asker, input as { spaceId: null; conversationId: null });
      return answer(name);
    },
    onWoke: woke,
    onBack: (asker) => back.push(asker),
    onGone: () => undefined,
    onNotification: () => undefined,
    report: (...said) => reports.push(said),
  });
  async function open() {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    tabs.add(port2);
    const api = portApi(port1, (...said) => reports.push(said));
    return { api, raw: port1 };
  }
  const pass = (ms: number): void => {
    now += ms;
  };
  return { tabs, open, reports, woke, back, pass };
}

it('answers each request of each tab with its own answer, whichever is ready first', async () => {
  const first = Promise.withResolvers<Result<unknown>>();
  const app = createApp((name) =>
    name === 'space:invite' ? first.promise : Promise.resolve({ ok: true, data: name }),
  );
  const [one, other] = [await app.open(), await app.open()];
  const slow = one.api.call('space:invite', { spaceId: garden });
  expect(await one.api.call('app:load', {})).toEqual({ ok: true, data: 'app:load' });
  expect(await other.api.call('app:load', {})).toEqual({ ok: true, data: 'app:load' });
  first.resolve({ ok: false, error: { code: 'offline', message: 'later' } });
  expect(await slow).toEqual({ ok: false, error: { code: 'offline', message: 'later' } });
});

it('tells all tabs what changes, until they listen no more', async () => {
  const app = createApp();
  const [one, other] = [await app.open(), await app.open()];
  const heard: unknown[] = [];
  const end = one.api.onDeltas((deltas) => heard.push(['one', ...deltas]));
  other.api.onDeltas((deltas) => heard.push(['other', ...deltas]));
  app.tabs.say({ type: 'deltas', deltas: ['a'] });
  await soon(() => expect(heard).toHaveLength(2));
  end();
  app.tabs.say({ type: 'deltas', deltas: ['b'] });
  await soon(() => expect(heard.at(-1)).toEqual(['other', 'b']));
  expect(heard).toHaveLength(3);
});

it('reports what it does not understand, and goes on', async () => {
  const app = createApp();
  const { api, raw } = await app.open();
  raw.postMessage({ type: 'call', id: 1, name: 'app:burn', input: {} });
  raw.postMessage('hello');
  expect(await api.call('app:load', {})).toEqual({ ok: true, data: {} });
  expect(app.reports).toHaveLength(2);
});

it('something is in front while a tab shows it that has the focus, and was heard of lately', async () => {
  const app = createApp();
  const { api } = await app.open();
  await api.call('attention:set', { spaceId: garden, conversationId: null });
  expect(app.tabs.isInFront(garden, undefined)).toBe(false);
  api.tell({ type: 'looks', visible: true, focused: true });
  await soon(() => expect(app.tabs.isInFront(garden, undefined)).toBe(true));
  // It was closed without a word.
  app.pass(3 * 60_000 + 1);
  expect(app.tabs.isInFront(garden, undefined)).toBe(false);
  api.tell({ type: 'beats' });
  await soon(() => expect(app.tabs.isInFront(garden, undefined)).toBe(true));
  api.tell({ type: 'leaves' });
  await soon(() => expect(app.tabs.isInFront(garden, undefined)).toBe(false));
});

it('nobody is there who touches no tab for a while, or sees none', async () => {
  const app = createApp();
  const { api } = await app.open();
  const idle = () => app.tabs.idle.getSystemIdleTime();
  app.pass(60_000);
  expect(idle()).toBe(60);
  api.tell({ type: 'touched' });
  await soon(() => expect(idle()).toBe(0));
  api.tell({ type: 'looks', visible: false, focused: false });
  await soon(() => expect(idle()).toBe(Number.POSITIVE_INFINITY));
});

it('asks one tab to show a notification: the one that has the focus, or else one that is seen', async () => {
  const app = createApp();
  const [one, other] = [await app.open(), await app.open()];
  const asked: string[] = [];
  one.api.onOrder(() => asked.push('one'));
  other.api.onOrder(() => asked.push('other'));
  one.api.tell({ type: 'looks', visible: false, focused: false });
  other.api.tell({ type: 'looks', visible: true, focused: false });
  one.api.tell({ type: 'woke' });
  other.api.tell({ type: 'woke' });
  await soon(() => expect(app.woke).toHaveBeenCalledTimes(2));
  app.tabs.sayToOne({ type: 'withdraw', id: '1' });
  await soon(() => expect(asked).toEqual(['other']));
});

it('a tab that was put aside and is brought back is told all of it anew, once', async () => {
  const app = createApp();
  const { api } = await app.open();
  api.tell({ type: 'looks', visible: true, focused: true });
  api.tell({ type: 'leaves' });
  api.tell({ type: 'looks', visible: true, focused: true });
  api.tell({ type: 'woke' });
  await soon(() => expect(app.woke).toHaveBeenCalledOnce());
  expect(app.back).toEqual([1]);
});

it('a window is answered even if the app cannot', async () => {
  const app = createApp(() => Promise.reject(new Error('nothing can be read')));
  const { api } = await app.open();
  expect(await api.call('app:load', {})).toMatchObject({ ok: false, error: { code: 'internal' } });
  expect(app.reports).toHaveLength(1);
});
