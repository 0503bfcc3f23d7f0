import { describe, expect, it } from 'vitest';
import {
  conversationIdSchema,
  messageIdSchema,
  spaceIdSchema,
  userIdSchema,
} from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import { userStream } from '../../shared/model/stream.ts';
import { createReminding, firedReminders } from './createReminding.ts';

const uuid = (number: number) => `0190a000-0001-7000-8000-${String(number).padStart(12, '0')}`;
const conversationId = conversationIdSchema.parse(uuid(1));
const messageId = messageIdSchema.parse(uuid(2));
const spaceId = spaceIdSchema.parse(uuid(3));
const me = userIdSchema.parse(uuid(4));

const entry = (firedAt: number | null, kind = 'reminder') => ({
  stream: userStream(me),
  kind,
  key: messageId,
  value: { conversationId, remindAt: 5, firedAt },
});

function setUp(deletedAt: number | null = null) {
  const shown: string[] = [];
  const marked = new Set<string>();
  const outbox = {
    async markNotified<T extends string>(marks: T[]) {
      const fresh = marks.filter((mark) => !marked.has(mark));
      for (const mark of fresh) marked.add(mark);
      return fresh;
    },
  };
  const remind = createReminding(({ title, body }) => void shown.push(`${title}: ${body}`));
  const message = { id: messageId, authorId: me, text: 'the invoice', deletedAt } as Message;
  const wording = { conversation: { kind: 'channel' as const, name: 'garden' }, nameOf: () => 'Ada' };
  const fire = (...entries: ReturnType<typeof entry>[]) =>
    remind(firedReminders(entries), { spaceId, outbox, find: async () => ({ message, wording }) });
  return { fire, shown, marked };
}

describe('reminders', () => {
  it('S17: are told of once each time they fire, whoever tells of them again', async () => {
    const { fire, shown } = setUp();
    await fire(entry(6));
    await fire(entry(6));
    expect(shown).toEqual(['Reminder: Ada in #garden: the invoice']);
    await fire(entry(9));
    expect(shown).toHaveLength(2);
  });

  it('are told of although their message was', async () => {
    const { fire, shown, marked } = setUp();
    marked.add(messageId);
    await fire(entry(6));
    expect(shown).toHaveLength(1);
  });

  it('are silent while they wait, and about what was deleted', async () => {
    const waiting = setUp();
    await waiting.fire(entry(null), entry(6, 'saved'));
    expect(waiting.shown).toEqual([]);
    const gone = setUp(7);
    await gone.fire(entry(6));
    expect(gone.shown).toEqual([]);
  });
});
