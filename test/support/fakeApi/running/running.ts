import type { MessageId, Timestamp, UserId } from '../../../../src/shared/model/ids.ts';
import type {
  AuditAct,
  AuditRecord,
  Invite,
  InviteId,
  Report,
  ReportId,
  ServiceToken,
  ServiceTokenId,
  SessionId,
  SessionInfo,
} from '../../../../src/shared/model/running.ts';
import { conversationIdOf, type FakeSpace, userIdOf } from '../buildSpace.ts';
import { fakeId } from '../random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What the server of a fake space keeps for those who run it. Lists are newest first. */
export type Running = {
  invites: Invite[];
  sessions: Map<UserId, SessionInfo[]>;
  reports: Report[];
  tokens: ServiceToken[];
  audit: AuditRecord[];
};

const kept = new WeakMap<FakeSpace, Running>();

/** What is kept for a space: made up at first, then as it was changed. */
export function runningOf(space: FakeSpace): Running {
  const known = kept.get(space);
  if (known !== undefined) return known;
  const made = build(space, Date.now());
  kept.set(space, made);
  return made;
}

type Noted = Partial<Pick<AuditRecord, 'userId' | 'conversationId' | 'messageId' | 'detail'>>;

/** Notes what was done, by oneself unless told otherwise. */
export function note(
  space: FakeSpace,
  { audit }: Running,
  act: AuditAct,
  what: Noted = {},
  actor: AuditRecord['actor'] = { kind: 'user', userId: space.view.userId },
  at: Timestamp = Date.now(),
): void {
  audit.unshift({ id: (audit[0]?.id ?? 0) + 1, at, actor, act, detail: {}, ...what });
}

function sessionsOf(userId: UserId, index: number, now: Timestamp, me: boolean): SessionInfo[] {
  const session = (
    number: number,
    device: string | null,
    startedAgo: number,
    usedAgo: number,
  ): SessionInfo => ({
    id: fakeId(0x600 + index, number) as SessionId,
    device,
    startedAt: now - startedAgo,
    usedAt: now - usedAgo,
    current: me && number === 1,
  });
  void userId;
  return [
    session(1, 'Parley on Linux', 20 * DAY, 4 * MINUTE),
    session(2, 'Firefox on Android', 3 * DAY, 5 * HOUR),
    ...(index % 2 === 0 ? [session(3, null, 60 * DAY, 31 * DAY)] : []),
  ];
}

function invitesOf(now: Timestamp): Invite[] {
  const invite = (number: number, more: Partial<Invite>): Invite => ({
    id: fakeId(0x700, number) as InviteId,
    role: 'member',
    createdBy: userIdOf(0),
    createdAt: now - number * 3 * DAY,
    expiresAt: now + 4 * DAY,
    uses: 100,
    usesLeft: 97,
    revokedAt: null,
    conversationIds: [],
    userIds: [],
    ...more,
  });
  return [
    invite(1, { userIds: [18, 19, 20].map(userIdOf) }),
    invite(2, {
      role: 'guest',
      uses: 1,
      usesLeft: 1,
      createdBy: userIdOf(1),
      conversationIds: [conversationIdOf(1003), conversationIdOf(1005)],
    }),
    invite(3, { role: 'admin', uses: 1, usesLeft: 0, userIds: [userIdOf(1)], expiresAt: now - 2 * DAY }),
    invite(4, {
      createdBy: null,
      revokedAt: now - 9 * DAY,
      usesLeft: 95,
      userIds: [3, 4, 5, 6, 7].map(userIdOf),
    }),
  ];
}

