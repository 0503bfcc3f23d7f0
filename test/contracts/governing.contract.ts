import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/server/store/Store.ts';
import { directoryStream, userStream } from '../../src/shared/model/stream.ts';
import { type Role, roleSchema, type User, type UserState } from '../../src/shared/model/user.ts';
import {
  beginEach,
  clientId,
  PASSWORD_HASH,
  refusedWith,
  type StoreSource,
  type StoreStory,
} from './StoreStory.ts';

const DAY = 24 * 3_600_000;

/** What every store promises of who is what in a space, and of who may come in. */
export function describeGoverning(name: string, createSource: () => Promise<StoreSource>): void {
  describe(`governing people in the store: ${name}`, () => {
    let story: StoreStory;
    beginEach(createSource, (begun) => {
      story = begun;
    });

    const setRole = (actor: User | null, { id: userId }: User, role: Exclude<Role, 'owner'>) =>
      story.store.setUserRole(actor?.id ?? null, { userId, role });
    const setState = (actor: User | null, { id: userId }: User, state: UserState) =>
      story.store.setUserState(actor?.id ?? null, { userId, state });
    const transfer = (actor: User, { id: userId }: User) => story.store.transferSpace(actor.id, { userId });
    const refuses = (attempt: Promise<unknown>, code: string) =>
      expect(attempt).rejects.toEqual(refusedWith(code));
    const roleOf = async ({ id }: User) => (await story.store.user(id))?.role;
    const kindsOf = (changes: Change[] = []) =>
      changes.map((change) => (change.kind === 'event' ? change.event.type : change.kind));
    const signIn = ({ id: userId }: User, tokenHash: string) =>
      story.store.startSession({
        userId,
        passwordHash: PASSWORD_HASH,
        tokenHash,
        expiresAt: Date.now() + DAY,
      });
    const refresh = (tokenHash: string) =>
      story.store.refreshSession({
        tokenHash,
        nextTokenHash: `${tokenHash}'`,
        expiresAt: Date.now() + DAY,
      });

    describe('roles', () => {
      it('are given by who ranks above, up to below their own', async () => {
        const { ann, bob, cleo } = story;
        expect((await setRole(ann, bob, 'admin')).role).toBe('admin');
        const told = await story.eventsOf(cleo, directoryStream);
        expect(told.at(-1)).toMatchObject({
          type: 'user.changed',
          actorId: ann.id,
          data: { user: { id: bob.id, role: 'admin' } },
        });
        await refuses(setRole(bob, cleo, 'admin'), 'forbidden');
        await refuses(setRole(cleo, bob, 'member'), 'forbidden');
        await setRole(bob, cleo, 'guest');
        await setRole(bob, cleo, 'member');
        await setRole(ann, cleo, 'admin');
        await refuses(setRole(bob, cleo, 'member'), 'forbidden');
        await refuses(setRole(bob, ann, 'member'), 'forbidden');
        await refuses(setRole(bob, bob, 'member'), 'forbidden');
        await refuses(setRole(null, ann, 'member'), 'forbidden');
        await refuses(setRole(ann, { ...bob, id: clientId() as never }, 'member'), 'not_found');
      });

      it('that change nothing tell nothing, and neither does a repeat', async () => {
        const { store, ann, bob } = story;
        const request = { userId: bob.id, role: 'admin' as const, clientId: clientId() };
        await store.setUserRole(ann.id, request);
        await setRole(ann, bob, 'member');
        const before = story.commits.length;
        expect((await store.setUserRole(ann.id, request)).role).toBe('member');
        expect((await setRole(ann, bob, 'member')).role).toBe('member');
        expect(story.commits.slice(before).flat()).toEqual([]);
      });

      it('S5: a repeat tells of whom it was about and of nobody else, and of nobody whom one may not know', async () => {
        const { store, ann, bob, cleo, general } = story;
        await setRole(ann, bob, 'admin');
        const { id: visitors } = await story.channel(ann, 'visitors', { memberIds: [bob.id, cleo.id] });
        const [role, state] = [clientId(), clientId()];
        await store.setUserRole(bob.id, { userId: cleo.id, role: 'guest', clientId: role });
        await store.setUserState(bob.id, { userId: cleo.id, state: 'deactivated', clientId: state });
        await setRole(ann, bob, 'guest');
        const again = () => [
          store.setUserRole(bob.id, { userId: ann.id, role: 'member', clientId: role }),
          store.setUserState(bob.id, { userId: ann.id, state: 'banned', clientId: state }),
        ];
        for (const answer of await Promise.all(again()))
          expect(answer).toMatchObject({ id: cleo.id, role: 'guest', state: 'deactivated' });
        await store.removeMember(ann.id, { conversationId: visitors, userId: bob.id });
        for (const answer of again()) await refuses(answer, 'not_found');
        expect(await store.memberCount(general)).toBe(1);
      });

      it('S5: a repeat is known for a year', async () => {
        const { store, ann, bob } = story;
        const promote = { userId: bob.id, role: 'admin' as const, clientId: clientId() };
        await store.setUserRole(ann.id, promote);
        await setRole(ann, bob, 'member');
        const another = () => ({ userId: bob.id, state: 'active' as const, clientId: clientId() });
        story.time.shiftMs = 364 * DAY;
        await store.setUserState(ann.id, another());
        expect((await store.setUserRole(ann.id, promote)).role).toBe('member');
        story.time.shiftMs = 366 * DAY;
        await store.setUserState(ann.id, another());
        expect((await store.setUserRole(ann.id, promote)).role).toBe('admin');
      });

      it('S5: a repeat tells a guest nothing of what has become of a channel that they left', async () => {
        const { store, ann, bob } = story;
        const open = await story.channel(ann, 'open');
        const join = { conversationId: open.id, clientId: clientId() };
        await store.joinConversation(bob.id, join);
        await store.leaveConversation(bob.id, { conversationId: open.id });
        await store.changeConversation(ann.id, { conversationId: open.id, name: 'secret', topic: 'plans' });
        // To a member it is there to be found.
        expect(await store.joinConversation(bob.id, join)).toMatchObject({ name: 'secret', topic: 'plans' });
        await setRole(ann, bob, 'guest');
        const known = await store.joinConversation(bob.id, join);
        expect(known).toMatchObject({ id: open.id, name: null, memberIds: [] });
        expect(known).not.toHaveProperty('topic');
      });

      it('S3: who becomes a guest leaves what everyone is in, and is cut off to come back with other streams', async () => {
        const { store, ann, bob, general } = story;
        const visitors = await story.channel(ann, 'visitors', { memberIds: [bob.id] });
        await setRole(ann, bob, 'guest');
        expect(kindsOf(story.commits.at(-1)).at(-1)).toBe('cutOff');
        const streams = (await store.readableStreams(bob.id)).map(({ stream }) => stream);
        expect(streams).toEqual([userStream(bob.id), `conversation:${visitors.id}`]);
        expect(await store.memberCount(general)).toBe(2);
        await setRole(ann, bob, 'member');
        expect(kindsOf(story.commits.at(-1)).at(-1)).toBe('cutOff');
        expect(await store.isMember(bob.id, general)).toBe(true);
        expect((await store.readableStreams(bob.id)).map(({ stream }) => stream)).toContain(directoryStream);
      });

      it('the owner’s goes to another person who may come in, by the owner alone', async () => {
        const { ann, bob, cleo } = story;
        await setRole(ann, bob, 'admin');
        await refuses(transfer(bob, cleo), 'forbidden');
        await refuses(transfer(ann, ann), 'conflict');
        await setRole(ann, cleo, 'guest');
        await refuses(transfer(ann, cleo), 'conflict');
        await setState(ann, bob, 'deactivated');
        await refuses(transfer(ann, bob), 'conflict');
        await setState(ann, bob, 'active');
        expect((await transfer(ann, bob)).role).toBe('owner');
        expect([await roleOf(ann), await roleOf(bob)]).toEqual(['admin', 'owner']);
        await refuses(transfer(ann, cleo), 'forbidden');
      });

      it('are as many as the model knows', () => {
        expect(roleSchema.options).toEqual(['owner', 'admin', 'member', 'guest']);
      });
    });

    describe.each(['deactivated', 'banned'] as const)('who is %s', (state) => {
      it('has all sessions ended with the same commit, and gets no other', async () => {
        const { store, ann, bob } = story;
        const sessions = [await signIn(bob, 'one'), await signIn(bob, 'two')];
        const others = await signIn(ann, 'ann');
        expect((await setState(ann, bob, state)).state).toBe(state);
        const changes = story.commits.at(-1) ?? [];
        expect(changes.filter(({ kind }) => kind !== 'event')).toEqual([
          ...sessions.map((sessionId) => ({ kind: 'sessionEnded', sessionId })),
          { kind: 'cutOff', userId: bob.id },
        ]);
        expect(await store.sessionUser(sessions[0] as never)).toBeUndefined();
        expect((await store.sessionUser(others))?.id).toBe(ann.id);
        await refuses(refresh('one'), 'unauthorized');
        await refuses(signIn(bob, 'three'), 'forbidden');
        expect(await store.readableStreams(bob.id)).toEqual([]);
        expect(await store.snapshot(bob.id, directoryStream)).toBeUndefined();
      });

      it('has nothing committed of what was under way', async () => {
        const { store, ann, bob, general } = story;
        const text = { conversationId: general, text: 'Too late' };
        const before = await story.send(bob, general, 'In time');
        // All of it is asked within one turn: the ban is decided first, whatever else is on its way.
        const shut = setState(ann, bob, state);
        const late = [
          store.sendMessage(bob.id, { ...text, clientId: clientId() }),
          store.editMessage(bob.id, { messageId: before.id, text: 'Too late' }),
          store.changeUser(bob.id, { displayName: 'Too late' }),
          store.createConversation(bob.id, { kind: 'channel', name: 'late', clientId: clientId() }),
          store.setPersonalEntry(bob.id, { kind: 'availability', key: 'own', value: 'busy' }),
          store.advanceRead(bob.id, { conversationId: general, seq: before.seq }),
        ];
        await shut;
        for (const attempt of await Promise.allSettled(late))
          expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'forbidden' } });
        expect((await story.snapshotOf(ann, general)).messages.map(({ text: said }) => said)).toEqual([
          'In time',
        ]);
      });

      it('sends nothing that was to be sent later: it waits for its author with a failure', async () => {
        const { store, ann, bob, general } = story;
        const scheduleId = clientId() as string;
        const sendAt = Date.now() + 1000;
        await store.setScheduled(bob.id, { scheduleId, conversationId: general, text: 'Later', sendAt });
        await setState(ann, bob, state);
        story.time.shiftMs = 2000;
        await store.performDue();
        expect((await story.snapshotOf(ann, general)).messages).toEqual([]);
        await setState(ann, bob, 'active');
        const own = await store.snapshot(bob.id, userStream(bob.id));
        expect(own?.snapshot).toMatchObject({
          entries: [{ kind: 'scheduled', key: scheduleId, value: { text: 'Later', failure: 'forbidden' } }],
        });
      });

      it('stays where they were and is mentioned as ever, and is back once let in again', async () => {
        const { store, ann, bob, general } = story;
        await setState(ann, bob, state);
        expect((await story.send(ann, general, 'Ask @bob')).mentions).toEqual([bob.id]);
        expect(await store.isMember(bob.id, general)).toBe(true);
        expect('state' in (await setState(ann, bob, 'active'))).toBe(false);
        await signIn(bob, 'again');
        await story.send(bob, general, 'I am back');
      });
    });

    it('people are shut out by who ranks above them, and the owner by nobody', async () => {
      const { ann, bob, cleo } = story;
      await refuses(setState(bob, cleo, 'banned'), 'forbidden');
      await setRole(ann, bob, 'admin');
      await refuses(setState(bob, ann, 'banned'), 'forbidden');
      await refuses(setState(bob, bob, 'deactivated'), 'forbidden');
      await refuses(setState(null, ann, 'deactivated'), 'forbidden');
      await setState(bob, cleo, 'banned');
      await setState(ann, bob, 'banned');
      // An admin who is shut out runs nothing any more.
      await refuses(setState(bob, cleo, 'active'), 'forbidden');
      await refuses(story.store.audit(bob.id, { limit: 1 }), 'forbidden');
    });

    describe('the name of the space', () => {
      const rename = ({ id }: User, name: string) => story.store.renameSpace(id, { name });

      it('is given by who runs it, is told at once to everyone, and noted', async () => {
        const { store, ann, bob, cleo } = story;
        await setRole(ann, bob, 'admin');
        await setRole(ann, cleo, 'guest');
        const { spaceId } = store.identity;
        const from = store.name;
        const before = story.commits.length;
        expect(await rename(bob, 'Yard')).toEqual({ id: spaceId, name: 'Yard' });
        expect(store.name).toBe('Yard');
        const told = story.commits.slice(before).flat();
        // Guests do not read the directory.
        for (const stream of [directoryStream, userStream(cleo.id)])
          expect(told).toContainEqual({
            kind: 'event',
            event: expect.objectContaining({
              stream,
              type: 'space.changed',
              actorId: bob.id,
              data: { space: { id: spaceId, name: 'Yard' } },
            }),
          });
        expect(told).toHaveLength(2);
        const { records } = await store.audit(null, { act: 'space.renamed', limit: 5 });
        expect(records).toMatchObject([
          { actor: { kind: 'user', userId: bob.id }, detail: { from, to: 'Yard' } },
        ]);
      });

      it('is not for members and guests, nor for an admin who is shut out, to change', async () => {
        const { store, ann, bob, cleo } = story;
        const before = store.name;
        await refuses(rename(bob, 'Yard'), 'forbidden');
        await setRole(ann, cleo, 'guest');
        await refuses(rename(cleo, 'Yard'), 'forbidden');
        await setRole(ann, bob, 'admin');
        await setState(ann, bob, 'deactivated');
        await refuses(rename(bob, 'Yard'), 'forbidden');
        expect(store.name).toBe(before);
      });

      it('that it has already tells nothing, and neither does a repeat, which does not undo a later one', async () => {
        const { store, ann } = story;
        const request = { name: 'Yard', clientId: clientId() };
        await store.renameSpace(ann.id, request);
        await rename(ann, 'Orchard');
        const before = story.commits.length;
        expect((await store.renameSpace(ann.id, request)).name).toBe('Orchard');
        expect((await rename(ann, 'Orchard')).name).toBe('Orchard');
        expect(story.commits.slice(before).flat()).toEqual([]);
        const { records } = await store.audit(null, { act: 'space.renamed', limit: 5 });
        expect(records).toHaveLength(2);
      });
    });

    describe('passwords', () => {
      it('are changed by oneself, which ends one’s other sessions', async () => {
        const { store, bob } = story;
        const [here, there] = [await signIn(bob, 'here'), await signIn(bob, 'there')];
        const change = { checkedHash: PASSWORD_HASH, passwordHash: 'another', sessionId: here };
        await store.changePassword(bob.id, change);
        expect(await store.passwordHash(bob.id)).toBe('another');
        expect((await store.sessionUser(here))?.id).toBe(bob.id);
        expect(await store.sessionUser(there)).toBeUndefined();
      });

      it('that are reset stay so, whatever sign-in or change was under way with the former one', async () => {
        const { store, ann, bob } = story;
        const sessionId = await signIn(bob, 'bob');
        // Both were checked against what was stored before; the reset is decided first.
        const reset = store.resetPassword(ann.id, { userId: bob.id, passwordHash: 'new' });
        const change = { checkedHash: PASSWORD_HASH, passwordHash: 'his own', sessionId };
        const late = [signIn(bob, 'late'), store.changePassword(bob.id, change)];
        for (const attempt of late) await refuses(attempt, 'unauthorized');
        await reset;
        expect(await store.passwordHash(bob.id)).toBe('new');
        expect(await store.endAllSessions(ann.id, sessionId, { userId: bob.id })).toBe(0);
        // Nor by a session of the new password does the former one change anything.
        const session = {
          userId: bob.id,
          passwordHash: 'new',
          tokenHash: 'now',
          expiresAt: Date.now() + DAY,
        };
        const now = await store.startSession(session);
        await refuses(store.changePassword(bob.id, { ...change, sessionId: now }), 'forbidden');
        await refuses(store.changePassword(ann.id, { ...change, sessionId: now }), 'unauthorized');
      });

      it('cost no hashing to reset for who may not', async () => {
        const { store, ann, bob, cleo } = story;
        await refuses(store.requireResettable(bob.id, cleo.id), 'forbidden');
        await refuses(store.requireResettable(ann.id, ann.id), 'forbidden');
        await store.requireResettable(ann.id, bob.id);
      });

      it('are reset by who ranks above, which ends all sessions', async () => {
        const { store, ann, bob, cleo } = story;
        const reset = (actor: User | null, { id: userId }: User) =>
          store.resetPassword(actor?.id ?? null, { userId, passwordHash: 'new' });
        const session = await signIn(bob, 'bob');
        await refuses(reset(cleo, bob), 'forbidden');
        await refuses(reset(bob, bob), 'forbidden');
        await reset(ann, bob);
        expect((await store.credentials('bob'))?.passwordHash).toBe('new');
        expect(await store.sessionUser(session)).toBeUndefined();
        // Who runs the server may help even the owner.
        await reset(null, ann);
        expect((await store.credentials('ann'))?.passwordHash).toBe('new');
      });
    });
  });
}
