import type { Delta } from '../../../../src/shared/ipc/deltas.ts';
import type { UserId } from '../../../../src/shared/model/ids.ts';
import type { NotificationSubject } from '../../../../src/shared/model/notification.ts';
import type { InviteId, ServiceTokenId } from '../../../../src/shared/model/running.ts';
import { showSpokenCode } from '../../../../src/shared/model/spokenCode.ts';
import { isAdmin, type User } from '../../../../src/shared/model/user.ts';
import type { Question, QuestionName } from '../../../../src/shared/protocol/passedOn.ts';
import type { FakeSpace } from '../buildSpace.ts';
import { SPOKEN_CODE } from '../network.ts';
import { Refusal } from '../Refusal.ts';
import { fakeId } from '../random.ts';
import { note, type Running, runningOf } from './running.ts';

const DAY = 24 * 3_600_000;

/** Where answers come from, and where else they are told of. */
export type Asked = { space: FakeSpace; running: Running; tell: (...deltas: Delta[]) => void };
type Answers = {
  [N in QuestionName]?: (asked: Asked, payload: Extract<Question, { name: N }>['payload']) => object;
};

let made = 0;
const nextId = (): string => {
  made += 1;
  return fakeId(0xa00, made);
};

const SPOKEN_LIFE_MS = 15 * 60_000;
let spoken = 0;
/** The first one is the one that the spoken codes of stories are. */
const nextSpoken = (): string => {
  spoken += 1;
  return spoken === 1 ? showSpokenCode(SPOKEN_CODE) : `K7Q2-04Z${spoken}`;
};

function changeUser({ space, tell }: Asked, userId: UserId, change: (user: User) => User): User {
  const user = space.users.get(userId);
  if (user === undefined) throw new Refusal('not_found', 'There is nobody of that id.');
  const changed = change(user);
  space.users.set(userId, changed);
  tell({ type: 'users.changed', spaceId: space.view.spaceId, users: [changed] });
  return changed;
}

const me = ({ space }: Asked) => space.view.userId;

/** One of a list, changed in its place. */
function changeIn<T extends { id: string }>(list: T[], id: string, change: Partial<T>): T {
  const index = list.findIndex((one) => one.id === id);
  const held = list[index];
  if (held === undefined) throw new Refusal('not_found', 'It is not there any more.');
  const changed = { ...held, ...change };
  list[index] = changed;
  return changed;
}

const ofPeople: Answers = {
  'user:role': (asked, { userId, role }) => {
    const id = userId as UserId;
    const from = asked.space.users.get(id)?.role ?? '';
    const user = changeUser(asked, id, (was) => ({ ...was, role }));
    note(asked.space, asked.running, 'user.role', { userId: id, detail: { from, to: role } });
    return { user };
  },
  'user:state': (asked, { userId, state, reason }) => {
    const id = userId as UserId;
    const user = changeUser(asked, id, ({ state: _, ...was }) =>
      state === 'active' ? was : { ...was, state },
    );
    const act = {
      active: 'user.reactivated',
      deactivated: 'user.deactivated',
      banned: 'user.banned',
    } as const;
    note(asked.space, asked.running, act[state], {
      userId: id,
      detail: reason === undefined ? {} : { reason },
    });
    if (state !== 'active') asked.running.sessions.set(id, []);
    return { user };
  },
  'user:resetPassword': (asked, { userId }) => {
    note(asked.space, asked.running, 'user.passwordReset', { userId: userId as UserId });
    asked.running.sessions.set(userId as UserId, []);
    return { password: 'fern-otter-lantern-42' };
  },
  'password:change': (_asked, { current }) => {
    if (current !== 'correct horse') throw new Refusal('forbidden', 'The password is wrong.');
    return {};
  },
  'space:transfer': (asked, { userId }) => {
    const user = changeUser(asked, userId as UserId, (was) => ({ ...was, role: 'owner' }));
    changeUser(asked, me(asked), (was) => ({ ...was, role: 'admin' }));
    note(asked.space, asked.running, 'space.transferred', { userId: userId as UserId });
    return { user };
  },
  'space:rename': (asked, { name }) => {
    const { space, running, tell } = asked;
    const from = space.view.name;
    space.view = { ...space.view, name };
    tell({ type: 'space.changed', space: space.view });
    if (from !== name) note(space, running, 'space.renamed', { detail: { from, to: name } });
    return { space: { id: space.view.spaceId, name } };
  },
  'session:list': (asked, { userId }) => ({
    sessions: asked.running.sessions.get((userId ?? me(asked)) as UserId) ?? [],
  }),
  'session:end': (asked, { sessionId }) => {
    for (const [userId, sessions] of asked.running.sessions) {
      if (!sessions.some(({ id }) => id === sessionId)) continue;
      asked.running.sessions.set(
        userId,
        sessions.filter(({ id }) => id !== sessionId),
      );
      note(asked.space, asked.running, 'session.ended', { userId });
    }
    return {};
  },
  'session:endAll': (asked, { userId }) => {
    const id = (userId ?? me(asked)) as UserId;
    const sessions = asked.running.sessions.get(id) ?? [];
    const left = userId === undefined ? sessions.filter(({ current }) => current) : [];
    asked.running.sessions.set(id, left);
    note(asked.space, asked.running, 'session.ended', { userId: id });
    return { ended: sessions.length - left.length };
  },
};

