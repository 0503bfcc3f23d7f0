import { describe, expect, it } from 'vitest';
import { loadEmoji } from './emojiData.ts';
import { searchEmoji } from './searchEmoji.ts';
import { expandShortcodes, hasShortcode } from './shortcodes.ts';

const { all, byName } = await loadEmoji();
const found = (wanted: string) => searchEmoji(all, wanted, 8).map(({ character }) => character);

const isRecommended = (character: string) => /^\p{RGI_Emoji}$/v.test(character);

describe('the emoji there are', () => {
  it('have names, and no part of an emoji is among them', () => {
    expect(all.length).toBeGreaterThan(1_800);
    expect(all.every(({ names, label }) => names.length > 0 && label !== '')).toBe(true);
    expect(all.some(({ character }) => character === '🏻')).toBe(false);
    expect(all.filter(({ character, tones }) => ![character, ...tones].every(isRecommended))).toEqual([]);
    expect(all.find(({ character }) => character === '👋')?.tones).toHaveLength(5);
  });

  it('are found by name, word and what they stand for, the likeliest first', () => {
    expect(found('tada')[0]).toBe('🎉');
    expect(found('bee')[0]).toBe('🐝');
    expect(found('party')).toContain('🎉');
    expect(found('thumbs up')).toContain('👍');
    expect(found('celebrate')).toContain('🎉');
    expect(found('')).toEqual([]);
    expect(found('no such thing')).toEqual([]);
  });
});

describe('a short name', () => {
  it.each([
    ['done :tada:', 'done 🎉'],
    [':+1::tada:', ':+1::tada:'],
    [':+1: :bee:', '👍 🐝'],
    ['at 10:30:45', 'at 10:30:45'],
    ['a:bee:b', 'a:bee:b'],
    [':nothing_of_the_kind:', ':nothing_of_the_kind:'],
    ['(:bee:)', '(🐝)'],
  ])('%j is shown as %j', (text, shown) => expect(expandShortcodes(text, byName)).toBe(shown));

  it('stays as long as emoji are not known', () => {
    expect(expandShortcodes(':tada:', null)).toBe(':tada:');
    expect(hasShortcode(':tada:')).toBe(true);
    expect(hasShortcode('10:30')).toBe(false);
  });
});
