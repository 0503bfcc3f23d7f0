import { describe, expect, it } from 'vitest';
import type { ConversationKind } from '../../shared/model/conversation.ts';
import {
  clientIdSchema,
  conversationIdSchema,
  messageIdSchema,
  userIdSchema,
} from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import type { Notification, NotificationSubject } from '../../shared/model/notification.ts';
import { type Circumstances, NEWS_FOR_MS, type Verdict, verdictOn } from './rule.ts';

const id = (number: number) => `0190a000-0001-7000-8000-${String(number).padStart(12, '0')}`;
const me = userIdSchema.parse(id(1));
const ada = userIdSchema.parse(id(2));
const ben = userIdSchema.parse(id(3));
const conversationId = conversationIdSchema.parse(id(5));
const messageId = messageIdSchema.parse(id(4));

const message: Message = {
  id: messageId,
  conversationId,
  seq: 8,
  changedSeq: 8,
  authorId: ada,
  clientId: clientIdSchema.parse(id(6)),
  text: 'tea?',
  mentions: [],
  replyTo: null,
  createdAt: 1,
  editedAt: null,
  deletedAt: null,
};
const messages = {
  plain: message,
  naming: { ...message, mentions: [ben, me] },
  namingOther: { ...message, mentions: [ben] },
  toEveryone: { ...message, audience: 'everyone' },
  toHere: { ...message, audience: 'here' },
  keyword: { ...message, text: 'The FROST comes.' },
  own: { ...message, authorId: me, mentions: [me], text: 'frost' },
  deleted: { ...message, text: '', deletedAt: 2 },
  notice: { ...message, text: '', notice: { type: 'added', userIds: [me] }, mentions: [me] },
  blocked: { ...message, authorId: ben },
  blockedNaming: { ...message, authorId: ben, mentions: [me] },
  blockedToEveryone: { ...message, authorId: ben, audience: 'everyone' },
} satisfies Record<string, Message>;
type MessageKind = keyof typeof messages;

const NOW = 100 * NEWS_FOR_MS;
const place = { conversationId, messageId, seq: 8 };
const said = { title: 'Build 7', body: '' };
const subjects = {
  mention: { type: 'mention', ...place, actorId: ada },
  reply: { type: 'reply', ...place, actorId: ada },
  blockedReply: { type: 'reply', ...place, actorId: ben },
  reaction: { type: 'reaction', ...place, emoji: '👍', actorIds: [ada] },
  invitation: { type: 'invitation', conversationId, actorId: ada },
  blockedInvitation: { type: 'invitation', conversationId, actorId: ben },
  reminder: { type: 'reminder', ...place },
  report: { type: 'report', reportId: id(7), ...place, actorId: ada },
  announcement: { type: 'announcement', ...said, actorId: ada },
  external: { type: 'external', ...said, source: 'CI' },
  externalHere: { type: 'external', ...said, source: 'CI', conversationId },
} satisfies Record<string, NotificationSubject>;
type EntryKind = keyof typeof subjects;

const usual: Circumstances = {
  me,
  now: NOW,
  wallTime: { minute: 600, day: 3 },
  level: undefined,
  mute: undefined,
  readSeq: 7,
  isInFront: false,
  isBlocked: (user) => user === ben,
  keywords: [],
  quiet: undefined,
  availability: undefined,
  isSystemQuiet: false,
  isAway: false,
};

/** Which of the messages of the table above get this verdict. */
const messagesWith = (verdict: Verdict, of: ConversationKind, how: Partial<Circumstances> = {}) =>
  (Object.keys(messages) as MessageKind[]).filter(
    (kind) => verdictOn({ kind: 'message', message: messages[kind], of }, { ...usual, ...how }) === verdict,
  );
/** Which of the entries. */
const entriesWith = (
  verdict: Verdict,
  how: Partial<Circumstances> = {},
  { at = NOW, readAt = null }: Partial<Notification> = {},
) =>
  (Object.keys(subjects) as EntryKind[]).filter((kind) => {
    const notification = { about: subjects[kind], at, readAt };
    return verdictOn({ kind: 'entry', notification }, { ...usual, ...how }) === verdict;
  });

const all: MessageKind[] = ['plain', 'naming', 'namingOther', 'toEveryone', 'toHere', 'keyword'];
const calls: MessageKind[] = ['naming', 'toEveryone', 'toHere'];
const told: EntryKind[] = [
  ...['reply', 'invitation', 'reminder', 'report', 'announcement', 'external', 'externalHere'],
] as EntryKind[];
const forGood = { until: null };
const frost = { keywords: ['frost', 'lost'] };
const night = { from: 22 * 60, to: 7 * 60, days: [0, 1, 2, 3, 4] };
const nightly = { quiet: { until: null, hours: night } };
const at = (day: number, hour: number) => ({ wallTime: { day, minute: hour * 60 } });

