import { describe, expect, it } from 'vitest';
import type { ClientId, MessageId, UserId } from '../../shared/model/ids.ts';
import type { ShownMessage } from '../store/overlay.ts';
import { arrangeItems, GROUP_MS, startsElsewhere } from './timelineItems.ts';

const ada = 'ada' as UserId;
const ben = 'ben' as UserId;
const noon = Date.UTC(2026, 10, 20, 12);
const minutes = (count: number) => noon + count * 60_000;

function say(authorId: UserId, at: number, seq: number, more: Partial<ShownMessage> = {}): ShownMessage {
  return {
    key: `m${seq}`,
    id: `m${seq}` as MessageId,
    clientId: `c${seq}` as ClientId,
    ...{ seq, authorId, text: 'hello', mentions: [], replyTo: null, createdAt: at },
    ...{ edited: false, deleted: false, delivery: null },
    ...{ reactions: [], forwardedFrom: null, audience: null, notice: null, deletedBy: null },
    ...more,
  };
}

const options = {
  older: false,
  newAfter: null,
  me: ada,
  dayKey: (at: number) => new Date(at).toISOString().slice(0, 10),
};
const heads = (messages: ShownMessage[], more: Partial<typeof options> = {}) =>
  arrangeItems(messages, { ...options, ...more }).map((item) => item.startsGroup);

describe('groups', () => {
  it('joins what one person writes within five minutes', () => {
    expect(heads([say(ada, minutes(0), 1), say(ada, minutes(4), 2), say(ada, minutes(8), 3)])).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('begins anew after five minutes, for another person and for a reply', () => {
    const first = say(ada, noon, 1);
    expect(heads([first, say(ada, noon + GROUP_MS, 2)])).toEqual([true, true]);
    expect(heads([first, say(ben, minutes(1), 2)])).toEqual([true, true]);
    expect(heads([first, say(ada, minutes(1), 2, { replyTo: 'm1' as MessageId })])).toEqual([true, true]);
  });

  it('begins anew at midnight, under a day line', () => {
    const late = Date.UTC(2026, 10, 20, 23, 59);
    const items = arrangeItems([say(ada, late, 1), say(ada, late + 120_000, 2)], options);
    expect(items.map((item) => item.startsDay)).toEqual([true, true]);
    expect(items.map((item) => item.startsGroup)).toEqual([true, true]);
  });
});

describe('the new line', () => {
  const messages = [
    say(ben, minutes(0), 1),
    say(ada, minutes(1), 2),
    say(ben, minutes(2), 3),
    say(ben, minutes(3), 4),
  ];
  const newAt = (newAfter: number | null) =>
    arrangeItems(messages, { ...options, newAfter }).findIndex((item) => item.startsNew);

  it('stands before the first unread message of someone else, once', () => {
    expect(newAt(1)).toBe(2);
    expect(newAt(3)).toBe(3);
    expect(newAt(4)).toBe(-1);
    expect(newAt(null)).toBe(-1);
  });
});

describe('older messages put in front', () => {
  const all = Array.from({ length: 30 }, (_, index) =>
    say(index % 7 < 4 ? ada : ben, minutes(index * 2), index + 1),
  );

  it('change nothing about the rows that were shown', () => {
    const before = arrangeItems(all.slice(20), { ...options, older: true });
    const after = arrangeItems(all, options);
    expect(after.slice(-before.length)).toEqual(before);
  });

  it('are noticed as coming from elsewhere, as are ones that go; ones that follow are not', () => {
    const page = arrangeItems(all.slice(20), { ...options, older: true });
    const more = arrangeItems(all.slice(10), { ...options, older: true });
    expect(startsElsewhere(page, more)).toBe(true);
    expect(startsElsewhere(more, page)).toBe(true);
    expect(startsElsewhere(page, [...page, ...page])).toBe(false);
    expect(startsElsewhere([], page)).toBe(false);
  });
});
