import { beforeEach, describe, expect, it } from 'vitest';
import { epochSchema } from '../../../src/shared/model/ids.ts';
import type { Message } from '../../../src/shared/model/message.ts';
import { changed, clientId, conversationId, identity, message } from '../../contracts/builders.ts';
import { checkPromises } from './checkPromises.ts';
import { Ledger } from './Ledger.ts';
import type { ServerState } from './serverState.ts';

const before = identity.epoch;
const after = epochSchema.parse('0190a000-0006-7000-8000-000000000002');
const room = conversationId(1);
const by = { by: 'ada', conversationId: room };
const hello = message(room, 2, { text: 'hello' });
const forbidden = { code: 'forbidden', message: 'You may not write here.' };
const fault = { code: 'internal', message: 'Something went wrong in the server.' };
let ledger: Ledger;
let scheduled: Set<string>;

const row = (one: Message): ServerState['messages'][number] => ({
  ...{ id: one.id, conversation_id: one.conversationId, seq: one.seq, changed_seq: one.changedSeq },
  ...{ author_id: one.authorId, client_id: one.clientId, text: one.text, deleted_at: one.deletedAt },
});
/** What is found broken where the server has these messages. */
function broken(...messages: Message[]): string[] {
  const found: string[] = [];
  const state = { memberships: [], conversations: new Set([room]), scheduled, faults: [] };
  checkPromises(ledger, { ...state, messages: messages.map(row) }, (what) => found.push(what));
  return found;
}
const acknowledge = (told: Message, epoch = before) =>
  ledger.acknowledge('ada', { epoch, name: 'message:send', message: told });

beforeEach(() => {
  ledger = new Ledger(before);
  scheduled = new Set();
});

describe('what was acknowledged', () => {
  it('is there, once, as it was told or changed since', () => {
    acknowledge(hello);
    expect(broken(hello)).toEqual([]);
    expect(broken(changed(hello, 5, 'better'))).toEqual([]);
  });

  it('is missed where it is gone, doubled, moved, or back where it was', () => {
    acknowledge(hello);
    acknowledge(changed(hello, 5, ''));
    expect(broken()).toEqual([expect.stringContaining('is gone')]);
    expect(broken(hello)).toEqual([expect.stringContaining('S2: ada was told of 2/5')]);
    expect(broken(changed(hello, 6, 'back'))).toEqual([expect.stringContaining('is back')]);
    expect(broken({ ...changed(hello, 5, ''), seq: 3 })).toEqual([expect.stringContaining('S2')]);
    const double = { ...changed(hello, 5, ''), id: message(room, 9).id };
    expect(broken(changed(hello, 5, ''), double)).toEqual([expect.stringContaining('S5: 2 messages')]);
  });

  it('may be gone after a restore where it came after the backup, and only there', () => {
    acknowledge(hello);
    const mark = ledger.mark();
    acknowledge(message(room, 3));
    ledger.beginRestore(mark);
    // It was on its way while the server was down.
    acknowledge(message(room, 4));
    ledger.endRestore(after);
    expect(broken(hello)).toEqual([]);
    expect(broken()).toHaveLength(1);
    acknowledge(message(room, 5), after);
    expect(broken(hello)).toEqual([expect.stringContaining('message 5')]);
  });
});

describe('what an outbox took', () => {
  it('arrives, or is given up before its person', () => {
    ledger.accept({ ...by, clientId: hello.clientId, text: 'hello' });
    expect(broken()).toEqual([expect.stringContaining('never arrived')]);
    expect(broken(hello)).toEqual([]);
    ledger.giveUp(hello.clientId, fault);
    expect(broken()).toEqual([expect.stringContaining('never arrived')]);
    ledger.giveUp(hello.clientId, forbidden);
    expect(broken()).toEqual([]);
  });

  it('is excused where it had arrived before a restore', () => {
    ledger.accept({ ...by, clientId: clientId(3), text: 'three' });
    const mark = ledger.mark();
    acknowledge(message(room, 3));
    ledger.beginRestore(mark);
    ledger.endRestore(after);
    expect(broken()).toEqual([]);
  });

  it('to be sent later waits or arrives, once the server has it, unless a restore took it', () => {
    const [later, asked] = [clientId(7), clientId(8)];
    ledger.accept({ ...by, clientId: later, row: asked, text: 'later' });
    ledger.queue(asked, { ...by, what: 'schedule:set' });
    expect(broken()).toHaveLength(2);
    const mark = ledger.mark();
    ledger.settle(asked);
    ledger.acknowledge('ada', { epoch: before, name: 'schedule:set', scheduled: later });
    expect(broken()).toEqual([expect.stringContaining('never arrived')]);
    expect(broken(message(room, 7))).toEqual([]);
    scheduled.add(later);
    expect(broken()).toEqual([]);
    scheduled.clear();
    ledger.beginRestore(mark);
    ledger.endRestore(after);
    expect(broken()).toEqual([]);
  });

  it('to be sent later may be sent at once where that was refused, and not both', () => {
    ledger.accept({ ...by, clientId: clientId(7), row: clientId(8), text: 'later' });
    expect(broken(message(room, 8))).toEqual([]);
    expect(broken(message(room, 7), message(room, 8))).toEqual([expect.stringContaining('S5')]);
  });

  it('of another kind is answered, or given up', () => {
    ledger.queue(clientId(8), { ...by, what: 'message:pin' });
    expect(broken()).toEqual([expect.stringContaining('message:pin')]);
    ledger.giveUp(clientId(8), forbidden);
    expect(broken()).toEqual([]);
  });

  it('may be gone where damage to the outbox touched it, and nothing else', () => {
    ledger.accept({ ...by, clientId: clientId(7), row: clientId(8), text: 'later' });
    ledger.queue(clientId(8), { ...by, what: 'schedule:set' });
    ledger.accept({ ...by, clientId: hello.clientId, text: 'hello' });
    ledger.touch([clientId(8)]);
    expect(broken()).toEqual([expect.stringContaining('"hello"')]);
    // What was brought back is sent again, as what it has become meanwhile.
    expect(broken(hello, message(room, 7), message(room, 8))).toEqual([]);
  });

  it('goes with a conversation that could not be made', () => {
    ledger.accept({ ...by, clientId: hello.clientId, text: 'hello' });
    ledger.queue(clientId(8), { ...by, what: 'member:add' });
    expect(broken()).toHaveLength(2);
    ledger.abandoned.add(room);
    expect(broken()).toEqual([]);
  });
});
