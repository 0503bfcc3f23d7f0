import { expect, it, vi } from 'vitest';
import { createHeldOutbox, putBack } from '../../../src/web/app/createHeldOutbox.ts';
import { idbStores } from '../../../src/web/app/stores.ts';
import { browserClock } from '../../../src/web/clock.ts';
import { StorageError } from '../../../src/web/idb/StorageError.ts';
import { clientId, conversationId } from '../../contracts/builders.ts';
import { createMemoryOutboxStore } from '../../support/memory/memoryOutboxStore.ts';
import { cleanUp, databases, eventually, textsOf, together } from '../../support/space/browserStories.ts';

const silent = { warn: () => undefined, error: () => undefined };

/** Bob is in the space, has read it, and the server has gone. */
async function offline(options: Parameters<Awaited<ReturnType<typeof together>>['browser']['open']>[0] = {}) {
  const { space, ada, browser, tab: first } = await together();
  await first.general();
  await first.close();
  const { port } = space.server;
  await space.server.close();
  const tab = await browser.open(options);
  const back = async () => {
    const server = await space.start(port);
    cleanUp.push(() => server.close());
    await ada.connect();
    tab.app.reconnect();
  };
  return { ada, browser, tab, back };
}

/** As somebody does who clears what sites have kept. */
async function clearSiteData(): Promise<void> {
  await Promise.all(
    (await databases()).map(
      (name) =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.deleteDatabase(name);
          request.onsuccess = () => resolve();
          request.onerror = () => reject(request.error);
        }),
    ),
  );
}

it('S17: what is unsent is put back, in its order and once, when the browser takes all that is kept away', async () => {
  const { ada, browser, tab, back } = await offline();
  const inGeneral = await tab.general();
  const draft = { text: 'half a thought', replyTo: null };
  for (const text of ['one', 'two', 'three']) await tab.send(text);
  await (await tab.engine()).saveDraft({
    conversationId: inGeneral,
    draft,
    was: { text: '', replyTo: null },
  });
  await clearSiteData();
  const rebuilt = { type: 'notice.raised', code: 'cache_rebuilt' };
  await eventually(() => expect(tab.deltas).toContainEqual(expect.objectContaining(rebuilt)));
  await eventually(() => expect(tab.deltas).toContainEqual(expect.objectContaining({ type: 'space.reset' })));
  expect(await tab.unsent()).toEqual(['one', 'two', 'three']);

  // Nor is any of it lost with the page then.
  await tab.close();
  const again = await browser.open();
  expect(await again.unsent()).toEqual(['one', 'two', 'three']);
  expect((await (await again.engine()).content()).drafts).toMatchObject([draft]);
  await back();
  again.app.reconnect();
  await again.online();
  await eventually(() => expect(textsOf(ada)).toEqual(['one', 'two', 'three']));
  await eventually(async () => expect(await again.unsent()).toEqual([]));
  expect(await again.texts()).toEqual(['one', 'two', 'three']);
});

it('S17: nor is it lost where the browser keeps nothing for a while', async () => {
  let refuses = false;
  const stores = idbStores(silent);
  const { tab } = await offline({
    stores: {
      openOutbox: async (...given) => {
        if (refuses) throw new StorageError('refused', 'The browser keeps nothing.');
        return stores.openOutbox(...given);
      },
    },
    clock: {
      ...browserClock,
      // No test waits for a patient one.
      after: (ms, callback) => browserClock.after(refuses ? Math.min(ms, 1) : ms, callback),
    },
  });
  for (const text of ['one', 'two']) await tab.send(text);
  refuses = true;
  await clearSiteData();
  await eventually(async () => expect(tab.engine()).rejects.toMatchObject({ code: 'internal' }));
  refuses = false;
  await eventually(async () => expect(await tab.unsent()).toEqual(['one', 'two']));
});

