import { describe, expect, it } from 'vitest';
import { firstLine, isLong, isOnlyEmoji, splitText } from './messageText.ts';

const nobody = new Set<string>();
const links = (text: string) =>
  splitText(text, nobody).flatMap((part) => (part.kind === 'link' ? [part.url] : []));
const mentions = (text: string, ...names: string[]) =>
  splitText(text, new Set(names)).flatMap((part) => (part.kind === 'mention' ? [part.text] : []));

describe('links', () => {
  it('are found with and without a scheme, and without what ends the sentence', () => {
    expect(links('See https://example.org/a?b=1#c.')).toEqual(['https://example.org/a?b=1#c']);
    expect(links('(http://localhost:4100)')).toEqual(['http://localhost:4100']);
    expect(links('www.example.de and example.org/x')).toEqual([
      'http://www.example.de',
      'http://example.org/x',
    ]);
    expect(links('write to ada@example.org')).toEqual(['mailto:ada@example.org']);
  });

  it('are nothing that opens anything else, and no file names', () => {
    expect(links('ftp://example.org javascript:alert(1) file:///etc/passwd data:text/html,x')).toEqual([]);
    expect(links('README.md main.rs setup.py //example.org')).toEqual([]);
  });

  it('keep every character of the text', () => {
    const text = ' a  https://example.org \n\n@ada\tb ';
    expect(
      splitText(text, new Set(['ada']))
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});

describe('mentions', () => {
  it('are the names that the space resolved, in any case', () => {
    expect(mentions('@Ada and @ben', 'ada')).toEqual(['@Ada']);
  });

  it('end before the full stop of a sentence, but not inside a name that has one', () => {
    expect(mentions('Ask @ada.', 'ada')).toEqual(['@ada']);
    expect(mentions('Ask @ada.l, not @ada', 'ada.l', 'ada')).toEqual(['@ada.l', '@ada']);
  });

  it('are not in addresses or links', () => {
    expect(mentions('ben@ada https://example.org/@ada', 'ada')).toEqual([]);
  });
});

describe('emoji', () => {
  it('stand alone to be large', () => {
    expect(isOnlyEmoji('🌻🐝')).toBe(true);
    expect(isOnlyEmoji('👩‍👩‍👧 ❤️')).toBe(true);
    expect(isOnlyEmoji('🌻!')).toBe(false);
    expect(isOnlyEmoji('12')).toBe(false);
    expect(isOnlyEmoji('🌻'.repeat(13))).toBe(false);
  });
});

describe('long messages', () => {
  it('are folded when folding is worth a click', () => {
    expect(isLong('line\n'.repeat(24))).toBe(false);
    expect(isLong('line\n'.repeat(40))).toBe(true);
    expect(isLong('x'.repeat(76 * 40))).toBe(true);
  });

  it('are quoted by their first line', () => {
    expect(firstLine('\n\nfirst\nsecond')).toBe('first');
    expect(firstLine('')).toBe('');
  });
});
