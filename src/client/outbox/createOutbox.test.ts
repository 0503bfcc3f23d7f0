import { beforeEach, expect, it } from 'vitest';
import { clientId, conversationId, message } from '../../../test/contracts/builders.ts';
import { createMemoryOutboxStore } from '../../../test/support/memory/memoryOutboxStore.ts';
import type { ClientId } from '../../shared/model/ids.ts';
import type { Link } from '../connection/Transport.ts';
import { createOutbox, type Outbox } from './createOutbox.ts';
import type { OutboxStore } from './OutboxStore.ts';

const room = conversationId(1);
let store: OutboxStore;
let outbox: Outbox;
/** Follow-ups in the store that name a message by a client id which nobody would know after a crash just then. */
let orphans: unknown[];
let refused: string[];
/** Lets what is being written get to the disk, and then the writer hear of it. */
let release: (() => void)[];
let answer: (() => void)[];
let ids = 0;

const turn = () => new Promise((resolve) => setImmediate(resolve));
/** A server that answers when told to. */
const link: Link = {
  request: (name, payload) =>
    new Promise((resolve) => {
      const { clientId: id } = payload as { clientId: ClientId };
      const sent = message(room, 2, { clientId: id, text: 'hello' });
      const data = name === 'message:send' ? { message: sent } : { message: { ...sent, text: 'better' } };
      answer.push(() => resolve({ ok: true, data } as never));
    }),
  notify() {},
  watch: () => () => {},
  close() {},
};

beforeEach(() => {
  [orphans, refused, release, answer, ids] = [[], [], [], [], 0];
  const kept = createMemoryOutboxStore();
  store = {
    ...kept,
    async add(row) {
      const added = await kept.add(row);
      await new Promise<void>((resolve) => release.push(resolve));
      return added;
    },
    async remove(id) {
      await kept.remove(id);
      for (const { action } of await kept.rows())
        if ('target' in action && action.target === id) orphans.push(action);
    },
  };
  outbox = createOutbox({
    store,
    clock: { now: () => 1, after: () => () => {} },
    random: () => 0,
    makeId: () => clientId(++ids),
    cacheSettled: async () => {},
    onChange() {},
    onSent() {},
    onCreated() {},
    onReadingEnded: async () => {},
    onRefused: ({ message: why }) => refused.push(why),
    onReport() {},
  });
  outbox.linkUp(link);
});

/** A message that is on its way to the server. */
async function send(): Promise<void> {
  const added = outbox.add(room, { kind: 'send', text: 'hello', replyTo: null });
  await turn();
  release.shift()?.();
  await added;
  await turn();
}

it.each([
  ['edited', () => outbox.edit(room, { clientId: clientId(1) }, 'better')],
  ['deleted', () => outbox.delete(room, { clientId: clientId(1) })],
  ['discarded', () => outbox.discard(clientId(1))],
])(
  'S18: what is %s while it is acknowledged is found again after a crash at any moment',
  async (_, change) => {
    await send();
    const changed = change();
    await turn();
    answer.shift()?.();
    await turn();
    // The disk had it at once; its writer hears of that only now.
    release.shift()?.();
    await changed;
    await turn();
    expect(orphans).toEqual([]);
    expect((await store.rows()).map(({ action }) => action)).toMatchObject([
      { messageId: message(room, 2).id },
    ]);
  },
);

it('S17: a change of what nobody knows is told as refused, and stands in nobody’s way', async () => {
  const action = { kind: 'edit', messageId: null, target: clientId(99), text: 'better' } as const;
  const added = outbox.add(room, action);
  await turn();
  release.shift()?.();
  await added;
  await turn();
  expect(refused).toEqual(['The message it changes is not known.']);
  expect(await store.rows()).toEqual([]);
});
