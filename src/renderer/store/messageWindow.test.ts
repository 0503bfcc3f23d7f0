import { expect, it } from 'vitest';
import {
  clientIdSchema,
  conversationIdSchema,
  messageIdSchema,
  userIdSchema,
} from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import {
  applyChanges,
  beginPage,
  emptyWindow,
  expireThrough,
  finishPage,
  type MessageWindow,
} from './messageWindow.ts';

const uuid = (number: number) => `0190a000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const message = (seq: number, changes: Partial<Message> = {}): Message => ({
  id: messageIdSchema.parse(uuid(seq)),
  conversationId: conversationIdSchema.parse(uuid(1)),
  seq,
  changedSeq: seq,
  authorId: userIdSchema.parse(uuid(2)),
  clientId: clientIdSchema.parse(uuid(seq)),
  text: `message ${seq}`,
  mentions: [],
  replyTo: null,
  createdAt: seq,
  editedAt: null,
  deletedAt: null,
  ...changes,
});
const page = (older: boolean, newer: boolean, ...seqs: number[]) => ({
  messages: seqs.map((seq) => message(seq)),
  older,
  newer,
});
const seqs = (window: MessageWindow) => window.messages.map(({ seq }) => seq);
const shown = finishPage(beginPage(emptyWindow, 'replace'), 'replace', page(true, false, 5, 6, 8));

it('appends what follows the newest', () => {
  expect(seqs(applyChanges(shown, [message(9), message(11)]))).toEqual([5, 6, 8, 9, 11]);
});

it('puts what was overtaken by one’s own message where it belongs', () => {
  const own = applyChanges(shown, [message(12)]);
  expect(seqs(applyChanges(own, [message(9), message(10)]))).toEqual([5, 6, 8, 9, 10, 12]);
});

it('leaves what is older than all it holds to the page that brings it', () => {
  expect(seqs(applyChanges(shown, [message(3, { changedSeq: 9 })]))).toEqual([5, 6, 8]);
});

it('S12: takes only a newer record of a message that it holds', () => {
  const edited = applyChanges(shown, [message(6, { changedSeq: 9, text: 'mended' })]);
  expect(edited.messages[1]?.text).toBe('mended');
  expect(applyChanges(edited, [message(6)]).messages[1]?.text).toBe('mended');
});

it('does not append to a run that ends before the newest', () => {
  const around = finishPage(beginPage(emptyWindow, 'replace'), 'replace', page(true, true, 5, 6));
  expect(seqs(applyChanges(around, [message(40)]))).toEqual([5, 6]);
});

it('keeps what arrives while a page is on its way', () => {
  const waiting = beginPage(shown, 'replace');
  const changed = applyChanges(waiting, [message(9), message(6, { changedSeq: 10, text: 'mended' })]);
  const window = finishPage(changed, 'replace', page(true, false, 5, 6, 8));
  expect(seqs(window)).toEqual([5, 6, 8, 9]);
  expect(window.messages[1]?.text).toBe('mended');
});

it('joins older pages in front', () => {
  const window = finishPage(beginPage(shown, 'older'), 'older', page(false, true, 2, 3, 5));
  expect(seqs(window)).toEqual([2, 3, 5, 6, 8]);
  expect(window.older).toBe(false);
});

it('S4: lets go of what has expired', () => {
  expect(seqs(expireThrough(shown, 6))).toEqual([8]);
});
