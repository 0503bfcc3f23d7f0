import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Conversation } from '../../src/shared/model/conversation.ts';
import type { MessageId } from '../../src/shared/model/ids.ts';
import type { Message } from '../../src/shared/model/message.ts';
import {
  type AuditAct,
  type AuditRecord,
  auditActSchema,
  type ReportId,
} from '../../src/shared/model/running.ts';
import type { User } from '../../src/shared/model/user.ts';
import { clientId, PASSWORD_HASH, refusedWith, type StoreSource, StoreStory } from './StoreStory.ts';

const HOUR = 3_600_000;
const SECRET = 'nobody must find this in the audit log';

/** What every store promises of what people report, and of what is noted of how the space is run. */
export function describeJudging(name: string, createSource: () => Promise<StoreSource>): void {
  describe(`judging and noting in the store: ${name}`, () => {
    let source: StoreSource;
    let story: StoreStory;
    /** Bob’s own, private, with Cleo in it: not Ann, who owns the space. */
    let cats: Conversation;
    beforeEach(async () => {
      source = await createSource();
      story = await StoreStory.begin(source);
      cats = await story.channel(story.bob, 'cats', { private: true, memberIds: [story.cleo.id] });
    });
    afterEach(async () => {
      await story.store.close();
      await source.dispose();
    });
    const refuses = (attempt: Promise<unknown>, code: string) =>
      expect(attempt).rejects.toEqual(refusedWith(code));
    const report = (actor: User, { id: messageId }: Message, reason = 'It is rude') =>
      story.store.reportMessage(actor.id, { messageId, reason });
    const reports = async (actor: User, open = true) =>
      (await story.store.reports(actor.id, { open, limit: 50 })).reports;
    /** The newest that is open for somebody. */
    async function firstOf(actor: User): Promise<ReportId> {
      const [first] = await reports(actor);
      if (first === undefined) throw new Error('nothing is reported');
      return first.id;
    }
    const get = (actor: User, id: MessageId) => story.store.messages(actor.id, { messageIds: [id] });

    describe('a report', () => {
      it('is seen by who moderates there and who runs the space, and says nothing of the text', async () => {
        const { ann, bob, cleo } = story;
        const message = await story.send(cleo, cats.id, SECRET);
        await report(bob, message);
        const [seen, ...others] = await reports(bob);
        expect(others).toEqual([]);
        expect(seen).toMatchObject({
          conversationId: cats.id,
          messageId: message.id,
          seq: message.seq,
          authorId: cleo.id,
          reporterId: bob.id,
          reason: 'It is rude',
          closed: null,
        });
        expect(JSON.stringify(seen)).not.toContain(SECRET);
        expect(await reports(ann)).toEqual([seen]);
        const dan = await story.store.createAccount({
          ...{ username: 'dan', displayName: 'Dan', passwordHash: PASSWORD_HASH },
          admission: { open: true, first: false, inviteHash: null },
        });
        await story.store.addMembers(bob.id, { conversationId: cats.id, userIds: [dan.id] });
        expect(await reports(dan)).toEqual([]);
        await story.store.setRole(bob.id, { conversationId: cats.id, userId: dan.id, role: 'moderator' });
        expect(await reports(dan)).toEqual([seen]);
        await story.store.removeMember(bob.id, { conversationId: cats.id, userId: dan.id });
        expect(await reports(dan)).toEqual([]);
      });

      it('is nothing to who wrote what was reported: neither who did so nor how it ends is theirs', async () => {
        const { store, ann, bob, cleo, general } = story;
        await store.setRole(bob.id, { conversationId: cats.id, userId: cleo.id, role: 'moderator' });
        const message = await story.send(cleo, cats.id, 'rude');
        await report(bob, message);
        expect(await reports(cleo)).toEqual([]);
        const reportId = await firstOf(bob);
        await refuses(store.closeReport(cleo.id, { reportId, outcome: 'dismissed' }), 'not_found');
        // Out of the conversation, not even the report shows it to them.
        await store.removeMember(bob.id, { conversationId: cats.id, userId: cleo.id });
        await store.setUserRole(ann.id, { userId: cleo.id, role: 'admin' });
        expect([await get(ann, message.id), await get(cleo, message.id)]).toEqual([[message], []]);
        expect(await reports(cleo)).toEqual([]);
        // The owner of the space judges not their own either: another admin does.
        await report(bob, await story.send(ann, general, 'rude too'));
        expect(await reports(ann)).toHaveLength(1);
        expect(await reports(cleo)).toMatchObject([{ authorId: ann.id }]);
        const aboutAnn = { reportId: await firstOf(cleo), outcome: 'handled' as const };
        await refuses(store.closeReport(ann.id, aboutAnn), 'not_found');
        await store.closeReport(cleo.id, aboutAnn);
      });

      it('S5: that was closed says so again to who closed it, who may judge nothing any more', async () => {
        const { store, ann, bob, cleo } = story;
        await store.setUserRole(ann.id, { userId: cleo.id, role: 'admin' });
        const [first, second] = [await story.send(bob, cats.id, '1'), await story.send(bob, cats.id, '2')];
        await report(cleo, first);
        const close = { reportId: await firstOf(ann), outcome: 'handled' as const, clientId: clientId() };
        const closed = await store.closeReport(cleo.id, close);
        await report(cleo, second);
        const other = await firstOf(ann);
        await store.setUserRole(ann.id, { userId: cleo.id, role: 'member' });
        expect(await store.closeReport(cleo.id, close)).toEqual(closed);
        // Whatever the repeat names: it tells of what was asked before.
        expect(await store.closeReport(cleo.id, { ...close, reportId: other })).toEqual(closed);
      });

      it('shows its message to who judges it until it is closed, who may delete it', async () => {
        const { store, ann, bob, cleo } = story;
        const [reported, other] = [
          await story.send(cleo, cats.id, 'rude'),
          await story.send(cleo, cats.id, 'kind'),
        ];
        expect(await get(ann, reported.id)).toEqual([]);
        await report(bob, reported);
        expect(await get(ann, reported.id)).toEqual([reported]);
        expect(await get(ann, other.id)).toEqual([]);
        await refuses(store.deleteMessage(ann.id, { messageId: other.id }), 'not_found');
        expect((await store.deleteMessage(ann.id, { messageId: reported.id })).text).toBe('');
        const reportId = await firstOf(ann);
        await store.closeReport(ann.id, { reportId, outcome: 'handled' });
        expect(await get(ann, reported.id)).toEqual([]);
      });

      it('is made of what one may read and did not write, once until it is closed', async () => {
        const { store, ann, bob, cleo } = story;
        const message = await story.send(cleo, cats.id, 'rude');
        await refuses(report(ann, message), 'not_found');
        await refuses(report(cleo, message), 'forbidden');
        await report(bob, message, 'first');
        await report(bob, message, 'again');
        expect((await reports(bob)).map(({ reason }) => reason)).toEqual(['first']);
        const reportId = await firstOf(bob);
        await refuses(store.closeReport(cleo.id, { reportId, outcome: 'handled' }), 'not_found');
        const closed = await store.closeReport(bob.id, { reportId, outcome: 'dismissed' });
        expect(closed.closed).toMatchObject({ by: bob.id, outcome: 'dismissed' });
        const again = await store.closeReport(ann.id, { reportId, outcome: 'handled' });
        expect(again).toEqual(closed);
        expect([await reports(bob), await reports(bob, false)]).toEqual([[], [closed]]);
        await report(bob, message, 'once more');
        expect(await reports(bob)).toHaveLength(1);
        await store.deleteMessage(cleo.id, { messageId: message.id });
        await refuses(report(bob, message), 'conflict');
      });

      it('is forgotten a year after it was closed; one that waits is not', async () => {
        const { store, bob, cleo } = story;
        const [first, second] = [await story.send(cleo, cats.id, '1'), await story.send(cleo, cats.id, '2')];
        await report(bob, first);
        await store.closeReport(bob.id, { reportId: await firstOf(bob), outcome: 'handled' });
        await report(bob, second);
        story.time.shiftMs = 366 * 24 * HOUR;
        expect(await reports(bob, false)).toHaveLength(1);
        await report(bob, await story.send(cleo, cats.id, '3'));
        expect([(await reports(bob, false)).length, (await reports(bob)).length]).toEqual([0, 2]);
        const { records } = await store.audit(null, { limit: 5, act: 'report.closed' });
        expect(records).toHaveLength(1);
      });

      it('stands in pages, newest first', async () => {
        const { store, bob, cleo } = story;
        for (const text of ['1', '2', '3']) await report(bob, await story.send(cleo, cats.id, text), text);
        const first = await store.reports(bob.id, { open: true, limit: 2 });
        expect([first.reports.map(({ reason }) => reason), first.more]).toEqual([['3', '2'], true]);
        const before = first.reports.at(-1)?.id;
        const rest = await store.reports(bob.id, { open: true, limit: 2, before });
        expect([rest.reports.map(({ reason }) => reason), rest.more]).toEqual([['1'], false]);
      });
    });

    describe('the audit log', () => {
      const invite = () =>
        story.store.createInvite(story.ann.id, {
          codeHash: SECRET,
          role: 'member',
          expiresAt: Date.now() + HOUR,
          uses: 1,
        });
      const token = () => story.store.createServiceToken(story.ann.id, { name: 'robot', tokenHash: SECRET });
      const reported = async () => {
        await report(story.bob, await story.send(story.cleo, cats.id, SECRET));
        return firstOf(story.bob);
      };
      const change = (what: object) =>
        story.store.changeConversation(story.bob.id, { conversationId: cats.id, ...what });
      const setState = (state: 'active' | 'banned' | 'deactivated') =>
        story.store.setUserState(story.ann.id, { userId: story.cleo.id, state });
      const signIn = ({ id: userId }: User) =>
        story.store.startSession({
          userId,
          passwordHash: PASSWORD_HASH,
          tokenHash: SECRET,
          expiresAt: Date.now() + HOUR,
        });
      const said = { title: 'News', body: SECRET };

      /** What has each act noted: one that is new wants a story here. */
      const stories: Record<AuditAct, () => Promise<unknown>> = {
        'account.created': async () => {},
        'announcement.made': () => story.store.announce(story.ann.id, { ...said, clientId: clientId() }),
        'conversation.archived': () => change({ archived: true }),
        'conversation.unarchived': async () => {
          await change({ archived: true });
          await change({ archived: false });
        },
        'conversation.retention': () => change({ retentionDays: 30 }),
        'invite.created': invite,
        'invite.revoked': async () =>
          story.store.revokeInvite(story.ann.id, { inviteId: (await invite()).id }),
        'member.removed': () =>
          story.store.removeMember(story.bob.id, { conversationId: cats.id, userId: story.cleo.id }),
        'member.role': () =>
          story.store.setRole(story.bob.id, {
            conversationId: cats.id,
            userId: story.cleo.id,
            role: 'moderator',
          }),
        'message.deleted': async () => {
          const { id: messageId } = await story.send(story.cleo, cats.id, SECRET);
          await story.store.deleteMessage(story.bob.id, { messageId });
        },
        'message.reported': reported,
        'report.closed': async () =>
          story.store.closeReport(story.bob.id, { reportId: await reported(), outcome: 'handled' }),
        'notification.sent': async () =>
          story.store.notify(
            { kind: 'service', token: await token() },
            { kind: 'people', userIds: [story.bob.id] },
            said,
          ),
        'session.ended': async () => {
          const sessionId = await signIn(story.cleo);
          await story.store.endOneSession(story.ann.id, { sessionId });
        },
        'space.renamed': () => story.store.renameSpace(story.ann.id, { name: 'Yard' }),
        'space.transferred': () => story.store.transferSpace(story.ann.id, { userId: story.bob.id }),
        'token.created': token,
        'token.revoked': async () =>
          story.store.revokeServiceToken(story.ann.id, { tokenId: (await token()).id }),
        'user.banned': () => setState('banned'),
        'user.deactivated': () => setState('deactivated'),
        'user.reactivated': async () => {
          await setState('banned');
          await setState('active');
        },
        'user.passwordChanged': async () =>
          story.store.changePassword(story.cleo.id, {
            checkedHash: PASSWORD_HASH,
            passwordHash: SECRET,
            sessionId: await signIn(story.cleo),
          }),
        'user.passwordReset': () =>
          story.store.resetPassword(story.ann.id, { userId: story.cleo.id, passwordHash: SECRET }),
        'user.role': () => story.store.setUserRole(story.ann.id, { userId: story.bob.id, role: 'admin' }),
      };
      const log = async (filter: object = {}): Promise<AuditRecord[]> =>
        (await story.store.audit(null, { limit: 200, ...filter })).records;

      it.each(auditActSchema.options)('names %s, with who did it, and holds no secret', async (act) => {
        await stories[act]();
        const [record] = await log({ act });
        expect(record).toMatchObject({ act, actor: { kind: expect.stringMatching(/^(user|service)$/) } });
        expect(JSON.stringify(await log())).not.toContain(SECRET);
      });

      it('is filtered by act, by who did it, to whom, where and when, in pages', async () => {
        const { store, ann, bob, cleo } = story;
        await stories['user.role']();
        await stories['member.role']();
        await stories['user.banned']();
        story.time.shiftMs = HOUR;
        await stories['user.reactivated']();
        const acts = async (filter: object) => (await log(filter)).map(({ act }) => act);
        expect(await acts({ act: 'user.banned' })).toEqual(['user.banned']);
        expect(await acts({ actorId: bob.id })).toEqual(['member.role', 'account.created']);
        expect(await acts({ userId: bob.id })).toEqual(['user.role', 'account.created']);
        expect(await acts({ conversationId: cats.id })).toEqual(['member.role']);
        const later = Date.now() + HOUR / 2;
        expect(await acts({ since: later })).toEqual(['user.reactivated']);
        expect(await acts({ until: later, userId: cleo.id, actorId: ann.id })).toEqual(['user.banned']);
        const first = await store.audit(ann.id, { limit: 2 });
        expect([first.records.map(({ act }) => act), first.more]).toEqual([
          ['user.reactivated', 'user.banned'],
          true,
        ]);
        const before = first.records.at(-1)?.id;
        const rest = await store.audit(ann.id, { limit: 200, before });
        expect(rest.records).toHaveLength((await log()).length - 2);
        expect((await log({ act: 'member.role' }))[0]?.detail).toEqual({ from: 'member', to: 'moderator' });
      });

      it('is read by who runs the space, and by nobody else', async () => {
        const { store, bob, cleo } = story;
        await refuses(store.audit(bob.id, { limit: 1 }), 'forbidden');
        await stories['user.role']();
        await store.audit(bob.id, { limit: 1 });
        await refuses(store.audit(cleo.id, { limit: 1 }), 'forbidden');
      });

      it('notes nothing of what was refused, nor twice what was asked twice', async () => {
        const { store, ann, bob, cleo } = story;
        const before = (await log()).length;
        await refuses(store.setUserRole(bob.id, { userId: cleo.id, role: 'guest' }), 'forbidden');
        const request = { userId: bob.id, state: 'banned' as const, clientId: clientId() };
        await store.setUserState(ann.id, request);
        await store.setUserState(ann.id, request);
        await store.setUserState(ann.id, { userId: bob.id, state: 'banned' });
        expect(await log()).toHaveLength(before + 1);
      });
    });
  });
}
