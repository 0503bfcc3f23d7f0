import { deleteDB, openDB } from 'idb';
import { afterEach, expect, it, vi } from 'vitest';
import { openKept } from '../../../src/web/app/openKept.ts';
import { idbStores } from '../../../src/web/app/stores.ts';
import { browserClock } from '../../../src/web/clock.ts';
import { StorageError } from '../../../src/web/idb/StorageError.ts';
import { soon } from '../../support/soon.ts';
import {
  bob,
  bobAgain,
  browserAt,
  databases,
  startSpace,
  together,
} from '../../support/space/browserStories.ts';

const silent = { warn: () => undefined, error: () => undefined };
const stores = idbStores(silent);
afterEach(() => vi.restoreAllMocks());
const rebuilt = expect.objectContaining({ type: 'notice.raised', code: 'cache_rebuilt' });

/** The database of this browser whose name begins so, as nobody keeps it open. */
async function raw(beginning: string) {
  const name = (await databases()).find((one) => one.startsWith(beginning));
  if (name === undefined) throw new Error(`${beginning} is not there.`);
  return openDB(name);
}

/** Records of the cache that no version ever wrote. */
async function spoil(store: 'users' | 'messages'): Promise<void> {
  const cache = await raw('parley-cache');
  for (const key of await cache.getAllKeys(store)) {
    const record = await cache.get(store, key);
    const spoilt = store === 'users' ? { id: record.id } : { ...record, text: 7 };
    await (cache.transaction(store).store.keyPath === null
      ? cache.put(store, spoilt, key)
      : cache.put(store, spoilt));
  }
  cache.close();
}

async function withOneMessage() {
  const story = await together();
  await story.tab.send('hello');
  await soon(async () => expect(await story.tab.texts()).toEqual(['hello']));
  await soon(async () => expect(await story.tab.unsent()).toEqual([]));
  return story;
}

it('a cache with a record that cannot be read begins anew, and what is unsent stays', async () => {
  const { browser, tab, space } = await withOneMessage();
  const { port } = space.server;
  await space.server.close();
  await tab.send('written on the way');
  await tab.close();
  await spoil('users');

  const again = await browser.open();
  expect(await again.unsent()).toEqual(['written on the way']);
  expect(again.deltas).toContainEqual(rebuilt);
  const server = await space.start(port);
  again.app.reconnect();
  await again.online();
  await soon(async () => expect(await again.texts()).toEqual(['hello', 'written on the way']));
  await again.close();
  await server.close();
});

it('so does one whose damage is found while it is in use', async () => {
  const { tab } = await withOneMessage();
  await spoil('messages');
  await expect(tab.texts()).rejects.toMatchObject({ code: 'damaged' });
  await soon(() => expect(tab.deltas).toContainEqual(rebuilt));
  await tab.online();
  await soon(async () => expect(await tab.texts()).toEqual(['hello']));
});

it('a connection that dies without a word is opened anew, and a sound cache is kept', async () => {
  const { tab } = await withOneMessage();
  const lost = () => {
    throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
  };
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(lost);
  await expect(tab.texts()).rejects.toMatchObject({ code: 'unreadable' });
  await soon(async () => expect(await tab.texts()).toEqual(['hello']));
  expect(tab.deltas).not.toContainEqual(rebuilt);
  await tab.online();
});

it('what fails to open once is opened when it is asked for again', async () => {
  const { browser, tab } = await withOneMessage();
  await tab.close();
  let tries = 0;
  const again = await browser.open({
    stores: {
      async openOutbox(...given) {
        tries += 1;
        if (tries === 1) throw new StorageError('refused', 'Not now.');
        return stores.openOutbox(...given);
      },
    },
  });
  await expect(again.engine()).rejects.toMatchObject({ code: 'internal' });
  expect(await again.texts()).toEqual(['hello']);
});

it('a join that is under way when another tab takes over begins nothing, and leaves no session', async () => {
  const { server } = await startSpace();
  const browser = browserAt(server.url);
  let closing: Promise<void> | undefined;
  const tab = await browser.open({
    onSend(name) {
      if (name === 'register') closing = tab.close();
    },
  });
  const joining = tab.spaces.join({ address: server.url, account: { mode: 'register', ...bob } });
  await expect(joining).rejects.toMatchObject({ code: 'read_only' });
  await closing;
  await soon(() => expect(browser.sent).toEqual(['register', 'logout']));
  const again = await browser.open();
  expect(again.view()).toBeUndefined();
});

