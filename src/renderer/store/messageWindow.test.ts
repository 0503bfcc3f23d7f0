import { describe, expect, it } from 'vitest';
import type { Message } from '../../shared/model/message.ts';
import {
  applyChanges,
  beginPage,
  emptyWindow,
  expireThrough,
  failPage,
  finishPage,
  type MessageWindow,
  trimWindow,
} from './messageWindow.ts';

const message = (seq: number, changedSeq = seq, text = `#${seq}`): Message =>
  ({ id: `m${seq}`, seq, changedSeq, text, authorId: 'ada', clientId: `c${seq}` }) as unknown as Message;
const run = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => message(from + at));
const seqs = (window: MessageWindow) => window.messages.map(({ seq }) => seq);
const loaded = (from: number, to: number, more = { older: true, newer: false }) =>
  finishPage(beginPage(emptyWindow, 'replace'), 'replace', { messages: run(from, to), ...more });

describe('changes', () => {
  it('follow the newest, and replace what is held only when they are later', () => {
    let window = applyChanges(loaded(1, 3), [message(4)]);
    expect(seqs(window)).toEqual([1, 2, 3, 4]);
    window = applyChanges(window, [message(2, 5, 'edited')]);
    expect(window.messages[1]?.text).toBe('edited');
    window = applyChanges(window, [message(2, 2, 'stale')]);
    expect(window.messages[1]?.text).toBe('edited');
  });

  it('are not appended where newer messages are missing between', () => {
    const window = applyChanges(loaded(1, 3, { older: false, newer: true }), [message(9)]);
    expect(seqs(window)).toEqual([1, 2, 3]);
  });

  it('keep the very list when nothing in it changes', () => {
    const window = loaded(5, 9);
    expect(applyChanges(window, [message(3, 10)]).messages).toBe(window.messages);
  });

  it('that come while a first page is on its way are laid over it', () => {
    const asked = applyChanges(beginPage(emptyWindow, 'replace'), [message(2, 6, 'edited'), message(7)]);
    const window = finishPage(asked, 'replace', { messages: run(1, 5), older: false, newer: false });
    expect(seqs(window)).toEqual([1, 2, 3, 4, 5, 7]);
    expect(window.messages[1]?.text).toBe('edited');
  });

  it('to older messages that are on their way are not lost', () => {
    const asked = applyChanges(beginPage(loaded(4, 6), 'older'), [message(2, 8, 'edited')]);
    const window = finishPage(asked, 'older', { messages: run(1, 3), older: false, newer: true });
    expect(window.messages[1]?.text).toBe('edited');
    expect(window.changes).toEqual([]);
  });
});

describe('pages', () => {
  it('join at either end, overlapping or not', () => {
    const older = finishPage(beginPage(loaded(5, 8), 'older'), 'older', {
      messages: run(2, 5),
      older: false,
      newer: true,
    });
    expect(seqs(older)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(older.older).toBe(false);
    const newer = finishPage(beginPage(loaded(1, 4, { older: false, newer: true }), 'newer'), 'newer', {
      messages: run(4, 9),
      older: true,
      newer: false,
    });
    expect(seqs(newer)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('that cannot be had leave what is there, and say why', () => {
    const window = failPage(beginPage(loaded(5, 8), 'older'), 'older', true);
    expect(seqs(window)).toEqual([5, 6, 7, 8]);
    expect(window.olderEdge).toBe('offline');
    expect(failPage(beginPage(emptyWindow, 'replace'), 'replace', false).status).toBe('failed');
    expect(failPage(beginPage(loaded(1, 2), 'replace'), 'replace', false).status).toBe('ready');
  });

  it('that replace everything tell so, as a view has to find its place again', () => {
    expect(loaded(1, 2).generation).toBe(1);
    expect(applyChanges(loaded(1, 2), [message(3)]).generation).toBe(1);
  });
});

describe('what leaves', () => {
  it('is what has expired', () => {
    expect(seqs(expireThrough(loaded(1, 5), 3))).toEqual([4, 5]);
  });

  it('is the oldest of a conversation that was left, unless its end is not here', () => {
    expect(seqs(trimWindow(loaded(1, 9), 3))).toEqual([7, 8, 9]);
    const elsewhere = loaded(1, 9, { older: false, newer: true });
    expect(trimWindow(elsewhere, 3)).toBe(elsewhere);
  });
});
