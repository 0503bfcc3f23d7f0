import { describe, expect, it } from 'vitest';
import { lookAlike } from './looks.ts';

describe('names that can be taken for each other', () => {
  it.each([
    ['Olga', 'Оlgа', 'Cyrillic letters'],
    ['Olga', 'olga', 'case'],
    ['Illinois', 'lllinois', 'a capital i and a small L'],
    ['paypal', 'paypa1', 'a digit'],
    ['modern', 'rnodern', 'two letters that look like one'],
    ['Ann Lee', 'Ann  Lee', 'more space'],
    ['Ann Lee', 'Ann\u00a0Lee', 'another kind of space'],
    ['Zoë', 'Zoe\u0308', 'how a letter is composed'],
    ['general', 'ｇｅｎｅｒａｌ', 'wide letters'],
    ['scope', 'ѕсоре', 'all of it Cyrillic'],
  ])('%s and %s: %s', (one, other) => {
    expect(one).not.toBe(other);
    expect(lookAlike(one, other)).toBe(true);
    expect(lookAlike(other, one)).toBe(true);
  });

  it.each([
    ['Ann', 'Anne'],
    ['Bob', 'Rob'],
    ['user2', 'user3'],
    ['Иван', 'Ivan'],
    ['garden', 'gardens'],
  ])('are not %s and %s', (one, other) => {
    expect(lookAlike(one, other)).toBe(false);
  });
});