it('a session is taken from what is kept, where another tab may have renewed it', async () => {
  const { browser, tab, space } = await withOneMessage();
  const spaceId = tab.spaceId();
  const login = await fetch(`${space.server.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username: bob.username, password: bob.password }),
  });
  const { refreshToken } = (await login.json()) as { refreshToken: string };
  await tab.close();
  const database = await openDB('parley');
  await database.put('kept', 'a token that was replaced', 'session');
  const later = await browser.open({
    stores: {
      async openCache(...given) {
        await database.put('kept', refreshToken, 'session');
        database.close();
        return stores.openCache(...given);
      },
    },
  });
  await later.online();
  expect(later.spaceId()).toBe(spaceId);
});

it('only the one that writes puts back what was kept, and never over something newer', async () => {
  const reader = await openKept(browserClock, silent);
  const writer = await openKept(browserClock, silent);
  writer.setWriter(true);
  await writer.set({ session: 'new' });
  await reader.refresh();
  await writer.set({ session: 'newer' });
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase('parley');
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
  await soon(async () => {
    await reader.refresh();
    expect(reader.get('session')).toBe('newer');
  });
  expect(writer.get('session')).toBe('newer');
});

/** The page's own database, with nothing in it that was ever put there. */
async function spoilKept(): Promise<void> {
  await deleteDB('parley');
  (await openDB('parley', 1)).close();
}

it('where what the page itself keeps is damaged a person signs in again, and what was unsent is sent then', async () => {
  const { browser, tab, space } = await withOneMessage();
  const { port, url } = space.server;
  await space.server.close();
  await tab.send('written on the way');
  await tab.close();
  await spoilKept();

  const kept = await openKept(browserClock, silent);
  expect(kept.isRenewed).toBe(true);
  expect(kept.get('entry')).toBeNull();
  const again = await browser.open();
  expect(again.view()).toBeUndefined();
  const server = await space.start(port);
  await again.spaces.join({ address: url, account: { mode: 'login', ...bobAgain } });
  await again.online();
  await soon(async () => expect(await again.texts()).toEqual(['hello', 'written on the way']));
  await again.close();
  await server.close();
  expect((await openKept(browserClock, silent)).isRenewed).toBe(false);
});

it('the same where only its record of the space is, and the settings stay', async () => {
  const { browser, tab } = await withOneMessage();
  await tab.app.settings.save({ theme: 'dark' });
  await tab.close();
  const database = await openDB('parley');
  await database.put('kept', { spaceId: 'none' }, 'entry');
  database.close();
  const kept = await openKept(browserClock, silent);
  expect(kept).toMatchObject({ isRenewed: true });
  expect(kept.get('settings').theme).toBe('dark');
  expect((await browser.open()).view()).toBeUndefined();
});

it('the one that writes puts all of it back where it is spoilt in use', async () => {
  const { browser, tab } = await withOneMessage();
  const spaceId = tab.spaceId();
  const { transaction } = IDBDatabase.prototype;
  let isSpoilt = true;
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...given) {
    if (isSpoilt && this.name === 'parley') throw new DOMException('No such store.', 'NotFoundError');
    return transaction.apply(this, given);
  });
  const deleted = indexedDB.deleteDatabase.bind(indexedDB);
  vi.spyOn(indexedDB, 'deleteDatabase').mockImplementation((name) => {
    isSpoilt = false;
    return deleted(name);
  });
  await tab.app.settings.save({ theme: 'dark' });
  expect(isSpoilt).toBe(false);
  vi.restoreAllMocks();
  await tab.close();
  const again = await browser.open();
  expect(again.spaceId()).toBe(spaceId);
  expect(again.app.settings.get().theme).toBe('dark');
  await again.online();
});

it('what cannot be read just now is read after a moment, and nothing of it is given up', async () => {
  const { browser, tab } = await withOneMessage();
  const spaceId = tab.spaceId();
  await tab.close();
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
    throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
  });
  expect((await browser.open()).spaceId()).toBe(spaceId);
});

it.each([
  ['was written by a newer version', 'newer', async () => (await openDB('parley', 99)).close()],
  [
    'is held by another tab',
    'blocked',
    // One that deletes it waits for one that does not let go, and whoever opens it waits for both.
    async () => {
      await openDB('parley');
      void deleteDB('parley');
    },
  ],
])('nothing is touched of what %s, and it is said', async (_what, code, happens) => {
  await happens();
  const hasty = {
    ...browserClock,
    after: (ms: number, call: () => void) => browserClock.after(ms / 100, call),
  };
  await expect(openKept(hasty, silent)).rejects.toMatchObject({ name: 'StorageError', code });
});

it('forgetting goes on where a part of it fails, and says so', async () => {
  const { browser, tab } = await withOneMessage();
  await tab.close();
  const again = await browser.open({
    stores: {
      deleteCache: async () => {
        throw new StorageError('unreadable', 'Not now.');
      },
    },
  });
  await again.online();
  const spaceId = again.spaceId();
  await expect(again.spaces.forget({ spaceId })).rejects.toThrow('Not now.');
  expect(again.deltas).toContainEqual({ type: 'space.removed', spaceId });
  expect((await databases()).some((name) => name.startsWith('parley-outbox'))).toBe(false);
  await soon(() => expect(browser.sent).toContain('logout'));
});
