import { afterEach, expect, it } from 'vitest';
import { soon } from '../../../test/support/soon.ts';
import { AppFault } from '../../client/app/AppFault.ts';
import { spaceIdSchema } from '../../shared/model/ids.ts';
import { type FoundApp, lastingApi } from './lastingApi.ts';
import type { FromTab } from './messages.ts';
import { portApi } from './portApi.ts';

const garden = spaceIdSchema.parse('01900000-0000-7000-8000-000000000001');
const view = { spaceId: garden, name: 'Garden' };
const clicked: Extract<FromTab, { type: 'clicked' }> = {
  type: 'clicked',
  data: { id: '1', spaceId: garden, leadsTo: { kind: 'bell' } },
};

let ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports) port.close();
  ports = [];
});

/** A browser in which an app is found each time one is looked for, until it is ended. */
function createBrowser(...fails: AppFault[]) {
  const apps: { said: FromTab[]; end(): void }[] = [];
  let silent = false;

  async function find(): Promise<FoundApp> {
    const fault = fails.shift();
    if (fault) throw fault;
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    const said: FromTab[] = [];
    port2.onmessage = ({ data }) => {
      said.push(data);
      const isLoad = data.name === 'app:load';
      const result = {
        ok: true,
        data: isLoad ? { spaces: [view], settings: {}, browser: null } : { by: app },
      };
      if (data.type === 'call' && !silent) port2.postMessage({ type: 'answered', id: data.id, result });
    };
    let end: () => void = () => undefined;
    const app = apps.push({ said, end: () => end() });
    const watch: FoundApp['watch'] = (onDeath) => {
      end = onDeath;
      return { ask: () => undefined, end: () => undefined };
    };
    return { api: portApi(port1, () => undefined), watch };
  }
  function hush(is: boolean): void {
    silent = is;
  }
  const reports: unknown[] = [];
  const timers: (() => void)[] = [];
  const clock = {
    now: () => 0,
    after(_ms: number, callback: () => void) {
      timers.push(callback);
      return () => undefined;
    },
  };
  const api = lastingApi({ find, clock, report: (...said) => reports.push(said) });
  return { api, apps, fails, timers, hush };
}

it('what is asked before there is an app waits for it, and so does a click', async () => {
  const { api, apps } = createBrowser();
  api.tell({ type: 'looks', visible: true, focused: true });
  api.tell(clicked);
  expect(await api.call('space:reconnect', { spaceId: garden })).toEqual({ ok: true, data: { by: 1 } });
  expect(apps[0]?.said.map(({ type }) => type)).toEqual(['looks', 'clicked', 'call']);
});

it('an app that ends refuses what waits; the next one is told how the tab stands, and the window loads again', async () => {
  const { api, apps, hush } = createBrowser();
  const heard: unknown[] = [];
  api.onDeltas((deltas) => heard.push(...deltas.map(({ type }) => type)));
  api.tell({ type: 'holds', lock: 'tab' });
  await api.call('attention:set', { spaceId: garden, conversationId: null });
  hush(true);
  const waits = api.call('space:invite', { spaceId: garden });
  await soon(() => expect(apps[0]?.said.at(-1)).toMatchObject({ name: 'space:invite' }));
  hush(false);
  apps[0]?.end();
  const next = api.call('space:reconnect', { spaceId: garden });
  expect(await waits).toMatchObject({ ok: false, error: { code: 'internal' } });
  expect(await next).toEqual({ ok: true, data: { by: 2 } });
  await soon(() => expect(heard).toEqual(['settings.changed', 'space.changed', 'space.reset']));
  expect(apps[1]?.said).toContainEqual({ type: 'holds', lock: 'tab' });
  expect(apps[1]?.said).toContainEqual(expect.objectContaining({ name: 'attention:set' }));
  await soon(() => expect(apps[0]?.said.at(-1)).toEqual({ type: 'leaves' }));
});

it('what a tab watches, the next app is asked to watch, and not what it has stopped to watch', async () => {
  const { api, apps } = createBrowser();
  const yard = spaceIdSchema.parse('01900000-0000-7000-8000-000000000002');
  for (const spaceId of [garden, yard]) await api.call('space:watch', { spaceId, on: true });
  await api.call('space:watch', { spaceId: yard, on: false });
  await api.call('attention:set', { spaceId: garden, conversationId: null });
  await api.call('attention:set', { spaceId: null, conversationId: null });
  apps[0]?.end();
  await api.call('space:reconnect', { spaceId: garden });
  const asked = apps[1]?.said.flatMap((said) => (said.type === 'call' ? [[said.name, said.input]] : []));
  expect(asked?.slice(0, 2)).toEqual([
    ['space:watch', { spaceId: garden, on: true }],
    ['attention:set', { spaceId: null, conversationId: null }],
  ]);
  expect(asked?.slice(2).map(([name]) => name)).not.toContain('space:watch');
});

it('what a tab watches is asked for again once the tab is back that was put aside', async () => {
  const { api, apps } = createBrowser();
  await api.call('space:watch', { spaceId: garden, on: true });
  api.tell({ type: 'leaves' });
  for (let times = 0; times < 2; times += 1) api.tell({ type: 'looks', visible: true, focused: true });
  const watch = { name: 'space:watch', input: { spaceId: garden, on: true } };
  const said = () =>
    apps[0]?.said.map((one) => (one.type === 'call' ? { name: one.name, input: one.input } : one.type));
  await soon(() => expect(said()?.slice(-4)).toEqual(['leaves', 'looks', watch, 'looks']));
});

it('looks on for an app in place of one that ended', async () => {
  const { api, apps, fails, timers } = createBrowser();
  await api.call('app:load', {});
  fails.push(new AppFault('internal', 'not yet'));
  apps[0]?.end();
  await soon(() => expect(timers).toHaveLength(1));
  expect(await api.call('space:reconnect', { spaceId: garden })).toMatchObject({ ok: false });
  timers[0]?.();
  await soon(() => expect(apps).toHaveLength(2));
  expect(await api.call('space:reconnect', { spaceId: garden })).toEqual({ ok: true, data: { by: 2 } });
});

it('an app that cannot begin says why, and may begin when the window is loaded again', async () => {
  const { api } = createBrowser(new AppFault('client_too_old', 'written by a newer version'));
  const refusal = { ok: false, error: { code: 'client_too_old', message: 'written by a newer version' } };
  expect(await api.call('app:load', {})).toEqual(refusal);
  expect(await api.call('space:reconnect', { spaceId: garden })).toEqual(refusal);
  expect(await api.call('app:load', {})).toMatchObject({ ok: true });
});
