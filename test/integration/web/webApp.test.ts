import { openDB } from 'idb';
import { expect, it } from 'vitest';
import { idbStores } from '../../../src/web/app/stores.ts';
import type { Stores } from '../../../src/web/app/WebContext.ts';
import { StorageError } from '../../../src/web/idb/StorageError.ts';
import {
  bob,
  bobAgain,
  browserAt,
  cleanUp,
  databases,
  eventually,
  kept,
  replaceBy,
  startSpace,
  textsOf,
  together,
} from '../../support/space/browserStories.ts';

it('a person joins by invite, talks with someone elsewhere, and is there again when the page is', async () => {
  const { url, ada, browser, tab } = await together();
  expect(tab.view()).toMatchObject({ address: url, username: 'bob', hosting: null });
  await tab.send('hello');
  await eventually(() => expect(textsOf(ada)).toEqual(['hello']));
  await ada.ask('message:send', {
    conversationId: await ada.general(),
    clientId: '01900000-0000-7000-8000-0000000000aa' as never,
    text: 'welcome',
  });
  await eventually(async () => expect(await tab.texts()).toEqual(['hello', 'welcome']));
  await tab.close();

  const again = await browser.open();
  expect(await again.texts()).toEqual(['hello', 'welcome']);
  await again.online();
});

it('an invite that is good for nothing lets nobody in, and leaves nothing', async () => {
  const space = await startSpace({ registration: 'invite' });
  await space.enter('ada');
  const tab = await browserAt(space.server.url).open();
  const join = tab.spaces.join({
    address: space.server.url,
    account: { mode: 'register', invite: 'NOPE-0000', ...bob },
  });
  await expect(join).rejects.toMatchObject({ code: 'forbidden' });
  expect(tab.view()).toBeUndefined();
  expect(await databases()).toEqual(['parley']);
});

it('a person with an account signs in; no other address is asked than the page’s own', async () => {
  const space = await startSpace();
  const { url } = space.server;
  const ada = await space.enter('ada');
  const tab = await browserAt(url).open();
  expect(await tab.spaces.probe({ address: url })).toMatchObject({ address: url, registration: 'open' });
  await expect(tab.spaces.probe({ address: 'http://example.org' })).rejects.toMatchObject({
    code: 'invalid',
  });
  const wrong = { mode: 'login' as const, username: 'ada', password: 'not that' };
  await expect(tab.spaces.join({ address: url, account: wrong })).rejects.toMatchObject({
    code: 'unauthorized',
  });
  await tab.spaces.join({ address: url, account: { ...wrong, password: 'correct horse' } });
  await tab.online();
  expect(tab.view()?.userId).toBe(ada.userId);
});

it('a browser is in its space once', async () => {
  const { url, browser, tab } = await together();
  browser.sent.length = 0;
  const again = tab.spaces.join({ address: url, account: { mode: 'login', ...bobAgain } });
  await expect(again).rejects.toMatchObject({ code: 'already_joined' });
  expect(browser.sent).toEqual([]);
});