const ofInvites: Answers = {
  'invite:list': ({ running }) => ({ invites: running.invites }),
  'invite:create': (asked, { role = 'member', uses = 100, lifeMs = 7 * DAY, conversationIds = [] }) => {
    const now = Date.now();
    const invite = {
      id: nextId() as InviteId,
      role,
      createdBy: me(asked),
      createdAt: now,
      expiresAt: now + lifeMs,
      uses,
      usesLeft: uses,
      revokedAt: null,
      conversationIds: conversationIds as Running['invites'][number]['conversationIds'],
      userIds: [],
    };
    asked.running.invites.unshift(invite);
    note(asked.space, asked.running, 'invite.created', { detail: { role, uses } });
    return { code: 'GROW-1234-BEAN-77', expiresAt: invite.expiresAt, invite };
  },
  'invite:speak': ({ space }) => {
    const { hosting } = space.view;
    if (hosting?.status === 'running' && hosting.pin === null) throw new Refusal('conflict');
    return { code: nextSpoken(), expiresAt: Date.now() + SPOKEN_LIFE_MS };
  },
  'invite:revoke': (asked, { inviteId }) => {
    note(asked.space, asked.running, 'invite.revoked');
    return { invite: changeIn(asked.running.invites, inviteId, { revokedAt: Date.now() }) };
  },
};

/** Which conversations one judges what is reported in: all of them for who runs the space. */
function judges({ space }: Asked, conversationId: string): boolean {
  const role = space.users.get(space.view.userId)?.role;
  if (role !== undefined && isAdmin(role)) return true;
  return space.entries.some(
    ({ kind, key, stream }) =>
      kind === 'role' && key === space.view.userId && stream === `conversation:${conversationId}`,
  );
}

const ofReports: Answers = {
  'report:list': (asked, { open, before, limit }) => {
    const all = asked.running.reports.filter(
      ({ closed, conversationId }) => (closed === null) === open && judges(asked, conversationId),
    );
    const start = before === undefined ? 0 : all.findIndex(({ id }) => id === before) + 1;
    return { reports: all.slice(start, start + limit), more: start + limit < all.length };
  },
  'report:close': (asked, { reportId, outcome }) => {
    const closed = { by: me(asked), at: Date.now(), outcome };
    note(asked.space, asked.running, 'report.closed', { detail: { outcome } });
    return { report: changeIn(asked.running.reports, reportId, { closed }) };
  },
};

const ofPrograms: Answers = {
  'token:list': ({ running }) => ({ serviceTokens: running.tokens }),
  'token:create': (asked, { name }) => {
    const id = nextId() as ServiceTokenId;
    const createdBy = me(asked);
    const serviceToken = { id, name, createdBy, createdAt: Date.now(), usedAt: null, revokedAt: null };
    asked.running.tokens.unshift(serviceToken);
    note(asked.space, asked.running, 'token.created', { detail: { name } });
    return { token: 'pst_8fKq2Zr1vXo0mN5sLw7tYb3c', serviceToken };
  },
  'token:revoke': (asked, { tokenId }) => {
    note(asked.space, asked.running, 'token.revoked');
    return { serviceToken: changeIn(asked.running.tokens, tokenId, { revokedAt: Date.now() }) };
  },
  'space:announce': (asked, { title, body, url, clientId }) => {
    const { space, tell, running } = asked;
    const subject: NotificationSubject = {
      type: 'announcement',
      ...{ title, body },
      ...(url === undefined ? {} : { url }),
      actorId: me(asked),
    };
    const at = Date.now();
    // To who says it themselves it is no news.
    const value = { about: subject, at, readAt: at };
    const stream = `user:${space.view.userId}` as const;
    const entry = { stream, kind: 'notification', key: `announcement:${clientId}`, value };
    space.entries.push(entry as FakeSpace['entries'][number]);
    tell({
      type: 'entries.changed',
      spaceId: space.view.spaceId,
      entries: [entry as FakeSpace['entries'][number]],
    });
    note(space, running, 'announcement.made', { detail: { title } });
    return { notified: space.users.size };
  },
};

const ofAudit: Answers = {
  'audit:list': ({ running }, { act, actorId, userId, since, until, before, limit }) => {
    const matching = running.audit.filter(
      (record) =>
        (act === undefined || record.act === act) &&
        (actorId === undefined || (record.actor.kind === 'user' && record.actor.userId === actorId)) &&
        (userId === undefined || record.userId === userId) &&
        (since === undefined || record.at >= since) &&
        (until === undefined || record.at < until) &&
        (before === undefined || record.id < before),
    );
    return { records: matching.slice(0, limit), more: matching.length > limit };
  },
};

const answers: Answers = { ...ofPeople, ...ofInvites, ...ofReports, ...ofPrograms, ...ofAudit };

/** Answers what is asked in running a space, as its server would; `undefined` for any other question. */
export function askRunning(
  space: FakeSpace,
  { name, payload }: Question,
  tell: Asked['tell'],
): object | undefined {
  const answer = answers[name] as ((asked: Asked, payload: Question['payload']) => object) | undefined;
  return answer?.({ space, running: runningOf(space), tell }, payload);
}