it('a message that there is no room for is refused with words, and its draft stays', async () => {
  const stores = idbStores(silent);
  const { tab } = await offline({
    stores: {
      async openOutbox(...given) {
        const outbox = await stores.openOutbox(...given);
        outbox.add = async () => {
          throw new StorageError('full', 'The browser has no room left.');
        };
        return outbox;
      },
    },
  });
  const inGeneral = await tab.general();
  const engine = await tab.engine();
  const draft = { text: 'a long story', replyTo: null };
  await engine.saveDraft({ conversationId: inGeneral, draft, was: { text: '', replyTo: null } });
  await expect(tab.send('a long story')).rejects.toMatchObject({
    code: 'internal',
    message: 'The browser has no room left.',
  });
  expect(await tab.unsent()).toEqual([]);
  expect((await engine.content()).drafts).toMatchObject([draft]);
});

it('a draft that could not be written is put back in place of an older one', async () => {
  const draftOf = (text: string) => ({
    conversationId: conversationId(1),
    text,
    replyTo: null,
    base: { text: '', replyTo: null, revision: 0 },
    sent: null,
  });
  const store = createMemoryOutboxStore();
  const outbox = createHeldOutbox(store);
  await outbox.saveDraft(draftOf('older'));
  vi.spyOn(store, 'saveDraft').mockRejectedValueOnce(new StorageError('full', 'No room.'));
  await expect(outbox.saveDraft(draftOf('newer'))).rejects.toThrow('No room.');
  await putBack(outbox.held(), store);
  expect(await store.drafts()).toEqual([draftOf('newer')]);
});

it('what was sent or taken back is not put back', async () => {
  const sending = (number: number) => ({
    clientId: clientId(number),
    conversationId: conversationId(1),
    action: { kind: 'send' as const, text: `text ${number}`, replyTo: null },
    createdAt: 1,
    attempted: false,
    refusal: null,
    discarded: false,
  });
  const outbox = createHeldOutbox(createMemoryOutboxStore());
  for (const number of [1, 2, 3]) await outbox.add(sending(number));
  await outbox.update(clientId(3), { attempted: true });
  await outbox.remove(clientId(1));
  await outbox.replaceConversation(conversationId(1), conversationId(2));
  const fresh = createMemoryOutboxStore();
  await fresh.add(sending(2));
  await putBack(outbox.held(), fresh);
  expect((await fresh.rows()).map((row) => [row.clientId, row.attempted, row.conversationId])).toEqual([
    [clientId(2), false, conversationId(1)],
    [clientId(3), true, conversationId(2)],
  ]);
});

it('a tab that only reads brings nothing back that the one that writes has removed', async () => {
  const { browser, tab } = await together();
  await tab.send('hello');
  await eventually(async () => expect(await tab.unsent()).toEqual([]));
  const reader = await browser.open({ writable: false });
  expect(await reader.texts()).toEqual(['hello']);
  await expect(reader.send('from here')).rejects.toMatchObject({ code: 'read_only' });
  browser.sent.length = 0;
  const spaceId = tab.spaceId();
  await tab.spaces.forget({ spaceId });
  await eventually(() => expect(reader.deltas.at(-1)).toEqual({ type: 'space.reset', spaceId }));
  await reader.app.refresh();
  expect(reader.view()).toBeUndefined();
  expect(await databases()).toEqual(['parley']);
  expect(reader.deltas.map(({ type }) => type)).not.toContain('notice.raised');
});

it('a tab that only reads shows what was written since, when it reads again, and sends nothing', async () => {
  const { browser, tab } = await together();
  const reader = await browser.open({ writable: false });
  expect(await reader.texts()).toEqual([]);
  await tab.send('hello');
  await eventually(async () => expect(await tab.texts()).toEqual(['hello']));
  await Promise.all([reader.app.refresh(), reader.app.refresh()]);
  expect(await reader.texts()).toEqual(['hello']);
  expect(browser.sent).toEqual(['register', 'refresh', 'open']);
  const closing = Promise.all([reader.app.refresh(), reader.close()]);
  await expect(closing).resolves.toBeDefined();
});
