import { describe, expect, it } from 'vitest';
import type { NewInvite } from '../../src/server/store/RunningStore.ts';
import type { SessionId } from '../../src/server/store/Store.ts';
import { MAX_GROUP } from '../../src/shared/model/conversation.ts';
import type { UserId } from '../../src/shared/model/ids.ts';
import type { User } from '../../src/shared/model/user.ts';
import {
  beginEach,
  clientId,
  PASSWORD_HASH,
  refusedWith,
  type StoreSource,
  type StoreStory,
} from './StoreStory.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What every store promises of invites, of where people are signed in, and of tokens for programs. */
export function describeAdmitting(name: string, createSource: () => Promise<StoreSource>): void {
  describe(`letting people and programs in, in the store: ${name}`, () => {
    let story: StoreStory;
    beginEach(createSource, (begun) => {
      story = begun;
    });
    const refuses = (attempt: Promise<unknown>, code: string) =>
      expect(attempt).rejects.toEqual(refusedWith(code));

    const invite = (actor: User | null, codeHash: string, changes: Partial<NewInvite> = {}) =>
      story.store.createInvite(actor?.id ?? null, {
        codeHash,
        role: 'member',
        uses: 2,
        expiresAt: Date.now() + HOUR,
        ...changes,
      });
    const comeBy = (inviteHash: string, username: string) =>
      story.store.createAccount({
        username,
        displayName: username,
        passwordHash: '',
        admission: { open: false, first: false, inviteHash },
      });

    describe('invites', () => {
      it('name who came by them, as often as they may be used', async () => {
        const { store, ann } = story;
        const { id } = await invite(ann, 'code');
        const [dan, eve] = [await comeBy('code', 'dan'), await comeBy('code', 'eve')];
        await refuses(comeBy('code', 'fay'), 'forbidden');
        await invite(null, 'other', { role: 'admin' });
        const [newest, first] = await store.invites(ann.id);
        expect(newest).toMatchObject({ role: 'admin', createdBy: null, usesLeft: 2, userIds: [] });
        expect(first).toMatchObject({
          id,
          createdBy: ann.id,
          uses: 2,
          usesLeft: 0,
          userIds: [dan.id, eve.id],
        });
        expect((await comeBy('other', 'gus')).role).toBe('admin');
      });

      it('are revoked at once; who came by one stays', async () => {
        const { store, ann, general } = story;
        const { id: inviteId } = await invite(ann, 'code');
        const dan = await comeBy('code', 'dan');
        const revoked = await store.revokeInvite(ann.id, { inviteId });
        expect(revoked.revokedAt).not.toBeNull();
        expect(await store.admits({ open: false, first: false, inviteHash: 'code' })).toBe(false);
        await refuses(comeBy('code', 'eve'), 'forbidden');
        expect(await store.isMember(dan.id, general)).toBe(true);
        expect(await store.revokeInvite(ann.id, { inviteId })).toMatchObject({
          revokedAt: revoked.revokedAt,
        });
        await refuses(store.revokeInvite(ann.id, { inviteId: clientId() as never }), 'not_found');
      });

      it('are for who runs the space, and of no rank above or beside theirs', async () => {
        const { store, ann, bob } = story;
        await refuses(invite(bob, 'x'), 'forbidden');
        await refuses(store.invites(bob.id), 'forbidden');
        const { id: inviteId } = await invite(ann, 'y');
        await refuses(store.revokeInvite(bob.id, { inviteId }), 'forbidden');
        await store.setUserRole(ann.id, { userId: bob.id, role: 'admin' });
        await refuses(invite(bob, 'z', { role: 'admin' }), 'forbidden');
        await invite(bob, 'z');
      });

      it('S3: bring a guest where they say, and nowhere else', async () => {
        const { store, ann, bob, cleo, general } = story;
        await refuses(invite(ann, 'none', { role: 'guest' }), 'invalid');
        const visitors = await story.channel(bob, 'visitors', { memberIds: [cleo.id] });
        const secret = await story.channel(bob, 'secret', { private: true });
        await refuses(invite(ann, 'x', { role: 'guest', conversationIds: [general] }), 'forbidden');
        await refuses(invite(ann, 'x', { role: 'guest', conversationIds: [secret.id] }), 'not_found');
        await invite(ann, 'code', { role: 'guest', conversationIds: [visitors.id] });
        const gil = await comeBy('code', 'gil');
        expect(gil.role).toBe('guest');
        const streams = (await store.readableStreams(gil.id)).map(({ stream }) => stream);
        expect(streams).toEqual([`user:${gil.id}`, `conversation:${visitors.id}`]);
        const { messages } = await story.snapshotOf(bob, visitors.id);
        expect(messages.at(-1)).toMatchObject({ authorId: gil.id, notice: { type: 'joined' } });
      });
    });

    it('S5: what was revoked is told again to who revoked it, who may not any more, and nothing else is', async () => {
      const { store, ann, bob } = story;
      await store.setUserRole(ann.id, { userId: bob.id, role: 'admin' });
      const [{ id: inviteId }, { id: otherInvite }] = [await invite(ann, 'one'), await invite(ann, 'two')];
      const token = (tokenHash: string) => store.createServiceToken(ann.id, { name: tokenHash, tokenHash });
      const [{ id: tokenId }, { id: otherToken }] = [await token('one'), await token('two')];
      const ofInvite = { inviteId, clientId: clientId() };
      const ofToken = { tokenId, clientId: clientId() };
      const revoked = await store.revokeInvite(bob.id, ofInvite);
      const revokedToken = await store.revokeServiceToken(bob.id, ofToken);
      await store.setUserRole(ann.id, { userId: bob.id, role: 'member' });
      for (const id of [inviteId, otherInvite])
        expect(await store.revokeInvite(bob.id, { ...ofInvite, inviteId: id })).toEqual(revoked);
      for (const id of [tokenId, otherToken])
        expect(await store.revokeServiceToken(bob.id, { ...ofToken, tokenId: id })).toEqual(revokedToken);
      expect((await store.invites(ann.id)).map(({ revokedAt }) => revokedAt !== null)).toEqual([false, true]);
    });

    describe('invites whose makers', () => {
      it('may not make them any more rest, until they may again', async () => {
        const { store, ann, bob } = story;
        const setRole = (role: 'admin' | 'member') => store.setUserRole(ann.id, { userId: bob.id, role });
        const setState = (state: 'active' | 'banned') =>
          store.setUserState(ann.id, { userId: bob.id, state });
        await setRole('admin');
        const visitors = await story.channel(bob, 'visitors');
        await invite(bob, 'his', { uses: 9 });
        await invite(bob, 'guests', { role: 'guest', uses: 9, conversationIds: [visitors.id] });
        await invite(ann, 'hers', { role: 'admin', uses: 9 });
        const resting = async () => (await store.invites(ann.id)).map((one) => one.resting === true);
        expect(await resting()).toEqual([false, false, false]);
        await setState('banned');
        for (const code of ['his', 'guests']) {
          expect(await store.admits({ open: false, first: false, inviteHash: code })).toBe(false);
          await refuses(comeBy(code, 'bob2'), 'forbidden');
        }
        expect(await resting()).toEqual([false, true, true]);
        await setState('active');
        await comeBy('his', 'dan');
        await setRole('member');
        await refuses(comeBy('his', 'eve'), 'forbidden');
        // What an admin is made of only the owner gives: from Ann it is nothing once the space is another's.
        await setRole('admin');
        await store.transferSpace(ann.id, { userId: bob.id });
        await refuses(comeBy('hers', 'fay'), 'forbidden');
        await comeBy('his', 'gus');
      });

      it('may not bring others to a place any more do not lead there', async () => {
        const { store, ann, bob, cleo } = story;
        await store.setUserRole(ann.id, { userId: bob.id, role: 'admin' });
        const secret = await story.channel(cleo, 'secret', { private: true, memberIds: [bob.id] });
        await invite(bob, 'members', { conversationIds: [secret.id] });
        await invite(bob, 'guests', { role: 'guest', conversationIds: [secret.id] });
        await store.removeMember(cleo.id, { conversationId: secret.id, userId: bob.id });
        const dan = await comeBy('members', 'dan');
        expect(await store.isMember(dan.id, secret.id)).toBe(false);
        await refuses(comeBy('guests', 'gil'), 'forbidden');
      });
    });

    it('invites lead nobody into what is archived or full: a guest who would be nowhere does not come in', async () => {
      const { store, ann, bob, cleo } = story;
      const visitors = await story.channel(bob, 'visitors');
      const members = Array.from({ length: MAX_GROUP - 4 }, (_, n) => `member${n}`);
      await invite(ann, 'team', { uses: 100 });
      const ids: UserId[] = [bob.id, cleo.id];
      for (const name of members) ids.push((await comeBy('team', name)).id);
      const group = await store.createConversation(ann.id, {
        kind: 'group',
        memberIds: ids,
        clientId: clientId(),
      });
      const places = [visitors.id, group.id];
      await invite(ann, 'members', { conversationIds: places, uses: 9 });
      await invite(ann, 'guests', { role: 'guest', conversationIds: places, uses: 9 });
      const gil = await comeBy('guests', 'gil');
      expect(await store.isMember(gil.id, group.id)).toBe(true);
      await comeBy('guests', 'gus');
      await store.changeConversation(ann.id, { conversationId: visitors.id, archived: true });
      await refuses(comeBy('guests', 'gwen'), 'forbidden');
      const dan = await comeBy('members', 'dan');
      expect(await store.isMember(dan.id, visitors.id)).toBe(false);
      expect(await store.isMember(dan.id, group.id)).toBe(false);
    });

    describe('sessions', () => {
      const signIn = ({ id: userId }: User, tokenHash: string, device?: string): Promise<SessionId> =>
        story.store.startSession({
          userId,
          passwordHash: PASSWORD_HASH,
          tokenHash,
          expiresAt: Date.now() + story.time.shiftMs + 60 * DAY,
          ...(device === undefined ? {} : { device }),
        });
      const refresh = (tokenHash: string, nextTokenHash: string) =>
        story.store.refreshSession({ tokenHash, nextTokenHash, expiresAt: Date.now() + 90 * DAY });

      it('are listed by device with when each was used last, the one that asks among them', async () => {
        const { store, bob } = story;
        const desk = await signIn(bob, 'desk', 'Parley on Linux');
        story.time.shiftMs = HOUR;
        const phone = await signIn(bob, 'phone');
        story.time.shiftMs = 2 * HOUR;
        await refresh('desk', 'desk2');
        const sessions = await store.sessions(bob.id, phone, {});
        expect(sessions).toMatchObject([
          { id: desk, device: 'Parley on Linux', current: false },
          { id: phone, device: null, current: true },
        ]);
        const [first, second] = sessions;
        expect((first?.usedAt ?? 0) - (first?.startedAt ?? 0)).toBeGreaterThanOrEqual(2 * HOUR);
        expect(second?.usedAt).toBe(second?.startedAt);
      });

      it('are ended one by one, or all but the one that asks', async () => {
        const { store, bob } = story;
        const [one, two, three] = [await signIn(bob, '1'), await signIn(bob, '2'), await signIn(bob, '3')];
        await store.endOneSession(bob.id, { sessionId: two });
        expect(story.commits.at(-1)).toEqual([{ kind: 'sessionEnded', sessionId: two }]);
        await refuses(refresh('2', 'x'), 'unauthorized');
        const endAll = { clientId: clientId() };
        expect(await store.endAllSessions(bob.id, three, endAll)).toBe(1);
        expect((await store.sessions(bob.id, three, {})).map(({ id }) => id)).toEqual([three]);
        expect(await store.sessionUser(one)).toBeUndefined();
        await signIn(bob, '4');
        expect(await store.endAllSessions(bob.id, three, endAll)).toBe(1);
        expect(await store.sessions(bob.id, three, {})).toHaveLength(2);
      });

      it('of others are seen and ended by who ranks above them, all at once too', async () => {
        const { store, ann, bob, cleo } = story;
        const [hers, his, cleos] = [await signIn(ann, 'a'), await signIn(bob, 'b'), await signIn(cleo, 'c')];
        await refuses(store.sessions(cleo.id, cleos, { userId: bob.id }), 'forbidden');
        await refuses(store.endOneSession(cleo.id, { sessionId: his }), 'forbidden');
        await refuses(store.endAllSessions(cleo.id, cleos, { userId: bob.id }), 'forbidden');
        await refuses(store.endOneSession(bob.id, { sessionId: hers }), 'forbidden');
        expect(await store.sessions(ann.id, hers, { userId: bob.id })).toMatchObject([
          { id: his, current: false },
        ]);
        expect(await store.endAllSessions(ann.id, hers, { userId: bob.id })).toBe(1);
        await store.endOneSession(ann.id, { sessionId: cleos });
        await refuses(store.endOneSession(ann.id, { sessionId: cleos }), 'not_found');
      });

      it('that have long been over are forgotten, and those that nobody can renew are not listed', async () => {
        const { store, bob } = story;
        const old = await signIn(bob, 'old');
        const ended = await signIn(bob, 'ended');
        await store.endOneSession(bob.id, { sessionId: ended });
        story.time.shiftMs = 61 * DAY;
        const now = await signIn(bob, 'now');
        expect((await store.sessions(bob.id, now, {})).map(({ id }) => id)).toEqual([now]);
        // A socket that is open may still live by it.
        expect((await store.sessionUser(old))?.id).toBe(bob.id);
        story.time.shiftMs = 200 * DAY;
        await signIn(bob, 'later');
        expect(await store.sessionUser(old)).toBeUndefined();
      });
    });

    describe('service tokens', () => {
      it('rest while who made them does not run the space, also what is under way with them', async () => {
        const { store, ann, bob } = story;
        await store.setUserRole(ann.id, { userId: bob.id, role: 'admin' });
        await store.createServiceToken(bob.id, { name: 'robot', tokenHash: 'his' });
        await store.createServiceToken(null, { name: 'host', tokenHash: 'host' });
        const token = await store.takeServiceToken('his');
        if (token === undefined) throw new Error('no token');
        const announce = () =>
          store.notify({ kind: 'service', token }, { kind: 'everyone' }, { title: 'News', body: 'x' });
        const resting = async () => (await store.serviceTokens(ann.id)).map((one) => one.resting === true);
        expect(await announce()).toBe(3);
        // The ban is decided first, in the same commit.
        const banned = store.setUserState(ann.id, { userId: bob.id, state: 'banned' });
        await refuses(announce(), 'unauthorized');
        await banned;
        expect(await store.takeServiceToken('his')).toBeUndefined();
        expect(await resting()).toEqual([false, true]);
        await store.setUserState(ann.id, { userId: bob.id, state: 'active' });
        expect(await announce()).toBe(3);
        await store.setUserRole(ann.id, { userId: bob.id, role: 'member' });
        await refuses(announce(), 'unauthorized');
        expect(await store.takeServiceToken('his')).toBeUndefined();
        expect(await store.takeServiceToken('host')).toMatchObject({ name: 'host', createdBy: null });
      });

      it('are found by their hash until they are revoked, and tell when they were used', async () => {
        const { store, ann, bob } = story;
        await refuses(store.createServiceToken(bob.id, { name: 'robot', tokenHash: 'h' }), 'forbidden');
        const token = await store.createServiceToken(ann.id, { name: 'robot', tokenHash: 'h' });
        expect(token).toMatchObject({ name: 'robot', createdBy: ann.id, usedAt: null, revokedAt: null });
        expect(await store.takeServiceToken('another')).toBeUndefined();
        const used = await store.takeServiceToken('h');
        expect(used?.id).toBe(token.id);
        expect(await store.serviceTokens(ann.id)).toEqual([used]);
        expect(used?.usedAt).not.toBeNull();
        await refuses(store.revokeServiceToken(bob.id, { tokenId: token.id }), 'forbidden');
        await refuses(store.serviceTokens(bob.id), 'forbidden');
        const revoked = await store.revokeServiceToken(ann.id, { tokenId: token.id });
        expect(revoked.revokedAt).not.toBeNull();
        expect(await store.takeServiceToken('h')).toBeUndefined();
        expect(await store.serviceTokens(ann.id)).toEqual([revoked]);
      });
    });
  });
}
