import { describe, expect, it } from 'vitest';
import type { UserId } from './ids.ts';
import {
  type ConversationRole,
  governing,
  mayInviteAs,
  type Permissions,
  permissionsIn,
  roleIn,
} from './permissions.ts';
import type { Role } from './user.ts';

const channel = { kind: 'channel', everyone: false } as const;
const allowed = (permissions: Permissions): string[] =>
  Object.entries(permissions).flatMap(([name, may]) => (may === true ? [name] : []));
const may = (role: ConversationRole | undefined, spaceRole: Role = 'member') =>
  permissionsIn(channel, { role, spaceRole });

describe('what people may do in a conversation', () => {
  it('is more for a moderator than for a member, and all for an owner', () => {
    expect(allowed(may('member'))).toEqual(['describe', 'addMembers', 'leave']);
    expect(allowed(may('moderator'))).toEqual([
      'rename',
      'describe',
      'addMembers',
      'deleteOthersMessages',
      'callEveryone',
      'leave',
      'moderate',
    ]);
    expect(allowed(may('owner'))).toEqual([
      'rename',
      'describe',
      'archive',
      'addMembers',
      'setRoles',
      'deleteOthersMessages',
      'callEveryone',
      'leave',
      'retain',
      'moderate',
    ]);
  });

  it('is nothing for who is not in it, unless they run the space', () => {
    expect(allowed(may(undefined))).toEqual([]);
    expect(allowed(may(undefined, 'admin'))).toEqual(
      allowed(may('owner')).filter((name) => name !== 'leave'),
    );
  });

  it('is for a guest to be there and to leave, but a guest may be made a moderator', () => {
    expect(allowed(may('member', 'guest'))).toEqual(['leave']);
    expect(may('moderator', 'guest')).toMatchObject({ rename: true, deleteOthersMessages: true });
  });

  it('reaches only those below: owners are taken out by those who run the space', () => {
    const out = (role: ConversationRole, spaceRole: Role = 'member') =>
      (['owner', 'moderator', 'member'] as const).filter((other) => may(role, spaceRole).remove(other));
    expect(out('member')).toEqual([]);
    expect(out('moderator')).toEqual(['member']);
    expect(out('owner')).toEqual(['moderator', 'member']);
    expect(out('member', 'admin')).toEqual(['owner', 'moderator', 'member']);
  });

  it('is only to read it, leave it and take it out of the archive once it is archived', () => {
    const archived = { ...channel, archivedAt: 5 };
    expect(allowed(permissionsIn(archived, { role: 'owner', spaceRole: 'member' }))).toEqual([
      'unarchive',
      'deleteOthersMessages',
      'callEveryone',
      'leave',
      'retain',
      'moderate',
    ]);
  });

  it('leaves #general to everyone, and direct messages alone', () => {
    const general = permissionsIn({ ...channel, everyone: true }, { role: 'owner', spaceRole: 'owner' });
    expect(allowed(general)).toEqual([
      'rename',
      'describe',
      'setRoles',
      'deleteOthersMessages',
      'callEveryone',
      'retain',
      'moderate',
    ]);
    expect(general.remove('member')).toBe(false);
    const direct = { kind: 'direct', everyone: false } as const;
    // Calling both of the two is all there is to do.
    expect(allowed(permissionsIn(direct, { role: 'owner', spaceRole: 'member' }))).toEqual(['callEveryone']);
    const group = { kind: 'group', everyone: false } as const;
    expect(permissionsIn(group, { role: 'owner', spaceRole: 'member' })).toMatchObject({
      rename: false,
      describe: true,
      archive: true,
    });
  });

  it('goes by who made it, then by what was said of them since', () => {
    const [ann, bob] = ['ann', 'bob'] as UserId[] as [UserId, UserId];
    expect(roleIn({ createdBy: ann }, ann, undefined)).toBe('owner');
    expect(roleIn({ createdBy: ann }, ann, 'moderator')).toBe('owner');
    expect(roleIn({ createdBy: ann }, bob, 'moderator')).toBe('moderator');
    expect(roleIn({ createdBy: ann }, bob, undefined)).toBe('member');
  });
});

describe('who runs a space', () => {
  const roles = ['owner', 'admin', 'member', 'guest'] as const;
  const person = (role: Role, id = role) => ({ id: id as string as UserId, role });

  it('governs who ranks below them, and nobody their own rank or themselves', () => {
    const governed = (role: Role) =>
      roles.filter((other) => governing(person(role, 'me' as Role), person(other)).govern);
    expect(roles.map(governed)).toEqual([['admin', 'member', 'guest'], ['member', 'guest'], [], []]);
    const me = person('owner');
    expect(governing(me, me).govern).toBe(false);
  });

  it('raises others, and invites them, to what is below their own rank', () => {
    const given = (role: Role) =>
      roles.filter((to) => governing(person(role, 'me' as Role), person('guest')).give(to));
    expect(roles.map(given)).toEqual([['admin', 'member', 'guest'], ['member', 'guest'], [], []]);
    const invited = (role: Role) => roles.filter((to) => mayInviteAs(person(role), to));
    expect(roles.map(invited)).toEqual([['admin', 'member', 'guest'], ['member', 'guest'], [], []]);
  });
});
