import { describe, expect, it } from 'vitest';
import { hitsIn, holdsAll, markWords, queryWords, wordsOf } from './searchWords.ts';

const holds = (text: string, query: string) => holdsAll(text, queryWords(query));

describe('the words of a text', () => {
  it('know neither case nor diacritics', () => {
    expect([...wordsOf('Crème BRÛLÉE, übermäßig 42 ODYSSEUS')]).toEqual([
      'creme',
      'brulee',
      'ubermaßig',
      '42',
      'odysseus',
    ]);
    expect(holds('ΟΔΟΣ και οδός', 'οδοσ')).toBe(true);
    expect(holds('ﬁnd the office', 'find')).toBe(true);
  });

  it('are each there once, and a long one by its beginning', () => {
    expect([...wordsOf(`no no ${'x'.repeat(100)}`)]).toEqual(['no', 'x'.repeat(40)]);
    expect(holds('x'.repeat(100), 'x'.repeat(70))).toBe(true);
  });

  it.each(['', '   ', '"', '""" * ^ ( ) - : NEAR', '🎉👍', '!?'])(
    'are none for %j as a query, or plain ones',
    (query) => {
      expect(queryWords(query).every((word) => /^[a-z]+$/.test(word))).toBe(true);
    },
  );

  it('are few for a query of 10 kB', () => {
    const query = Array.from({ length: 2_000 }, (_, index) => `word${index}`).join(' ');
    expect(queryWords(query)).toHaveLength(16);
    expect(queryWords('y'.repeat(10_000))).toEqual(['y'.repeat(40)]);
  });
});

describe('what a query asks for', () => {
  it('is every word of it, from three letters on also as a beginning', () => {
    expect(holds('The meeting moved to Friday', 'fri meet')).toBe(true);
    expect(holds('The meeting moved to Friday', 'fri monday')).toBe(false);
    expect(holds('The meeting moved to Friday', 'mo')).toBe(false);
    expect(holds('The meeting moved to Friday', 'to')).toBe(true);
    expect(holds('The meeting moved to Friday', 'eeting')).toBe(false);
  });

  it('is found inside writing that puts no spaces', () => {
    expect(holds('明日は会議があります', '会議')).toBe(true);
    expect(holds('明日は会議があります', '会')).toBe(true);
    expect(holds('会って議論する', '会議')).toBe(false);
    expect(holds('がっこう', 'ガッコウ')).toBe(false);
    expect(holds('한국어 모임', '한국')).toBe(true);
  });
});

describe('marks', () => {
  const marked = (text: string, query: string) =>
    markWords(text, queryWords(query))
      .map((part) => (part.hit ? `[${part.text}]` : part.text))
      .join('');

  it('stand around the words as they are written', () => {
    expect(marked('Crème brûlée for two', 'creme bru')).toBe('[Crème] [brûlée] for two');
    expect(marked('明日は会議があります', '会議')).toBe('明日は[会議]があります');
    expect(marked('会議室です', '会議室')).toBe('[会議室]です');
    expect(marked('greenhouse, green', 'green greenhouse')).toBe('[greenhouse], [green]');
    expect(marked('a.b axb (c', '(c')).toBe('a.b axb ([c]');
    expect(marked('nothing here', 'x')).toBe('nothing here');
    expect(marked('', 'x')).toBe('');
  });

  it('are nowhere without a query', () => {
    expect(hitsIn('some text', [])).toEqual([]);
  });
});
