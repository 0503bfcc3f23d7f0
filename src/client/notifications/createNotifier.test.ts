import { describe, expect, it } from 'vitest';
import {
  type ConversationId,
  clientIdSchema,
  conversationIdSchema,
  type MessageId,
  messageIdSchema,
  spaceIdSchema,
  type UserId,
  userIdSchema,
} from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import type { NotificationSubject } from '../../shared/model/notification.ts';
import { createNotifier, type NewsPlace } from './createNotifier.ts';
import type { Wording } from './wording.ts';

const uuid = (kind: number, number: number) =>
  `0190a000-000${kind}-7000-8000-${String(number).padStart(12, '0')}`;
const me = userIdSchema.parse(uuid(1, 1));
const ada = userIdSchema.parse(uuid(1, 2));
const bob = userIdSchema.parse(uuid(1, 3));
const garden = conversationIdSchema.parse(uuid(2, 1));
const spaceId = spaceIdSchema.parse(uuid(5, 1));

const NOW = 1_000_000;
const lost = messageIdSchema.parse(uuid(3, 99));

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
  const failures: unknown[] = [];
  const marked = new Set<string>();
  const stored = new Map<MessageId, Message>();
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
    isSystemQuiet: async () => false,
    show({ title, body, leadsTo }) {
      order.push('shown');
      const { kind } = leadsTo;
      const at = kind === 'place' && leadsTo.messageId ? Number(leadsTo.messageId.slice(-3)) : 'conversation';
      const where = kind === 'place' ? at : kind;
      shown.push(`${title}: ${body} → ${where}`);
    },
  });
  const names = new Map<UserId, string>([
    [ada, 'Ada'],
    [bob, 'Bob'],
  ]);
  const place: NewsPlace = {
    spaceId,
    outbox,
    nameOf: (id) => names.get(id) ?? 'Someone',
    conversation: async () => conversation,
    async message(_, id) {
      if (id === lost) throw new Error('offline');
      return stored.get(id);
    },
    circumstances: () => ({
      me,
      now: NOW,
      level: undefined,
      mute: undefined,
      readSeq: 0,
      isBlocked: () => false,
      keywords: [],
      quiet: undefined,
      availability: undefined,
      isAway: false,
    }),
    onFailure: (error) => failures.push(error),
  };
  const arrive = (when: 'live' | 'caughtUp', ...messages: Message[]) =>
    notifier.arrived({ conversationId: garden, messages, when }, place);
  const tell = (...entries: [key: string, about: NotificationSubject, at?: number][]) =>
    notifier.told(
      entries.map(([key, about, at = NOW]) => ({ key, notification: { about, at, readAt: null } })),
      place,
    );
  const store = (one: Message) => stored.set(one.id, one);
  return { arrive, tell, store, shown, order, failures, marked };
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

describe('entries of the notification centre', () => {
  const about = (seq: number) => ({
    conversationId: garden,
    messageId: messageIdSchema.parse(uuid(3, seq)),
    seq,
  });
  const reply = (seq: number) => ({ type: 'reply' as const, ...about(seq), actorId: ada });
  const reminder = (seq: number) => ({ type: 'reminder' as const, ...about(seq) });
  const invitation = { type: 'invitation' as const, conversationId: garden, actorId: ada };
  const said = { title: 'Build 7', body: 'All green.' };

  it('say what each is of, and lead there', async () => {
    const { tell, store, shown } = setUp(channel);
    store(message(1));
    await tell(['message:1', reply(1)], ['reminder:1', reminder(1)]);
    const report = { type: 'report' as const, reportId: uuid(6, 1), ...about(1), actorId: ada };
    await tell(['invitation:1', invitation], ['report:1', report]);
    const url = 'https://ci.example.org/7';
    await tell(
      ['external:1', { type: 'external', ...said, source: 'CI' }],
      ['external:2', { type: 'external', ...said, source: 'CI', url }],
      ['announcement:1', { type: 'announcement', ...said, actorId: ada }],
    );
    expect(shown).toEqual([
      'Ada replied to you in #garden: text 1 → 1',
      'Reminder: Ada in #garden: text 1 → 1',
      'Ada added you to #garden:  → conversation',
      'Ada reported a message:  → bell',
      'CI: Build 7: All green. → bell',
      'CI: Build 7: All green. → url',
      'Announcement: Build 7: All green. → bell',
    ]);
  });

  it('S17: are told of once, and anew when they come anew', async () => {
    const { tell, shown, order } = setUp(channel);
    await tell(['invitation:1', invitation]);
    await tell(['invitation:1', invitation]);
    expect([shown.length, order]).toEqual([1, ['marked', 'shown', 'marked']]);
    await tell(['invitation:1', invitation, NOW + 5]);
    expect(shown).toHaveLength(2);
  });

  it('are not told of a reply that was told of as a message, nor the other way round', async () => {
    const { arrive, tell, store, shown } = setUp(direct);
    store(message(1));
    store(message(2));
    await arrive('live', message(1));
    await tell(['message:1', reply(1)], ['message:2', reply(2)]);
    await arrive('live', message(2));
    expect(shown).toEqual(['Ada: text 1 → 1', 'Ada replied to you in a direct message: text 2 → 2']);
  });

  it('are told of although the message of another cannot be had, which is reported', async () => {
    const { tell, store, shown, failures } = setUp(channel);
    store(message(1));
    await tell(['reminder:99', reminder(99)], ['reminder:2', reminder(2)], ['reminder:1', reminder(1)]);
    expect([shown.length, failures]).toEqual([1, [new Error('offline')]]);
  });

  it('are silent about what was deleted, and then are not spent', async () => {
    const { tell, store, shown, marked } = setUp(channel);
    store(message(1, { deletedAt: 5, text: '' }));
    await tell(['reminder:1', reminder(1)]);
    expect([shown, marked.size]).toEqual([[], 0]);
  });

  it('of which many come at once are told of together, leading to the bell', async () => {
    const { tell, shown, marked } = setUp(channel);
    await tell(...[1, 2, 3, 4].map((n): [string, NotificationSubject] => [`invitation:${n}`, invitation]));
    expect([shown, marked.size]).toEqual([['4 notifications:  → bell'], 4]);
  });
});
