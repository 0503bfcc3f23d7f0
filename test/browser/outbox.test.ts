import { deleteDB, openDB } from 'idb';
import { afterAll, expect, it } from 'vitest';
import { openIdbOutbox } from '../../src/web/outbox/openIdbOutbox.ts';
import { clientId, conversationId } from '../contracts/builders.ts';
import { outboxContract } from '../contracts/outbox.contract.ts';

const names: string[] = [];
const nextName = () => {
  const name = `outbox-${names.length + 1}`;
  names.push(name);
  return name;
};
afterAll(async () => {
  for (const name of names) await deleteDB(name);
});

const open = (name: string, unreadable: string[] = []) =>
  openIdbOutbox(name, { onLost: () => undefined, onUnreadable: (what) => unreadable.push(what) });

outboxContract('IndexedDB', async () => {
  const name = nextName();
  const outbox = await open(name);
  const reopen = async () => {
    await outbox.close();
    return open(name);
  };
  return { outbox, reopen };
});

const sending = (number: number) => ({
  clientId: clientId(number),
  conversationId: conversationId(1),
  action: { kind: 'send' as const, text: `text ${number}`, replyTo: null },
  createdAt: 1,
  attempted: false,
  refusal: null,
  discarded: false,
});

it('S17: one row that cannot be read takes no other with it, and is not dropped', async () => {
  const name = nextName();
  const unreadable: string[] = [];
  const outbox = await open(name, unreadable);
  for (const number of [1, 2, 3]) await outbox.add(sending(number));
  const raw = await openDB(name);
  const [, second] = await raw.getAll('requests');
  await raw.put('requests', { ...second, action: { kind: 'sing' } });

  expect((await outbox.rows()).map((row) => row.clientId)).toEqual([clientId(1), clientId(3)]);
  expect(unreadable).toEqual(['a request: action.kind']);
  expect(await raw.count('requests')).toBe(3);
  raw.close();
  await outbox.close();
});

it('S17: refuses an outbox from a newer version and leaves it as it is', async () => {
  const name = nextName();
  const outbox = await open(name);
  await outbox.add(sending(1));
  await outbox.close();
  (await openDB(name, 99)).close();
  await expect(open(name)).rejects.toMatchObject({ code: 'newer' });
  const kept = await openDB(name, 99);
  expect(await kept.count('requests')).toBe(1);
  kept.close();
});

it('refuses to write once the browser has taken it away, rather than to lose what was written', async () => {
  const name = nextName();
  const outbox = await open(name);
  await deleteDB(name);
  await expect(outbox.add(sending(1))).rejects.toMatchObject({ code: 'lost' });
});