describe('what a person is told of', () => {
  it.each<[string, ConversationKind, Partial<Circumstances>, MessageKind[]]>([
    ['a channel, nothing chosen', 'channel', {}, calls],
    ['a group, nothing chosen', 'group', {}, all],
    ['a direct message, nothing chosen', 'direct', {}, all],
    ['a channel, all chosen', 'channel', { level: 'all' }, all],
    ['a channel, mentions chosen', 'channel', { level: 'mentions' }, calls],
    ['a channel, nothing wanted', 'channel', { level: 'nothing' }, []],
    ['a direct message, mentions chosen', 'direct', { level: 'mentions' }, calls],
    ['a direct message, nothing wanted', 'direct', { level: 'nothing' }, []],
    ['a muted channel', 'channel', { mute: forGood }, calls],
    ['a muted channel, all chosen', 'channel', { mute: forGood, level: 'all' }, calls],
    ['a muted channel, nothing wanted', 'channel', { mute: forGood, level: 'nothing' }, []],
    ['a muted direct message', 'direct', { mute: forGood }, calls],
    ['a direct message muted for a while yet', 'direct', { mute: { until: NOW + 1 } }, calls],
    ['a direct message whose mute has ended', 'direct', { mute: { until: NOW } }, all],
    ['a channel, with keywords', 'channel', frost, [...calls, 'keyword']],
    ['a muted channel, with keywords', 'channel', { ...frost, mute: forGood }, calls],
    ['a channel, nothing wanted, with keywords', 'channel', { ...frost, level: 'nothing' }, []],
    ['a channel, to who is away', 'channel', { isAway: true }, ['naming', 'toEveryone']],
    ['a direct message, to who is away', 'direct', { isAway: true }, all],
    ['a direct message that was read elsewhere', 'direct', { readSeq: 8 }, []],
    ['a conversation that nothing is known of', 'direct', { readSeq: undefined }, all],
  ])('messages of %s', (_, kind, how, expected) => {
    expect(messagesWith('tell', kind, how)).toEqual(expected);
    // Silent is only what would be told of at another time.
    expect(messagesWith('silent', kind, how)).toEqual([]);
  });

  it.each<[string, Partial<Circumstances>, boolean]>([
    ['who does not look', {}, true],
    ['who has it in front', { isInFront: true }, false],
    ['who is busy', { availability: 'busy' }, false],
    ['who is invisible', { availability: 'invisible' }, true],
    ['who wants quiet until later', { quiet: { until: NOW + 1, hours: null } }, false],
    ['whose quiet has ended', { quiet: { until: NOW, hours: null } }, true],
    ['whose system wants quiet', { isSystemQuiet: true }, false],
    ['who wants quiet at night, by day', { ...nightly, ...at(3, 12) }, true],
    ['who wants quiet at night, in the evening', { ...nightly, ...at(3, 22) }, false],
    ['who wants quiet at night, in the morning', { ...nightly, ...at(4, 6) }, false],
    ['who wants quiet at night, when it ends', { ...nightly, ...at(4, 7) }, true],
    ['who wants quiet at night, on an evening without', { ...nightly, ...at(5, 23) }, true],
    ['who wants quiet at night, on the morning after one with', { ...nightly, ...at(5, 6) }, false],
    ['who wants quiet at night, on the morning after one without', { ...nightly, ...at(6, 6) }, true],
  ])('messages to %s', (_, how, isTold) => {
    expect(messagesWith('tell', 'direct', how)).toEqual(isTold ? all : []);
    expect(messagesWith('silent', 'direct', how)).toEqual(isTold ? [] : all);
  });

  it.each<[string, Partial<Circumstances>, EntryKind[]]>([
    ['nothing chosen', {}, told],
    ['in a conversation that nothing is wanted of', { level: 'nothing' }, without('reply', 'externalHere')],
    ['in a muted conversation', { mute: forGood }, without('externalHere')],
    ['read where it stands', { readSeq: 8 }, without('reply')],
  ])('entries, %s', (_, how, expected) => {
    // Level and mute are those of the conversation: what is of none is asked without.
    expect(entriesWith('tell', how).filter((kind) => kind !== 'external')).toEqual(
      expected.filter((kind) => kind !== 'external'),
    );
  });

  it.each<[string, Partial<Circumstances>, EntryKind[]]>([
    ['who does not look', {}, told],
    ['who has it in front', { isInFront: true }, ['reminder', 'report', 'external', 'externalHere']],
    ['who is busy', { availability: 'busy' }, []],
    ['who wants quiet at night, at night', { ...nightly, ...at(3, 23) }, []],
    ['whose system wants quiet', { isSystemQuiet: true }, []],
  ])('entries, to %s', (_, how, expected) => {
    expect(entriesWith('tell', how)).toEqual(expected);
    expect(entriesWith('silent', how)).toEqual(told.filter((kind) => !expected.includes(kind)));
  });

  it('is nothing that was read, or is old', () => {
    expect(entriesWith('pass', {}, { readAt: NOW })).toEqual(Object.keys(subjects));
    expect(entriesWith('pass', {}, { at: NOW - NEWS_FOR_MS - 1 })).toEqual(Object.keys(subjects));
    expect(entriesWith('tell', {}, { at: NOW - NEWS_FOR_MS })).toEqual(told);
  });
});

function without(...kinds: EntryKind[]): EntryKind[] {
  return told.filter((kind) => !kinds.includes(kind));
}
