import { describe, expect, it } from 'vitest';
import type { ConversationKind } from '../../shared/model/conversation.ts';
import type { EntryValue } from '../../shared/model/entry.ts';
import {
  clientIdSchema,
  conversationIdSchema,
  messageIdSchema,
  userIdSchema,
} from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import { concerns } from './rule.ts';

const id = (number: number) => `0190a000-0001-7000-8000-${String(number).padStart(12, '0')}`;
const me = userIdSchema.parse(id(1));
const ada = userIdSchema.parse(id(2));
const ben = userIdSchema.parse(id(3));

const message: Message = {
  id: messageIdSchema.parse(id(4)),
  conversationId: conversationIdSchema.parse(id(5)),
  seq: 1,
  changedSeq: 1,
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
  own: { ...message, authorId: me, mentions: [me] },
  deleted: { ...message, text: '', deletedAt: 2 },
  notice: { ...message, text: '', notice: { type: 'added', userIds: [me] }, mentions: [me] },
  blocked: { ...message, authorId: ben },
  blockedNaming: { ...message, authorId: ben, mentions: [me] },
  blockedToEveryone: { ...message, authorId: ben, audience: 'everyone' },
} satisfies Record<string, Message>;
type Kind = keyof typeof messages;

const NOW = 1_000_000;
/** Of which messages a person is told, out of all of the table above. */
function told(
  kind: ConversationKind,
  level?: EntryValue<'level'>,
  mute?: EntryValue<'mute'>,
  isAway = false,
): Kind[] {
  const wishes = { level, mute, isBlocked: (user: string) => user === ben, isAway, now: NOW };
  const kinds = Object.keys(messages) as Kind[];
  return kinds.filter((each) => concerns(messages[each], kind, me, wishes));
}

const all: Kind[] = ['plain', 'naming', 'namingOther', 'toEveryone', 'toHere'];
const calls: Kind[] = ['naming', 'toEveryone', 'toHere'];
const forGood = { until: null };
const stillMuted = { until: NOW + 1 };
const mutedBefore = { until: NOW };

describe('what a person is told of', () => {
  it.each<
    [string, ConversationKind, EntryValue<'level'> | undefined, EntryValue<'mute'> | undefined, Kind[]]
  >([
    ['a channel, nothing chosen', 'channel', undefined, undefined, calls],
    ['a group, nothing chosen', 'group', undefined, undefined, all],
    ['a direct message, nothing chosen', 'direct', undefined, undefined, all],
    ['a channel, all chosen', 'channel', 'all', undefined, all],
    ['a channel, mentions chosen', 'channel', 'mentions', undefined, calls],
    ['a channel, nothing wanted', 'channel', 'nothing', undefined, []],
    ['a direct message, mentions chosen', 'direct', 'mentions', undefined, calls],
    ['a direct message, nothing wanted', 'direct', 'nothing', undefined, []],
    ['a muted channel', 'channel', undefined, forGood, calls],
    ['a muted channel, all chosen', 'channel', 'all', forGood, calls],
    ['a muted channel, nothing wanted', 'channel', 'nothing', forGood, []],
    ['a muted direct message', 'direct', undefined, forGood, calls],
    ['a direct message muted for a while yet', 'direct', undefined, stillMuted, calls],
    ['a direct message whose mute has ended', 'direct', undefined, mutedBefore, all],
  ])('%s', (_, kind, level, mute, expected) => {
    expect(told(kind, level, mute)).toEqual(expected);
  });

  it('is not what calls those who are here, for someone who is away', () => {
    expect(told('channel', undefined, undefined, true)).toEqual(['naming', 'toEveryone']);
    expect(told('direct', undefined, undefined, true)).toEqual(all);
  });
});
