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

const DAY = 24 * 3_600_000;

function setUp(deletedAt: number | null = null, { now = 10, missing = 0 } = {}) {
  const shown: string[] = [];
  const failures: unknown[] = [];
  let asked = 0;
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
    remind(firedReminders(entries), {
      ...{ spaceId, outbox },
      now: () => now,
      onFailure: (error) => failures.push(error),
      find: async () => {
        asked += 1;
        if (asked <= missing) throw new Error('offline');
        return { message, wording };
      },
    });
  return { fire, shown, marked, failures };
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

  it('are told of though the message of another cannot be had, which is reported', async () => {
    const { fire, shown, failures } = setUp(null, { missing: 1 });
    await fire(entry(6), entry(7));
    expect([shown.length, failures]).toEqual([1, [new Error('offline')]]);
  });

  it('that fired long ago are no news to a device that is new', async () => {
    const { fire, shown } = setUp(null, { now: 9 * DAY });
    await fire(entry(DAY), entry(3 * DAY));
    expect(shown).toHaveLength(1);
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
