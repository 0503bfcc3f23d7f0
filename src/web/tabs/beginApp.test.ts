import { afterEach, expect, it, vi } from 'vitest';
import { soon } from '../../../test/support/soon.ts';
import { StorageError } from '../idb/StorageError.ts';
import { beginApp } from './beginApp.ts';
import { createTabs } from './createTabs.ts';
import { portApi } from './portApi.ts';

let ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports) port.close();
  ports = [];
});

/** An app that begins once it may; `begun` counts how often it was tried. */
function createBeginning(refusal?: Error, storage = Promise.resolve()) {
  const state = { refusal, storage, begun: 0, woke: vi.fn() };
  const tabs = createTabs({
    clock: { now: () => 0, after: () => () => undefined },
    locks: undefined,
    onBack: () => undefined,
    answer: async (name) => ({ ok: true, data: name }),
    onWoke: state.woke,
    onGone: () => undefined,
    onNotification: () => undefined,
    report: () => undefined,
  });
  const app = beginApp({
    async begin() {
      state.begun += 1;
      await state.storage;
      if (state.refusal) throw state.refusal;
      return { connect: tabs.add };
    },
    lock: Promise.resolve('app'),
    log: { warn: () => undefined, error: () => undefined },
  });
  async function open() {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    app.connect(port2);
    const api = portApi(port1, (...said) => {
      throw new Error(String(said));
    });
    await api.ready;
    return api;
  }
  return { state, open };
}

const newer = new StorageError('newer', 'It was written by a newer version of Parley.');

it('a tab of an app that cannot begin is told why, each time that it asks', async () => {
  const { open } = createBeginning(newer);
  const tab = await open();
  const refusal = { ok: false, error: { code: 'client_too_old', message: newer.message } };
  expect(await Promise.all([tab.call('app:load', {}), tab.call('app:load', {})])).toEqual([refusal, refusal]);
  expect(await tab.call('app:load', {})).toEqual(refusal);
});

it('what is held by another tab is told as that', async () => {
  const { open } = createBeginning(new StorageError('blocked', 'parley is held by another tab.'));
  expect(await (await open()).call('app:load', {})).toMatchObject({
    ok: false,
    error: { code: 'held_elsewhere' },
  });
});

it('an app that waits for the storage is there all the same, and answers once that has', async () => {
  const storage = Promise.withResolvers<void>();
  const { open, state } = createBeginning(undefined, storage.promise);
  // That it is there, and the lock that tells of its end, is what a tab waits for.
  const [one, other] = [await open(), await open()];
  expect(await one.ready).toBe('app');
  one.tell({ type: 'woke' });
  const answers = [one.call('app:load', {}), other.call('app:load', {})];
  storage.resolve();
  expect(await Promise.all(answers)).toEqual([
    { ok: true, data: 'app:load' },
    { ok: true, data: 'app:load' },
  ]);
  await soon(() => expect(state.woke).toHaveBeenCalledOnce());
  expect(state.begun).toBe(1);
});

it('nothing of an error that is no refusal is told but that there was one', async () => {
  const { open } = createBeginning(new Error('at line 7'));
  expect(await (await open()).call('app:load', {})).toEqual({
    ok: false,
    error: { code: 'internal', message: 'Something went wrong in the app.' },
  });
});

it('it begins when it is asked again and may, and hears what was said meanwhile, once', async () => {
  const { open, state } = createBeginning(newer);
  const [one, other] = [await open(), await open()];
  one.tell({ type: 'woke' });
  expect(await one.call('app:load', {})).toMatchObject({ ok: false });
  expect(state.woke).not.toHaveBeenCalled();
  state.refusal = undefined;
  const begun = state.begun;
  const answers = [
    one.call('app:load', {}),
    one.call('space:probe', { address: '' }),
    other.call('app:load', {}),
  ];
  expect(await Promise.all(answers)).toEqual(
    ['app:load', 'space:probe', 'app:load'].map((data) => ({ ok: true, data })),
  );
  expect(state.woke).toHaveBeenCalledOnce();
  expect(state.begun).toBe(begun + 1);
  expect(await (await open()).call('app:load', {})).toEqual({ ok: true, data: 'app:load' });
});
