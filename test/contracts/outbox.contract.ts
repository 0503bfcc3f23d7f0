import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  DraftRow,
  NewOutboxRow,
  OutboxAction,
  OutboxStore,
} from '../../src/client/outbox/OutboxStore.ts';
import { noDraft } from '../../src/shared/model/draft.ts';
import { ada, clientId, conversationId, messageId, userId } from './builders.ts';

/** One outbox under test, and how to close it and open what it kept. */
export type OutboxInstance = { outbox: OutboxStore; reopen(): Promise<OutboxStore> };

const garden = conversationId(1);
const park = conversationId(2);

const row = (number: number, changes: Partial<NewOutboxRow> = {}): NewOutboxRow => ({
  clientId: clientId(number),
  conversationId: garden,
  action: { kind: 'send', text: `text ${number}`, replyTo: null },
  createdAt: 5000 + number,
  attempted: false,
  refusal: null,
  discarded: false,
  ...changes,
});

const draft = (id: DraftRow['conversationId'], text: string, changes: Partial<DraftRow> = {}): DraftRow => ({
  conversationId: id,
  text,
  replyTo: null,
  base: { ...noDraft, revision: 0 },
  sent: null,
  ...changes,
});

/** S17 of DESIGN §3; `open` makes an empty outbox. */
export function outboxContract(name: string, open: () => Promise<OutboxInstance>): void {
  describe(`the outbox contract, kept by ${name}`, () => {
    let instance: OutboxInstance;
    let outbox: OutboxStore;
    beforeEach(async () => {
      instance = await open();
      outbox = instance.outbox;
    });
    afterEach(() => outbox.close());
    const clientIds = async () => (await outbox.rows()).map((each) => each.clientId);

    it('is empty at first', async () => {
      expect([await outbox.rows(), await outbox.drafts()]).toEqual([[], []]);
    });

    it('S17: keeps every kind of request as it was written, over a restart', async () => {
      const actions: OutboxAction[] = [
        { kind: 'send', text: 'a\u2028\n“ünïcode” 👩‍👩‍👧', replyTo: messageId(garden, 3) },
        { kind: 'send', text: 'as it was', replyTo: null, forwardOf: messageId(park, 2) },
        { kind: 'edit', messageId: messageId(garden, 4), target: null, text: 'mended' },
        { kind: 'edit', messageId: null, target: clientId(77), text: 'mended' },
        { kind: 'delete', messageId: null, target: clientId(77) },
        { kind: 'createChannel', name: 'garden', private: true },
        { kind: 'createDirect', userId: ada },
        { kind: 'createGroup', userIds: [ada, userId(3)] },
        { kind: 'join' },
        { kind: 'leave' },
        { kind: 'advanceRead', seq: 12 },
        { kind: 'resetRead', seq: 3 },
      ];
      for (const [index, action] of actions.entries()) await outbox.add(row(index, { action }));
      const before = await outbox.rows();
      outbox = await instance.reopen();
      expect(await outbox.rows()).toEqual(before);
      expect(before).toEqual(
        actions.map((action, index) => ({ ...row(index, { action }), position: expect.any(Number) })),
      );
    });

    it('S18: gives rising positions, never one again', async () => {
      const [first, second] = [await outbox.add(row(9)), await outbox.add(row(3))];
      expect(second.position).toBeGreaterThan(first.position);
      await outbox.remove(second.clientId);
      outbox = await instance.reopen();
      const third = await outbox.add(row(1));
      expect(third.position).toBeGreaterThan(second.position);
      expect(await clientIds()).toEqual([first.clientId, third.clientId]);
    });

    it('S5: does not take the same client id twice', async () => {
      await outbox.add(row(1));
      await expect(outbox.add(row(1))).rejects.toThrow();
      expect(await clientIds()).toEqual([clientId(1)]);
    });

    it('changes what is told to and nothing else', async () => {
      const { position } = await outbox.add(row(1));
      await outbox.add(row(2));
      await outbox.update(clientId(1), { attempted: true });
      const refusal = { code: 'forbidden', message: 'No.' };
      await outbox.update(clientId(1), { refusal, discarded: true, conversationId: park });
      outbox = await instance.reopen();
      const [one, two] = await outbox.rows();
      expect(one).toEqual({
        ...row(1),
        position,
        attempted: true,
        refusal,
        discarded: true,
        conversationId: park,
      });
      expect(two).toMatchObject(row(2));
      await outbox.update(clientId(1), { refusal: null, action: { kind: 'leave' } });
      expect((await outbox.rows())[0]).toMatchObject({ refusal: null, action: { kind: 'leave' } });
    });

    it('does nothing to a row that is gone', async () => {
      await outbox.update(clientId(1), { attempted: true });
      await outbox.remove(clientId(1));
      expect(await outbox.rows()).toEqual([]);
    });

    it('S17: keeps drafts, what they were made from and what was sent of them, over a restart', async () => {
      const plain = draft(garden, 'half a thought');
      const known = draft(park, '', {
        replyTo: messageId(park, 2),
        base: { text: 'a “b”\n', replyTo: messageId(park, 1), revision: 7 },
        sent: { text: '', replyTo: null, clientId: clientId(9) },
      });
      await outbox.saveDraft(draft(garden, 'half a tho'));
      await outbox.saveDraft(plain);
      await outbox.saveDraft(known);
      outbox = await instance.reopen();
      expect(await outbox.drafts()).toEqual(expect.arrayContaining([plain, known]));
      await outbox.removeDraft(park);
      await outbox.removeDraft(park);
      expect(await outbox.drafts()).toEqual([plain]);
    });

    it('S6: moves requests to the conversation that was created', async () => {
      await outbox.add(row(1));
      await outbox.add(row(2, { conversationId: park }));
      await outbox.replaceConversation(garden, park);
      expect((await outbox.rows()).map((each) => each.conversationId)).toEqual([park, park]);
    });

    it('marks a message as notified once, over a restart', async () => {
      const [one, two] = [messageId(garden, 1), messageId(garden, 2)];
      expect(await outbox.markNotified([one])).toEqual([one]);
      outbox = await instance.reopen();
      expect(await outbox.markNotified([one, two, two])).toEqual([two]);
      expect(await outbox.markNotified([])).toEqual([]);
    });
  });
}
