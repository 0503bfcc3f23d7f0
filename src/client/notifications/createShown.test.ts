import { describe, expect, it } from 'vitest';
import type { Delta } from '../../shared/ipc/deltas.ts';
import { conversationIdSchema, messageIdSchema, spaceIdSchema } from '../../shared/model/ids.ts';
import { createShown } from './createShown.ts';
import type { Notice } from './wording.ts';

const uuid = (number: number) => `0190a000-0001-7000-8000-${String(number).padStart(12, '0')}`;
const spaceId = spaceIdSchema.parse(uuid(1));
const otherSpace = spaceIdSchema.parse(uuid(2));
const conversationId = conversationIdSchema.parse(uuid(3));
const messageId = (seq: number) => messageIdSchema.parse(uuid(100 + seq));

const words = { title: 'Ada', body: 'tea?' };
const ofMessages = (...seqs: number[]): Notice => ({
  ...words,
  leadsTo: { kind: 'place', conversationId, messageId: messageId(seqs[0] ?? 0) },
  keys: seqs.map((seq) => `message:${messageId(seq)}`),
  upTo: { conversationId, seq: Math.max(...seqs) },
});
const ofEntry = (key: string, at: number): Notice => ({
  ...words,
  leadsTo: { kind: 'bell' },
  keys: [key],
  at,
});

/** Shows some, lets a change be heard, and says which are still shown. */
function left(notices: Record<string, Notice>, ...deltas: unknown[]): string[] {
  const shown = createShown();
  const names = new Set(Object.keys(notices));
  for (const [name, notice] of Object.entries(notices))
    shown.add(notice, spaceId, { close: () => void names.delete(name) });
  for (const delta of deltas) shown.heard(delta as Delta);
  return [...names];
}
const read = (readSeq: number, space = spaceId) => ({
  type: 'conversations.changed',
  spaceId: space,
  conversations: [{ id: conversationId, readSeq }],
});
const entry = (key: string, value: unknown) => ({
  type: 'entries.changed',
  spaceId,
  entries: [{ stream: 'user:x', kind: 'notification', key, value }],
});
const about = { type: 'announcement', ...words, actorId: null };
const asked = (payload: object) => ({
  type: 'outbox.changed',
  spaceId,
  items: [{ action: { kind: 'request', request: { name: 'notification:read', payload } } }],
  removedIds: [],
});

describe('what is shown', () => {
  it('is taken back when its messages were read, all of them', () => {
    const notices = { one: ofMessages(4), three: ofMessages(4, 5, 6), later: ofMessages(9) };
    expect(left(notices, read(3))).toEqual(['one', 'three', 'later']);
    expect(left(notices, read(5))).toEqual(['three', 'later']);
    expect(left(notices, read(6))).toEqual(['later']);
    expect(left(notices, read(9, otherSpace))).toEqual(['one', 'three', 'later']);
  });

  it('S4: is taken back when its messages have expired, or the conversation is fetched anew', () => {
    const notices = { one: ofMessages(4), later: ofMessages(9) };
    const expired = { type: 'messages.expired', spaceId, conversationId, throughSeq: 5 };
    expect(left(notices, expired)).toEqual(['later']);
    expect(left(notices, { ...expired, spaceId: otherSpace })).toEqual(['one', 'later']);
    expect(left(notices, { type: 'messages.reset', spaceId, conversationId })).toEqual([]);
  });

  it('is taken back when its entry was read or has gone, and not when it comes anew', () => {
    const key = `announcement:${uuid(7)}`;
    const notices = { it: ofEntry(key, 5), other: ofEntry(`announcement:${uuid(8)}`, 6) };
    expect(left(notices, entry(key, { about, at: 5, readAt: null }))).toEqual(['it', 'other']);
    expect(left(notices, entry(key, { about, at: 5, readAt: 9 }))).toEqual(['other']);
    expect(left(notices, entry(key, null))).toEqual(['other']);
    expect(left(notices, asked({ keys: [key] }))).toEqual(['other']);
    expect(left(notices, asked({ throughAt: 5 }))).toEqual(['other']);
    expect(left(notices, asked({ throughAt: 6 }))).toEqual([]);
  });

  it('is taken back when its messages were deleted, all of them', () => {
    const notices = { one: ofMessages(4), two: ofMessages(4, 5) };
    const deleted = (...seqs: number[]) => ({
      type: 'messages.changed',
      spaceId,
      conversationId,
      messages: seqs.map((seq) => ({ id: messageId(seq), deletedAt: 1 })),
    });
    expect(left(notices, deleted(4))).toEqual(['two']);
    expect(left(notices, deleted(4, 5))).toEqual([]);
  });

  it('is taken back when there is nothing left of the conversation or the space', () => {
    const notices = { one: ofMessages(4), bell: ofEntry(`report:${uuid(7)}`, 5) };
    const gone = { type: 'conversations.removed', spaceId, conversationIds: [conversationId] };
    expect(left(notices, gone)).toEqual(['bell']);
    const signedOut = { spaceId, connection: { status: 'stopped', reason: 'signed_out' } };
    expect(left(notices, { type: 'space.changed', space: signedOut })).toEqual([]);
    expect(left(notices, { type: 'space.removed', spaceId })).toEqual([]);
    const offline = { spaceId, connection: { status: 'offline', retryAt: null } };
    expect(left(notices, { type: 'space.changed', space: offline })).toEqual(['one', 'bell']);
  });

  it('is not taken back once it was clicked', () => {
    const shown = createShown();
    const closed: string[] = [];
    const { gone } = shown.add(ofMessages(4), spaceId, { close: () => void closed.push('closed') });
    gone();
    shown.heard(read(9) as Delta);
    expect(closed).toEqual([]);
  });
});
