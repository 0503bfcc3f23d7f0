import { describe, expect, it } from 'vitest';
import { type TextChange, textChanges } from './textChanges.ts';

/** As a person would mark it by hand: `[-gone-]` and `{+new+}`. */
const marked = (changes: readonly TextChange[]): string =>
  changes
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `[-${text}-]`))
    .join('');

describe('what changed between two versions', () => {
  it.each([
    ['nothing', 'Rain at ten', 'Rain at ten', 'Rain at ten'],
    ['a word', 'Rain at nine', 'Rain at ten', 'Rain at [-nine-]{+ten+}'],
    ['a word that came', 'Rain at ten', 'Rain today at ten', 'Rain {+today +}at ten'],
    ['words side by side as one', 'in the old shed', 'in a new shed', 'in [-the old-]{+a new+} shed'],
    ['the end', 'Rain at ten', 'Rain at ten.', 'Rain at ten{+.+}'],
    ['what went', 'Rain at ten, I fear', 'Rain at ten', 'Rain at ten[-, I fear-]'],
    ['a line', 'one\ntwo', 'one\ntwo\nthree', 'one\ntwo{+\nthree+}'],
    ['letters of other scripts', 'мы идём домой', 'мы едем домой', 'мы [-идём-]{+едем+} домой'],
    ['scripts without spaces', '明日は雨です', '明日は晴れです', '明日は[-雨-]{+晴れ+}です'],
    ['everything', 'yes', 'no', '[-yes-]{+no+}'],
  ])('marks %s', (_, before, after, expected) => {
    expect(marked(textChanges(before, after))).toBe(expected);
  });

  it('gives back both texts, whatever they are', () => {
    const before = 'a b c\n\nd 🎉 e';
    const after = 'b  c d\n🎉🎉 e f';
    const changes = textChanges(before, after);
    const without = (kind: TextChange['kind']) =>
      changes.flatMap((change) => (change.kind === kind ? [] : change.text)).join('');
    expect([without('added'), without('removed')]).toEqual([before, after]);
  });

  it('does not look for the words that two long texts share when they have almost none', () => {
    const words = (sign: string) => Array.from({ length: 2_000 }, (_, index) => `${sign}${index}`).join(' ');
    expect(textChanges(words('a'), words('b')).map(({ kind }) => kind)).toEqual(['removed', 'added']);
  });
});
