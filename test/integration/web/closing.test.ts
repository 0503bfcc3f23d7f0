import { deleteDB, openDB } from 'idb';
import { expect, it, vi } from 'vitest';
import { idbStores } from '../../../src/web/app/stores.ts';
import { browserClock } from '../../../src/web/clock.ts';
import { soon } from '../../support/soon.ts';
import { databases, together } from '../../support/space/browserStories.ts';

const silent = { warn: () => undefined, error: () => undefined };
const stores = idbStores(silent);
/** No test waits as long as a page does. */
const hasty = {
  ...browserClock,
  after: (ms: number, call: () => void) => browserClock.after(ms / 100, call),
};

it('a space whose storage never answers is closed all the same, and connects to nobody once that does', async () => {
  const { browser, tab: first } = await together();
  await first.close();
  const answers = Promise.withResolvers<void>();
  const closed = vi.fn();
  const tab = await browser.open({
    clock: hasty,
    stores: {
      async openCache(...given) {
        await answers.promise;
        const cache = await stores.openCache(...given);
        const close = cache.close.bind(cache);
        cache.close = async () => {
          closed();
          await close();
        };
        return cache;
      },
    },
  });
  browser.sent.length = 0;
  const engine = tab.engine();
  engine.catch(() => undefined);
  await tab.close();
  answers.resolve();
  await soon(() => expect(closed).toHaveBeenCalledOnce());
  await expect(engine).rejects.toMatchObject({ code: 'not_found' });
  expect(browser.sent).toEqual([]);
});

it('so is one whose storage stops to answer while it is in use', async () => {
  const { browser, tab: first } = await together();
  await first.close();
  const tab = await browser.open({
    clock: hasty,
    stores: {
      async openCache(...given) {
        const cache = await stores.openCache(...given);
        cache.close = () => new Promise(() => undefined);
        return cache;
      },
    },
  });
  await tab.engine();
  await tab.close();
  await expect(tab.engine()).rejects.toMatchObject({ code: 'not_found' });
});

it('a database that never opens is said to be held, and is opened once it is let go', async () => {
  const { browser, tab: first } = await together();
  await first.close();
  const name = (await databases()).find((one) => one.startsWith('parley-cache')) ?? '';
  // One that deletes it waits for one that does not let go, and whoever opens it waits for both.
  const holder = await openDB(name);
  const deleting = deleteDB(name);
  const tab = await browser.open({ clock: hasty, stores: idbStores(silent, hasty) });
  await expect(tab.engine()).rejects.toMatchObject({ code: 'held_elsewhere' });
  expect(tab.view()?.connection).toEqual({ status: 'stopped', reason: 'held_elsewhere' });
  holder.close();
  await deleting;
  // Its patience is as short as ever: on a busy computer it may take another try.
  await soon(() => tab.engine());
  await tab.online();
});
