import { describe, expect, it } from 'vitest';
import {
  type ConversationId,
  clientIdSchema,
  conversationIdSchema,
  messageIdSchema,
  spaceIdSchema,
  type UserId,
  userIdSchema,
} from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import { createNotifier } from './createNotifier.ts';
import type { Wording } from './rule.ts';

const uuid = (kind: number, number: number) =>
  `0190a000-000${kind}-7000-8000-${String(number).padStart(12, '0')}`;
const me = userIdSchema.parse(uuid(1, 1));
const ada = userIdSchema.parse(uuid(1, 2));
const bob = userIdSchema.parse(uuid(1, 3));
const garden = conversationIdSchema.parse(uuid(2, 1));
const spaceId = spaceIdSchema.parse(uuid(5, 1));

const message = (seq: number, changes: Partial<Message> = {}): Message => ({
  id: messageIdSchema.parse(uuid(3, seq)),
  conversationId: garden,
  seq,
  changedSeq: seq,
  authorId: ada,
  clientId: clientIdSchema.parse(uuid(4, seq)),
  text: `text ${seq}`,
  mentions: [],
  replyTo: null,
  createdAt: seq,
  editedAt: null,
  deletedAt: null,
  ...changes,
});

function setUp(conversation: Wording['conversation'], front: ConversationId | null = null) {
  const shown: string[] = [];
  const order: string[] = [];
  const marked = new Set<string>();
  const outbox = {
    async markNotified<T extends string>(ids: T[]) {
      const fresh = ids.filter((id) => !marked.has(id));
      for (const id of fresh) marked.add(id);
      order.push('marked');
      return fresh;
    },
  };
  const notifier = createNotifier({
    isInFront: (_space, conversationId) => conversationId === front,
    show({ title, body, message: { seq } }) {
      order.push('shown');
      shown.push(`${title}: ${body} → ${seq}`);
    },
  });
  const names = new Map<UserId, string>([
    [ada, 'Ada'],
    [bob, 'Bob'],
  ]);
  const wishes = { level: undefined, mute: undefined, isBlocked: () => false, isAway: false, now: 0 };
  const wording = { conversation, nameOf: (id: UserId) => names.get(id) ?? 'Someone' };
  const arrive = (when: 'live' | 'caughtUp', ...messages: Message[]) =>
    notifier.arrived({ conversationId: garden, messages, when }, { spaceId, me, outbox, wording, wishes });
  return { arrive, shown, order };
}

const direct = { kind: 'direct' as const, name: null };
const channel = { kind: 'channel' as const, name: 'garden' };

describe('notifications', () => {
  it('tell of each direct message as it is written', async () => {
    const { arrive, shown } = setUp(direct);
    await arrive('live', message(1), message(2));
    expect(shown).toEqual(['Ada: text 1 → 1', 'Ada: text 2 → 2']);
  });

  it('tell of what mentions me in a channel, and of nothing else there', async () => {
    const { arrive, shown } = setUp(channel);
    await arrive('live', message(1), message(2, { mentions: [bob, me] }), message(3, { mentions: [bob] }));
    expect(shown).toEqual(['Ada in #garden: text 2 → 2']);
  });

  it('are not of what I wrote, nor of what was deleted', async () => {
    const { arrive, shown } = setUp(direct);
    await arrive('live', message(1, { authorId: me }), message(2, { deletedAt: 5, text: '' }));
    expect(shown).toEqual([]);
  });

  it('are silent for the conversation in front, then and later', async () => {
    const before = setUp(direct, garden);
    await before.arrive('live', message(1));
    expect(before.shown).toEqual([]);
    expect(before.order).toEqual(['marked']);
  });

  it('S17: come once for a message, which is marked before it is shown', async () => {
    const { arrive, shown, order } = setUp(direct);
    await arrive('live', message(1));
    await arrive('caughtUp', message(1));
    expect(shown).toHaveLength(1);
    expect(order).toEqual(['marked', 'shown', 'marked']);
  });

  it('sum up what was missed, one for a conversation, leading to the first', async () => {
    const { arrive, shown } = setUp(channel);
    const mine = { mentions: [me] };
    await arrive(
      'caughtUp',
      message(1),
      message(2, mine),
      message(3, { ...mine, authorId: bob }),
      message(4, mine),
    );
    expect(shown).toEqual(['#garden: 3 messages for you from Ada, Bob → 2']);
    const alone = setUp(direct);
    await alone.arrive('caughtUp', message(7));
    expect(alone.shown).toEqual(['Ada: text 7 → 7']);
    const several = setUp(direct);
    await several.arrive('caughtUp', message(7), message(8));
    expect(several.shown).toEqual(['Ada: 2 new messages → 7']);
  });

  it('show the beginning of a long message, and no half characters', async () => {
    const { arrive, shown } = setUp(direct);
    await arrive('live', message(1, { text: `${'x'.repeat(238)}👍 and more of it` }));
    expect(shown).toEqual([`Ada: ${'x'.repeat(238)}… → 1`]);
  });
});
