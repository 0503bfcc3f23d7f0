import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, vi } from 'vitest';
import { soon } from '../soon.ts';
import { createBrowser } from './createBrowser.ts';
import { createTestSpace } from './createTestSpace.ts';

export type Space = Awaited<ReturnType<typeof createTestSpace>>;
/** What a test has begun, to be ended after it in the opposite order. */
export const cleanUp: (() => Promise<void>)[] = [];
beforeEach(() => {
  // A browser that has kept nothing yet.
  vi.stubGlobal('indexedDB', new IDBFactory());
});
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
  vi.unstubAllGlobals();
});

/** Who comes by a browser. */
export const bob = { username: 'bob', displayName: 'Bob', password: 'battery staple' };
const { displayName: _, ...bobAgain } = bob;

export { bobAgain };

/** A real server, until the test ends. */
export async function startSpace(options: Parameters<typeof createTestSpace>[0] = {}): Promise<Space> {
  const space = await createTestSpace(options);
  cleanUp.push(() => space.dispose());
  return space;
}

/** A browser that asks `origin`, until the test ends. */
export function browserAt(origin: string) {
  const browser = createBrowser(origin);
  cleanUp.push(() => browser.close());
  return browser;
}

/** Ada owns the space, and Bob, in his browser, has come in by her invite. */
export async function together() {
  const space = await startSpace({ registration: 'invite' });
  const { url } = space.server;
  const ada = await space.enter('ada');
  const { code } = await ada.ask('invite:create', {});
  const browser = browserAt(url);
  const tab = await browser.open();
  await tab.spaces.join({ address: url, account: { mode: 'register', invite: code, ...bob } });
  await tab.online();
  return { space, url, ada, browser, tab };
}

/** The space stops, and another one answers where it was. */
export async function replaceBy(space: Space): Promise<Space> {
  const { port } = space.server;
  await space.server.close();
  return startSpace({ port });
}

/** The names of all databases of this browser. */
export const databases = async () => (await indexedDB.databases()).map(({ name }) => name ?? '').toSorted();

/** All that stands in databases whose name begins so, as text. */
export async function kept(beginning: string): Promise<string> {
  const all: unknown[] = [];
  for (const name of await databases()) {
    if (!name.startsWith(beginning)) continue;
    const database = await openDB(name);
    for (const store of database.objectStoreNames) all.push(store, await database.getAll(store));
    database.close();
  }
  return JSON.stringify(all);
}

/** The texts of messages that have come down to somebody. */
export const textsOf = (client: Awaited<ReturnType<Space['enter']>>) =>
  client.events.flatMap(({ type, data }) =>
    type === 'message.created' ? [(data as { message: { text: string } }).message.text] : [],
  );

/** Waits for what is to come, on a machine that has other things to do as well. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> => soon(check);
