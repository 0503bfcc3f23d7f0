import { v4 as uuid } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../src/server/clock.ts';
import type { Admission, Change, Store } from '../../src/server/store/Store.ts';
import type { Conversation } from '../../src/shared/model/conversation.ts';
import { type ConversationId, incarnationSchema, type Seq, type UserId } from '../../src/shared/model/ids.ts';
import {
  conversationStream,
  directoryStream,
  type Stream,
  userStream,
} from '../../src/shared/model/stream.ts';
import type { User } from '../../src/shared/model/user.ts';
import type { StreamEvent } from '../../src/shared/protocol/events.ts';
import type { SnapshotOf } from '../../src/shared/protocol/sync.ts';
import { clientId, refusedWith, type StoreSource } from './StoreStory.ts';

const LIMITS = { events: 1000, bytes: 1_000_000 };
const open: Admission = { open: true, first: true, inviteHash: null };

/** What every store promises, whatever it keeps its data in. */
export function describeStore(name: string, createSource: () => Promise<StoreSource>): void {
  describe(`store: ${name}`, () => {
    let source: StoreSource;
    let store: Store;
    let commits: Change[][];
    let ann: User;
    let bob: User;
    let cleo: User;
    let general: ConversationId;
    let shiftMs: number;
    const clock: Clock = { ...systemClock, now: () => Date.now() + shiftMs };

    const reopen = async () => {
      store = await source.open(clock);
      commits = [];
      store.onCommit((changes) => commits.push(changes));
    };
    const register = (username: string, admission = open) =>
      store.createAccount({
        username,
        displayName: username,
        passwordHash: `hash of ${username}`,
        admission,
      });
    const send = (actor: User, conversationId: ConversationId, text: string, id = clientId()) =>
      store.sendMessage(actor.id, { conversationId, clientId: id, text });
    const channel = (
      actor: User,
      channelName: string,
      more: { private?: boolean; memberIds?: UserId[] } = {},
    ) =>
      store.createConversation(actor.id, {
        kind: 'channel',
        name: channelName,
        clientId: clientId(),
        ...more,
      });
    const direct = (actor: User, other: User) =>
      store.createConversation(actor.id, { kind: 'direct', memberIds: [other.id], clientId: clientId() });
    const eventsOf = async (user: User, stream: Stream, after: Seq = 0): Promise<StreamEvent[]> =>
      (await store.eventsAfter(user.id, stream, after, LIMITS))?.events ?? [];
    const typesOf = async (user: User, stream: Stream) =>
      (await eventsOf(user, stream)).map(({ type }) => type);
    const snapshotOf = async (user: User, id: ConversationId) =>
      (await store.snapshot(user.id, conversationStream(id)))?.snapshot as SnapshotOf<'conversation'>;
    const readOf = async (user: User, id: ConversationId) => (await snapshotOf(user, id)).read;
    const headOf = async (user: User, stream: Stream) =>
      (await store.readableStreams(user.id)).find((state) => state.stream === stream)?.head;

    beforeEach(async () => {
      shiftMs = 0;
      source = await createSource();
      await reopen();
      [ann, bob, cleo] = [await register('ann'), await register('bob'), await register('cleo')];
      const found = (await store.readableStreams(ann.id)).find(({ stream }) =>
        stream.startsWith('conversation:'),
      );
      general = found?.stream.slice('conversation:'.length) as ConversationId;
    });
    afterEach(async () => {
      await store.close();
      await source.dispose();
    });

    describe('people', () => {
      it('makes the first account the owner’s, with #general, which everyone joins', async () => {
        expect([ann.role, bob.role]).toEqual(['owner', 'member']);
        expect((await snapshotOf(bob, general)).conversation).toMatchObject({
          name: 'general',
          everyone: true,
        });
        expect((await snapshotOf(bob, general)).memberIds).toEqual([ann.id, bob.id, cleo.id]);
        expect(await typesOf(cleo, directoryStream)).toEqual([
          'user.created',
          'conversation.created',
          'user.created',
          'user.created',
        ]);
        expect(await typesOf(bob, userStream(bob.id))).toEqual(['conversation.joined']);
      });

      it('keeps names unique whatever their case', async () => {
        await expect(register('ANN')).rejects.toEqual(refusedWith('conflict'));
        expect((await store.credentials('Ann'))?.user).toEqual(ann);
        expect(await store.credentials('nobody')).toBeUndefined();
      });

      it('admits by invite: until it is used up, and until it expires', async () => {
        const closed = { open: false, first: true, inviteHash: null };
        await expect(register('dan', closed)).rejects.toEqual(refusedWith('forbidden'));
        const expiresAt = clock.now() + 1000;
        const invite = { codeHash: 'code', role: 'member' as const, expiresAt, uses: 1 };
        await expect(store.createInvite(bob.id, invite)).rejects.toEqual(refusedWith('forbidden'));
        await store.createInvite(ann.id, invite);
        await store.createInvite(null, { ...invite, codeHash: 'other', uses: 5 });
        const invited = { ...closed, inviteHash: 'code' };
        expect(await store.admits(invited)).toBe(true);
        expect((await register('dan', invited)).role).toBe('member');
        await expect(register('eve', invited)).rejects.toEqual(refusedWith('forbidden'));
        shiftMs = 2000;
        expect(await store.admits({ ...closed, inviteHash: 'other' })).toBe(false);
      });

      it('uses up no invite for an account that is not made', async () => {
        const expiresAt = clock.now() + 60_000;
        await store.createInvite(null, { codeHash: 'code', role: 'member', expiresAt, uses: 1 });
        const invited = { open: false, first: false, inviteHash: 'code' };
        await expect(register('ann', invited)).rejects.toEqual(refusedWith('conflict'));
        expect(await store.admits(invited)).toBe(true);
      });
    });

    describe('sessions', () => {
      const expiresAt = Date.now() + 1_000_000;
      const refresh = (tokenHash: string, nextTokenHash: string) =>
        store.refreshSession({ tokenHash, nextTokenHash, expiresAt });
      const start = (tokenHash: string) =>
        store.startSession({ userId: ann.id, passwordHash: 'hash of ann', tokenHash, expiresAt });

      it('takes a predecessor until its successor is used', async () => {
        const sessionId = await start('a');
        expect(await refresh('a', 'b')).toEqual({ sessionId, user: ann });
        await refresh('a', 'c');
        await refresh('c', 'd');
        expect(await store.sessionUser(sessionId)).toEqual(ann);
      });

      it('ends the session when a predecessor comes back after that', async () => {
        const sessionId = await start('a');
        await refresh('a', 'b');
        await refresh('b', 'c');
        commits.length = 0;
        await expect(refresh('a', 'x')).rejects.toEqual(refusedWith('unauthorized'));
        expect(commits).toEqual([[{ kind: 'sessionEnded', sessionId }]]);
        await expect(refresh('c', 'd')).rejects.toEqual(refusedWith('unauthorized'));
        expect(await store.sessionUser(sessionId)).toBeUndefined();
      });

      it('ends the session when one of two successors comes after the other was used', async () => {
        await start('a');
        await refresh('a', 'b');
        await refresh('a', 'c');
        await refresh('b', 'd');
        await expect(refresh('c', 'e')).rejects.toEqual(refusedWith('unauthorized'));
        await expect(refresh('d', 'f')).rejects.toEqual(refusedWith('unauthorized'));
      });

      it('knows neither foreign nor expired tokens, and ends a session by its token', async () => {
        await expect(refresh('nonsense', 'x')).rejects.toEqual(refusedWith('unauthorized'));
        const sessionId = await start('a');
        await store.endSession('a');
        expect(await store.sessionUser(sessionId)).toBeUndefined();
        await expect(refresh('a', 'b')).rejects.toEqual(refusedWith('unauthorized'));
        await start('late');
        shiftMs = 2_000_000;
        await expect(refresh('late', 'later')).rejects.toEqual(refusedWith('unauthorized'));
      });
    });

    describe('streams', () => {
      it('S1: numbers the events of a stream without gaps, whoever writes', async () => {
        await Promise.all(
          Array.from({ length: 20 }, (_, n) => send(n % 2 ? ann : bob, general, `text ${n}`)),
        );
        const seqs = (await eventsOf(cleo, conversationStream(general))).map(({ seq }) => seq);
        expect(seqs).toEqual(seqs.map((_, index) => index + 1));
      });

      it('S2: reports a commit once, before its promises resolve, and survives being reopened', async () => {
        commits.length = 0;
        const sent = await send(ann, general, 'kept').then((message) => {
          expect(commits.flat()).toHaveLength(1);
          return message;
        });
        expect(commits.flat()).toMatchObject([{ kind: 'event', event: { data: { message: sent } } }]);
        await store.close();
        await reopen();
        expect((await snapshotOf(bob, general)).messages).toEqual([sent]);
      });

      it('S2: a refused command leaves nothing and harms no other of its turn', async () => {
        const before = await headOf(ann, conversationStream(general));
        commits.length = 0;
        const settled = await Promise.allSettled([
          send(ann, general, 'one'),
          store.createConversation(bob.id, {
            kind: 'channel',
            name: 'with nobody',
            memberIds: [uuid() as UserId],
            clientId: clientId(),
          }),
          send(bob, general, 'two'),
        ]);
        expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
        expect(await headOf(ann, conversationStream(general))).toBe((before ?? 0) + 2);
        expect(commits.flat()).toHaveLength(2);
      });

      it('S2: keeps the order of a turn, in which a conversation is archived and its messages go', async () => {
        const { id } = await channel(ann, 'garden');
        const stream = conversationStream(id);
        const change = (archived: boolean) =>
          store.changeConversation(ann.id, { conversationId: id, archived });
        const settled = await Promise.allSettled([
          send(ann, id, 'before'),
          change(true),
          send(ann, id, 'meanwhile'),
          change(false),
          send(ann, id, 'after'),
          store.expireMessages(id, 2),
          send(ann, id, 'last'),
        ]);
        expect(settled.map(({ status }) => status).filter((status) => status === 'rejected')).toHaveLength(1);
        expect(settled[2]).toEqual({ status: 'rejected', reason: refusedWith('forbidden') });
        const page = await store.eventsAfter(ann.id, stream, 0, LIMITS);
        expect(page?.events.map(({ seq }) => seq)).toEqual(
          Array.from({ length: (page?.head ?? 0) - 2 }, (_, index) => index + 3),
        );
      });

      it('S2: shows nobody what is not committed', async () => {
        const sent = send(ann, general, 'soon');
        expect((await snapshotOf(bob, general)).messages).toEqual([]);
        await sent;
        expect((await snapshotOf(bob, general)).messages).toHaveLength(1);
      });

      it('S10: gives events in pages, by number and by size', async () => {
        for (let n = 0; n < 5; n += 1) await send(ann, general, String(n).repeat(1000));
        const stream = conversationStream(general);
        const head = (await headOf(ann, stream)) ?? 0;
        const page = await store.eventsAfter(ann.id, stream, head - 5, { events: 2, bytes: 1_000_000 });
        expect(page).toMatchObject({ head, more: true, events: [{ seq: head - 4 }, { seq: head - 3 }] });
        const narrow = await store.eventsAfter(ann.id, stream, head - 5, { events: 5, bytes: 4000 });
        expect(narrow).toMatchObject({ more: true, events: [{}, {}] });
        const narrowest = await store.eventsAfter(ann.id, stream, head - 1, { events: 5, bytes: 1 });
        expect(narrowest).toMatchObject({ more: false, events: [{ seq: head }] });
      });

      it('S11: keeps space and epoch, and knows the incarnations it has had', async () => {
        const { identity } = store;
        await store.close();
        await reopen();
        expect(store.identity).toMatchObject({ spaceId: identity.spaceId, epoch: identity.epoch });
        expect(store.identity.incarnation).not.toBe(identity.incarnation);
        expect(await store.knowsIncarnation(identity.incarnation)).toBe(true);
        expect(await store.knowsIncarnation(store.identity.incarnation)).toBe(true);
        expect(await store.knowsIncarnation(incarnationSchema.parse(uuid()))).toBe(false);
      });
    });

    describe('conversations', () => {
      it('tells members of a new one, and the directory only of public ones', async () => {
        const secret = await channel(ann, 'secret', { private: true, memberIds: [bob.id] });
        expect(await typesOf(bob, conversationStream(secret.id))).toEqual([
          'conversation.created',
          'member.joined',
          'member.joined',
        ]);
        expect((await eventsOf(bob, userStream(bob.id))).at(1)).toMatchObject({
          type: 'conversation.joined',
          data: { conversation: secret, read: { readSeq: 3, unread: 0, asOf: 3, userSeq: 2 } },
        });
        expect(JSON.stringify(await eventsOf(cleo, directoryStream))).not.toContain(secret.id);
        const shown = await channel(ann, 'shown');
        expect((await eventsOf(cleo, directoryStream)).at(-1)).toMatchObject({
          data: { conversation: shown },
        });
      });

      it('keeps names of public channels unique, whatever their case', async () => {
        await channel(ann, 'Ümläut');
        await expect(channel(bob, 'ümLÄUT')).rejects.toEqual(refusedWith('conflict'));
        await expect(channel(bob, 'General')).rejects.toEqual(refusedWith('conflict'));
        await channel(bob, 'Ümläut', { private: true });
      });

      it('S6: has one direct conversation for a pair, however it is asked for', async () => {
        const [one, two] = await Promise.all([direct(ann, bob), direct(bob, ann)]);
        expect(two).toEqual(one);
        expect(one).toMatchObject({ kind: 'direct', private: true, name: null });
        expect(await direct(bob, ann)).toEqual(one);
        expect((await direct(ann, cleo)).id).not.toBe(one.id);
      });

      it('S6: has one place for notes to oneself', async () => {
        const notes = await direct(ann, ann);
        expect(notes).toMatchObject({ kind: 'direct', memberIds: [ann.id] });
        expect(await direct(ann, ann)).toEqual(notes);
        expect((await direct(bob, bob)).id).not.toBe(notes.id);
      });

      it('tells who repeats an old request after leaving nothing of what goes on there now', async () => {
        const { id } = await channel(ann, 'cats');
        await store.joinConversation(bob.id, { conversationId: id });
        const reset = { conversationId: id, seq: 1, clientId: clientId() };
        await store.resetRead(bob.id, reset);
        await store.leaveConversation(bob.id, { conversationId: id });
        await send(ann, id, 'unseen');
        expect(await store.resetRead(bob.id, reset)).toEqual({ readSeq: 1, unread: 0, asOf: 1, userSeq: 0 });
      });

      it('S8, S13: notes who is subscribed from where on, and who not any more', async () => {
        const { id } = await channel(ann, 'cats');
        const stream = conversationStream(id);
        commits.length = 0;
        await store.joinConversation(bob.id, { conversationId: id });
        await store.leaveConversation(bob.id, { conversationId: id });
        expect(
          commits.flat().map((change) => (change.kind === 'event' ? change.event.type : change.kind)),
        ).toEqual([
          'subscribed',
          'member.joined',
          'message.created',
          'conversation.joined',
          'unsubscribed',
          'member.left',
          'message.created',
          'conversation.left',
        ]);
        expect(await store.eventsAfter(bob.id, stream, 0, LIMITS)).toBeUndefined();
        expect(await store.snapshot(bob.id, stream)).toBeUndefined();
        expect(await store.isMember(bob.id, id)).toBe(false);
      });

      it('is idempotent by effect: joining and leaving twice do nothing more', async () => {
        const { id } = await channel(ann, 'cats');
        for (const _ of [1, 2]) await store.joinConversation(bob.id, { conversationId: id });
        for (const _ of [1, 2]) await store.leaveConversation(bob.id, { conversationId: id });
        expect(await typesOf(ann, conversationStream(id))).toEqual([
          'conversation.created',
          'member.joined',
          'member.joined',
          'message.created',
          'member.left',
          'message.created',
        ]);
      });

      it('lets nobody leave #general or a direct message', async () => {
        const { id } = await direct(ann, bob);
        for (const conversationId of [general, id])
          await expect(store.leaveConversation(bob.id, { conversationId })).rejects.toEqual(
            refusedWith('forbidden'),
          );
      });

      it('hides what is private from others, and refuses what is public to non-members', async () => {
        const secret = await channel(ann, 'secret', { private: true });
        const shown = await channel(ann, 'shown');
        const hidden = await send(ann, secret.id, 'hidden');
        const visible = await send(ann, shown.id, 'visible');
        const tryAll = (id: ConversationId, messageId: typeof hidden.id) => [
          send(bob, id, 'x'),
          store.editMessage(bob.id, { messageId, text: 'x' }),
          store.deleteMessage(bob.id, { messageId }),
          store.advanceRead(bob.id, { conversationId: id, seq: 1 }),
          store.resetRead(bob.id, { conversationId: id, seq: 1 }),
          store.history(bob.id, { conversationId: id, limit: 10 }),
        ];
        const codes = async (attempts: Promise<unknown>[]) =>
          (await Promise.allSettled(attempts)).map((result) =>
            result.status === 'rejected' ? result.reason.code : 'done',
          );
        expect(new Set(await codes(tryAll(secret.id, hidden.id)))).toEqual(new Set(['not_found']));
        expect(new Set(await codes(tryAll(uuid() as ConversationId, uuid() as typeof hidden.id)))).toEqual(
          new Set(['not_found']),
        );
        expect(new Set(await codes(tryAll(shown.id, visible.id)))).toEqual(new Set(['forbidden']));
        for (const conversationId of [secret.id, uuid() as ConversationId])
          await expect(store.joinConversation(bob.id, { conversationId })).rejects.toEqual(
            refusedWith('not_found'),
          );
      });

      it('names a group by its people, and renames it when one leaves', async () => {
        const group = await store.createConversation(ann.id, {
          kind: 'group',
          memberIds: [bob.id, cleo.id],
          clientId: clientId(),
        });
        expect(group.memberIds).toEqual([ann.id, bob.id, cleo.id]);
        await store.leaveConversation(cleo.id, { conversationId: group.id });
        expect((await snapshotOf(ann, group.id)).conversation.memberIds).toEqual([ann.id, bob.id]);
        expect((await typesOf(ann, conversationStream(group.id))).slice(-2)).toEqual([
          'conversation.changed',
          'message.created',
        ]);
      });
    });

    describe('messages', () => {
      it('stores a text exactly as it was sent, and finds who it mentions', async () => {
        const text = '  Zeile\r\n\tzwei, @BOB and @cleo. 👩‍👩‍👧 @nobody  ';
        const message = await send(ann, general, text);
        expect(message).toMatchObject({ text, mentions: [bob.id, cleo.id], changedSeq: message.seq });
        expect((await snapshotOf(bob, general)).messages).toEqual([message]);
      });

      it('refuses a reply to a message of another conversation', async () => {
        const { id } = await channel(ann, 'cats');
        const { id: replyTo } = await send(ann, id, 'elsewhere');
        const request = { conversationId: general, clientId: clientId(), text: 'reply', replyTo };
        await expect(store.sendMessage(ann.id, request)).rejects.toEqual(refusedWith('invalid'));
        const { id: here } = await send(bob, general, 'here');
        const reply = await store.sendMessage(ann.id, { ...request, replyTo: here });
        expect(reply.replyTo).toBe(here);
      });

      it('lets only the author edit, and the author or an admin delete', async () => {
        const { id: messageId } = await send(bob, general, 'first');
        for (const other of [ann, cleo])
          await expect(store.editMessage(other.id, { messageId, text: 'x' })).rejects.toEqual(
            refusedWith('forbidden'),
          );
        const edited = await store.editMessage(bob.id, { messageId, text: 'second @ann' });
        expect(edited).toMatchObject({
          text: 'second @ann',
          mentions: [ann.id],
          editedAt: expect.any(Number),
        });
        await expect(store.deleteMessage(cleo.id, { messageId })).rejects.toEqual(refusedWith('forbidden'));
        const deleted = await store.deleteMessage(ann.id, { messageId });
        expect(deleted).toMatchObject({ text: '', mentions: [], deletedAt: expect.any(Number) });
        expect(deleted.changedSeq).toBe(edited.changedSeq + 1);
        expect(await store.deleteMessage(bob.id, { messageId })).toEqual(deleted);
        await expect(store.editMessage(bob.id, { messageId, text: 'x' })).rejects.toEqual(
          refusedWith('conflict'),
        );
      });

      it('S4: deleting blanks the text in every earlier event, keeping seqs', async () => {
        const { id: messageId, seq } = await send(bob, general, 'embarrassing');
        await store.editMessage(bob.id, { messageId, text: 'embarrassing too' });
        await store.deleteMessage(bob.id, { messageId });
        const events = await eventsOf(cleo, conversationStream(general), seq - 1);
        expect(events.map((event) => event.type)).toEqual([
          'message.created',
          'message.edited',
          'message.deleted',
        ]);
        expect(JSON.stringify(events)).not.toContain('embarrassing');
        expect((await store.history(cleo.id, { conversationId: general, limit: 10 })).messages).toMatchObject(
          [{ id: messageId, seq, text: '' }],
        );
      });

      it('S4: expiring removes messages, raises the floor, and blanks what later events speak of', async () => {
        const old = await send(bob, general, 'old and edited');
        const gone = await send(bob, general, 'old');
        await store.editMessage(bob.id, { messageId: old.id, text: 'still old' });
        const kept = await send(bob, general, 'kept');
        await store.expireMessages(general, gone.seq);
        const stream = conversationStream(general);
        const events = await eventsOf(ann, stream);
        expect(events.map(({ type }) => type)).toEqual([
          'message.edited',
          'message.created',
          'messages.expired',
        ]);
        expect(events[0]).toMatchObject({ data: { message: { id: old.id, text: '' } } });
        expect((await store.readableStreams(ann.id)).find((state) => state.stream === stream)).toMatchObject({
          floor: gone.seq,
        });
        expect(await snapshotOf(ann, general)).toMatchObject({ messages: [kept], fromSeq: gone.seq + 1 });
        expect((await store.history(ann.id, { conversationId: general, limit: 10 })).messages).toEqual([
          kept,
        ]);
        expect((await readOf(ann, general)).unread).toBe(1);
        const head = await headOf(ann, stream);
        for (const message of [old, gone]) {
          const again = await send(bob, general, 'again', message.clientId);
          expect(again).toMatchObject({ id: message.id, seq: message.seq, text: '' });
        }
        expect(await headOf(ann, stream)).toBe(head);
      });
    });

    describe('S5: a repeat', () => {
      it('of a send returns the first result and makes no second event, in one turn or later', async () => {
        const id = clientId();
        const [one, two] = await Promise.all([
          send(ann, general, 'once', id),
          send(ann, general, 'once', id),
        ]);
        expect(two).toEqual(one);
        expect(await send(ann, general, 'something else', id)).toEqual(one);
        expect((await snapshotOf(bob, general)).messages).toEqual([one]);
        expect((await send(bob, general, 'another author', id)).id).not.toBe(one.id);
      });

      it('is looked up before membership is checked', async () => {
        const { id: conversationId } = await channel(ann, 'cats', { memberIds: [bob.id] });
        const id = clientId();
        const sent = await send(bob, conversationId, 'before', id);
        await store.leaveConversation(bob.id, { conversationId });
        expect(await send(bob, conversationId, 'before', id)).toEqual(sent);
      });

      it('of everything else returns the first result, whatever happened since', async () => {
        const create = { kind: 'channel' as const, name: 'cats', clientId: clientId() };
        const conversation: Conversation = await store.createConversation(ann.id, create);
        expect(await store.createConversation(ann.id, create)).toEqual(conversation);
        const conversationId = conversation.id;
        const join = { conversationId, clientId: clientId() };
        const leave = { conversationId, clientId: clientId() };
        await store.joinConversation(bob.id, join);
        await store.leaveConversation(bob.id, leave);
        expect(await store.joinConversation(bob.id, join)).toEqual(conversation);
        expect(await store.isMember(bob.id, conversationId)).toBe(false);
        await store.joinConversation(bob.id, { conversationId });
        await store.leaveConversation(bob.id, leave);
        expect(await store.isMember(bob.id, conversationId)).toBe(true);

        const { id: messageId } = await send(ann, conversationId, 'one');
        const edit = { messageId, text: 'two', clientId: clientId() };
        await store.editMessage(ann.id, edit);
        await store.editMessage(ann.id, { messageId, text: 'three' });
        expect((await store.editMessage(ann.id, edit)).text).toBe('three');
        const remove = { messageId, clientId: clientId() };
        expect(await store.deleteMessage(ann.id, remove)).toEqual(await store.deleteMessage(ann.id, remove));

        const reset = { conversationId, seq: 1, clientId: clientId() };
        await store.resetRead(ann.id, reset);
        const advanced = await store.advanceRead(ann.id, { conversationId, seq: 3 });
        expect(await store.resetRead(ann.id, reset)).toEqual(advanced);
      });

      it('with an id that was spent on something else is refused', async () => {
        const id = clientId();
        await send(ann, general, 'one', id);
        await expect(
          store.createConversation(ann.id, { kind: 'channel', name: 'cats', clientId: id }),
        ).rejects.toEqual(refusedWith('conflict'));
      });
    });

    describe('reading', () => {
      const numbered = async (count: number) => {
        const messages = [];
        for (let n = 0; n < count; n += 1) messages.push(await send(ann, general, `text ${n}`));
        return messages;
      };

      it('S12: pages history by seq, with exclusive bounds', async () => {
        const all = await numbered(9);
        const page = async (bound: object, limit = 3) => {
          const { messages, more, asOf } = await store.history(bob.id, {
            conversationId: general,
            limit,
            ...bound,
          });
          expect(asOf).toBe(all.at(-1)?.seq);
          return [...messages.map((message) => all.findIndex(({ id }) => id === message.id)), more];
        };
        expect(await page({})).toEqual([6, 7, 8, true]);
        expect(await page({ beforeSeq: all[3]?.seq })).toEqual([0, 1, 2, false]);
        expect(await page({ beforeSeq: all[4]?.seq })).toEqual([1, 2, 3, true]);
        expect(await page({ afterSeq: all[4]?.seq })).toEqual([5, 6, 7, true]);
        expect(await page({ afterSeq: all[5]?.seq })).toEqual([6, 7, 8, false]);
        expect(await page({ afterSeq: all[8]?.seq })).toEqual([false]);
        expect(await page({ aroundId: all[4]?.id }, 4)).toEqual([2, 3, 4, 5, true]);
        expect(await page({ aroundId: all[0]?.id }, 4)).toEqual([0, 1, false]);
        expect(await page({ aroundId: all[2]?.id }, 1)).toEqual([2, true]);
        await expect(page({ aroundId: uuid() })).rejects.toEqual(refusedWith('not_found'));
      });

      it('bounds a page of history and a snapshot in bytes', async () => {
        for (let n = 0; n < 40; n += 1) await send(ann, general, 'x'.repeat(20_000));
        const { messages, more } = await store.history(bob.id, { conversationId: general, limit: 200 });
        expect(messages.length).toBeLessThan(30);
        expect(more).toBe(true);
        const snapshot = await snapshotOf(bob, general);
        expect(snapshot.messages.length).toBeLessThan(5);
        expect(snapshot.fromSeq).toBe(snapshot.messages[0]?.seq);
      });

      it('S10: a conversation’s snapshot holds the newest 50, or all and says so', async () => {
        await numbered(50);
        expect(await snapshotOf(bob, general)).toMatchObject({ fromSeq: 1, messages: { length: 50 } });
        const [first] = (await snapshotOf(bob, general)).messages.slice(1);
        await numbered(1);
        expect(await snapshotOf(bob, general)).toMatchObject({
          fromSeq: first?.seq,
          messages: { length: 50 },
        });
      });

      it('S10: snapshots of directory and person tell who and what they know of', async () => {
        const [shown, secret] = [
          await channel(ann, 'shown'),
          await channel(ann, 'secret', { private: true }),
        ];
        const directory = (await store.snapshot(bob.id, directoryStream))?.snapshot;
        expect(directory).toMatchObject({
          space: { id: store.identity.spaceId },
          users: [ann, bob, cleo],
          conversations: [{ id: general }, shown],
        });
        const own = await store.snapshot(ann.id, userStream(ann.id));
        expect(own?.snapshot).toMatchObject({
          memberships: [{ conversation: { id: general } }, { conversation: shown }, { conversation: secret }],
        });
        expect(await store.snapshot(bob.id, userStream(ann.id))).toBeUndefined();
      });

      it('S14: unread is the undeleted messages of others above the read position', async () => {
        const first = await send(ann, general, 'one');
        await send(bob, general, 'own');
        const last = await send(ann, general, 'two');
        expect(await readOf(bob, general)).toMatchObject({ unread: 2, asOf: last.seq });
        await store.deleteMessage(ann.id, { messageId: last.id });
        expect((await readOf(bob, general)).unread).toBe(1);
        const read = await store.advanceRead(bob.id, { conversationId: general, seq: first.seq });
        expect(read).toMatchObject({ readSeq: first.seq, unread: 0 });
        expect((await eventsOf(bob, userStream(bob.id))).at(-1)).toMatchObject({
          seq: read.userSeq,
          type: 'read.advanced',
          data: { conversationId: general, read },
        });
      });

      it('S14: advancing takes the maximum, resetting sets, and neither passes the head', async () => {
        const [one, two] = await numbered(2);
        const [first, second] = [one?.seq ?? 0, two?.seq ?? 0];
        const at = { conversationId: general };
        expect((await store.advanceRead(bob.id, { ...at, seq: 9999 })).readSeq).toBe(second);
        const head = await headOf(bob, userStream(bob.id));
        expect((await store.advanceRead(bob.id, { ...at, seq: first })).readSeq).toBe(second);
        expect(await headOf(bob, userStream(bob.id))).toBe(head);
        expect(await store.resetRead(bob.id, { ...at, seq: first })).toMatchObject({
          readSeq: first,
          unread: 1,
        });
        expect((await eventsOf(bob, userStream(bob.id))).at(-1)?.type).toBe('read.reset');
      });

      it('S14: who joins has read everything up to the joining', async () => {
        const { id } = await channel(ann, 'cats');
        await send(ann, id, 'before');
        await store.joinConversation(bob.id, { conversationId: id });
        expect(await readOf(bob, id)).toMatchObject({
          unread: 0,
          readSeq: (await snapshotOf(bob, id)).read.asOf,
        });
        await send(ann, id, 'after');
        expect((await readOf(bob, id)).unread).toBe(1);
      });
    });
  });
}
