import { describe, expect, it } from 'vitest';
import { countWords } from './Badge.tsx';
import { hueOf, initialsOf } from './hue.ts';

describe('an avatar without a picture', () => {
  it('has the same hue for the same id, and several for several', () => {
    const ids = Array.from({ length: 50 }, (_, index) => `0198c0de-0000-7000-8000-00000000${1000 + index}`);
    expect(ids.map(hueOf)).toEqual(ids.map(hueOf));
    expect(new Set(ids.map(hueOf)).size).toBeGreaterThan(8);
  });

  it('shows the first letters of a name in any script, and nothing for a name without letters', () => {
    expect(initialsOf('Mara Lindqvist')).toBe('ML');
    expect(initialsOf('  bo ')).toBe('B');
    expect(initialsOf('Ada “the countess” Lovelace')).toBe('AL');
    expect(initialsOf('陈晓雯')).toBe('陈');
    expect(initialsOf('—')).toBe('');
  });
});

describe('a badge', () => {
  it('counts up to 99', () => {
    expect(countWords(7, '99+')).toBe('7');
    expect(countWords(99, '99+')).toBe('99');
    expect(countWords(100, '99+')).toBe('99+');
  });
});