it('of two tabs that join at the same time one does', async () => {
  const { server } = await startSpace();
  const browser = browserAt(server.url);
  const tab = await browser.open();
  const join = (username: string) =>
    tab.spaces.join({ address: server.url, account: { mode: 'register', ...bob, username } });
  const outcomes = await Promise.allSettled([join('bob'), join('bert')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(outcomes[1]).toMatchObject({ reason: { code: 'already_joined' } });
  await tab.online();
  expect(tab.view()?.username).toBe('bob');
  expect(browser.sent.filter((what) => what === 'register')).toHaveLength(1);
});

it('S11: another space at this address is sent nothing, and is joined once the first is forgotten', async () => {
  const { space, url, browser, tab } = await together();
  const stranger = await replaceBy(space);
  await tab.send('for Ada alone');
  browser.sent.length = 0;
  tab.app.reconnect();
  const isStopped = () =>
    expect(tab.view()?.connection).toEqual({ status: 'stopped', reason: 'different_space' });
  await eventually(isStopped);
  const spaceId = tab.spaceId();
  const account = { mode: 'register' as const, ...bob };
  await expect(tab.spaces.signIn({ spaceId, password: bob.password })).rejects.toMatchObject({
    code: 'different_space',
  });
  await expect(tab.spaces.join({ address: url, account })).rejects.toMatchObject({ code: 'different_space' });
  expect(await tab.unsent()).toEqual(['for Ada alone']);

  await tab.spaces.forget({ spaceId });
  await tab.spaces.join({ address: url, account });
  await tab.online();
  expect(tab.spaceId()).toBe(stranger.server.spaceId);
  expect(await tab.unsent()).toEqual([]);
  expect(browser.sent).toEqual(['register', 'refresh', 'open']);
});

it('S11: nor is it told of a sign-out', async () => {
  const { space, browser, tab } = await together();
  await replaceBy(space);
  browser.sent.length = 0;
  await tab.spaces.signOut({ spaceId: tab.spaceId() });
  expect(tab.view()?.connection).toEqual({ status: 'stopped', reason: 'signed_out' });
  expect(browser.sent).toEqual([]);
});

it('signing out removes what was read, and keeps what was written for the same person', async () => {
  const { space, browser, tab, ada } = await together();
  await tab.send('a secret between us');
  await eventually(async () => expect(await tab.unsent()).toEqual([]));
  const conversationId = await tab.general();
  const none = { text: '', replyTo: null };
  const draft = { text: 'half a thought', replyTo: null };
  await (await tab.engine()).saveDraft({ conversationId, draft, was: none });
  const { port } = space.server;
  await space.server.close();
  await tab.send('not sent yet');
  expect(await kept('parley-cache')).toContain('a secret between us');
  const spaceId = tab.spaceId();
  await tab.spaces.signOut({ spaceId });
  expect(tab.view()?.connection).toEqual({ status: 'stopped', reason: 'signed_out' });
  expect(await kept('parley-cache')).not.toContain('secret');
  expect(await kept('parley-outbox')).toContain('not sent yet');
  await tab.close();

  const again = await browser.open();
  await eventually(() =>
    expect(again.view()?.connection).toEqual({ status: 'stopped', reason: 'signed_out' }),
  );
  const server = await space.start(port);
  cleanUp.push(() => server.close());
  await ada.connect();
  await again.spaces.signIn({ spaceId, password: bob.password });
  await again.online();
  await eventually(() => expect(textsOf(ada)).toContain('not sent yet'));
  expect((await (await again.engine()).content()).drafts).toMatchObject([{ conversationId, ...draft }]);
});

it('forgetting removes all that was kept, so that another person gets nothing of it', async () => {
  const { url, browser, tab } = await together();
  const conversationId = await tab.general();
  const draft = { text: 'a private thought', replyTo: null };
  await (await tab.engine()).saveDraft({ conversationId, draft, was: { text: '', replyTo: null } });
  await tab.spaces.forget({ spaceId: tab.spaceId() });
  expect(tab.view()).toBeUndefined();
  expect(tab.deltas.at(-1)).toMatchObject({ type: 'space.removed' });
  expect(await databases()).toEqual(['parley']);
  expect(await kept('parley')).not.toContain('bob');
  await eventually(() => expect(browser.sent).toContain('logout'));

  await tab.spaces.join({
    address: url,
    account: { mode: 'login', username: 'ada', password: 'correct horse' },
  });
  await tab.online();
  expect(await tab.unsent()).toEqual([]);
  expect((await (await tab.engine()).content()).drafts).toEqual([]);
  expect(await kept('parley')).not.toContain('a private thought');
});

it('a session that is refused is over, and what was kept stays readable', async () => {
  const { browser, tab } = await together();
  await tab.send('hello');
  await eventually(async () => expect(await tab.unsent()).toEqual([]));
  const spaceId = tab.spaceId();
  await tab.close();
  const database = await openDB('parley');
  await database.put('kept', 'a token that no server gave', 'session');
  database.close();

  const again = await browser.open();
  await eventually(() =>
    expect(again.view()?.connection).toEqual({ status: 'stopped', reason: 'signed_out' }),
  );
  expect(await again.texts()).toEqual(['hello']);
  await again.spaces.signIn({ spaceId, password: bob.password });
  await again.online();
});

it('if only one of the two databases opens, the other is closed again', async () => {
  const { browser, tab } = await together();
  await tab.close();
  const stores = idbStores({ warn: () => undefined, error: () => undefined });
  let opened = 0;
  let closed = 0;
  const noted = async <T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> => {
    const store = await opening;
    opened += 1;
    const close = store.close.bind(store);
    store.close = () => {
      closed += 1;
      return close();
    };
    return store;
  };
  const newer = async () => {
    throw new StorageError('newer', 'It was written by a newer version of Parley.');
  };
  const openCache: Stores['openCache'] = (...given) => noted(stores.openCache(...given));
  const openOutbox: Stores['openOutbox'] = (...given) => noted(stores.openOutbox(...given));
  for (const one of [
    { openCache, openOutbox: newer },
    { openCache: newer, openOutbox },
  ]) {
    const again = await browser.open({ stores: one });
    await expect(again.engine()).rejects.toMatchObject({ code: 'client_too_old' });
    expect(again.view()?.connection).toEqual({ status: 'stopped', reason: 'client_too_old' });
    await again.close();
  }
  expect([opened, closed]).toEqual([2, 2]);
});