function reportsOf(space: FakeSpace, now: Timestamp): Report[] {
  const said = (number: number) => {
    const id = conversationIdOf(number);
    const all = space.messages.get(id) ?? [];
    return all.filter(
      ({ text, deletedAt, authorId }) => text !== '' && deletedAt === null && authorId !== userIdOf(0),
    );
  };
  const greenhouse = said(1002).toReversed();
  const market = said(1005).toReversed();
  const reasons = [
    'This is the third advertisement this week.',
    'He gives away the code of the box to everyone who reads along here. I told him twice that the channel is open and that guests are in it, and he keeps on doing it.',
    'Rude.',
  ];
  return [greenhouse[1], market[2], greenhouse[6]].flatMap((message, index): Report[] => {
    if (message === undefined) return [];
    const { conversationId, id: messageId, seq, authorId } = message;
    return [
      {
        id: fakeId(0x800, index + 1) as ReportId,
        conversationId,
        messageId: messageId as MessageId,
        seq,
        authorId,
        reporterId: userIdOf(9 + index),
        reason: reasons[index] ?? '',
        at: now - (index * index + 1) * 2 * HOUR,
        closed: index < 2 ? null : { by: userIdOf(1), at: now - 6 * HOUR, outcome: 'dismissed' },
      },
    ];
  });
}

function tokensOf(now: Timestamp): ServiceToken[] {
  const token = (number: number, name: string, more: Partial<ServiceToken>): ServiceToken => ({
    id: fakeId(0x900, number) as ServiceTokenId,
    name,
    createdBy: userIdOf(0),
    createdAt: now - number * 20 * DAY,
    usedAt: null,
    revokedAt: null,
    ...more,
  });
  return [
    token(1, 'Weather station', { usedAt: now - 2 * HOUR }),
    token(2, 'Shed computer', { createdBy: userIdOf(1) }),
    token(3, 'Old doorbell', { createdBy: null, usedAt: now - 40 * DAY, revokedAt: now - 30 * DAY }),
  ];
}

/** Something of every kind of act, over the last weeks, and enough of it to fill more than one page. */
function fillAudit(space: FakeSpace, running: Running, now: Timestamp): void {
  const by = (number: number): AuditRecord['actor'] => ({ kind: 'user', userId: userIdOf(number) });
  const host: AuditRecord['actor'] = { kind: 'host' };
  const service: AuditRecord['actor'] = { kind: 'service', tokenId: fakeId(0x900, 1) as ServiceTokenId };
  const acts: [AuditAct, AuditRecord['actor'], Noted][] = [
    ['account.created', by(18), { userId: userIdOf(18) }],
    ['user.role', by(0), { userId: userIdOf(1), detail: { from: 'member', to: 'admin' } }],
    [
      'conversation.retention',
      by(0),
      { conversationId: conversationIdOf(1012), detail: { from: null, to: 30 } },
    ],
    ['user.banned', by(1), { userId: userIdOf(16), detail: { reason: 'Advertising, after two warnings.' } }],
    ['session.ended', by(1), { userId: userIdOf(16), detail: { sessions: 2 } }],
    ['token.created', by(0), { detail: { name: 'Weather station' } }],
    ['notification.sent', service, { detail: { people: 24 } }],
    ['message.deleted', by(1), { conversationId: conversationIdOf(1000), userId: userIdOf(4) }],
    ['report.closed', by(1), { conversationId: conversationIdOf(1002), detail: { outcome: 'dismissed' } }],
    ['user.passwordReset', host, { userId: userIdOf(7) }],
    ['invite.revoked', { kind: 'space' }, {}],
  ];
  for (let round = 30; round > 0; round -= 1)
    for (const [index, [act, actor, what]] of acts.entries())
      note(space, running, act, what, actor, now - round * 19 * HOUR + index * HOUR);
}

function build(space: FakeSpace, now: Timestamp): Running {
  const people = [...space.users.keys()];
  const running: Running = {
    invites: invitesOf(now),
    sessions: new Map(people.map((id, index) => [id, sessionsOf(id, index, now, id === space.view.userId)])),
    reports: reportsOf(space, now),
    tokens: tokensOf(now),
    audit: [],
  };
  fillAudit(space, running, now);
  return running;
}

/** Somebody who runs the space has done so for a while: people of every role and state. */
export function governPeople(space: FakeSpace): void {
  const set = (number: number, more: object) => {
    const user = space.users.get(userIdOf(number));
    if (user === undefined) return;
    space.users.set(user.id, { ...user, ...more });
    if ('state' in more) space.presence.set(user.id, { userId: user.id, presence: 'offline' });
  };
  set(12, { role: 'guest' });
  set(15, { role: 'guest' });
  set(13, { state: 'deactivated' });
  set(16, { state: 'banned' });
}
