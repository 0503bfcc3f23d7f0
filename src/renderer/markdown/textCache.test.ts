import { expect, it, vi } from 'vitest';
import { cachedByText } from './textCache.ts';

it('makes a thing once for a text, and forgets what was asked for longest ago', () => {
  const make = vi.fn((text: string) => ({ text }));
  const get = cachedByText(make, { entries: 2, characters: 100 });
  const a = get('a');
  get('b');
  expect(get('a')).toBe(a);
  get('c');
  expect(get('a')).toBe(a);
  expect(make).toHaveBeenCalledTimes(3);
  get('b');
  expect(make).toHaveBeenCalledTimes(4);
});

it('holds no more characters than it may, and gives what is longer than that all the same', () => {
  const make = vi.fn((text: string) => text.length);
  const get = cachedByText(make, { entries: 100, characters: 10 });
  get('12345');
  get('abcde');
  get('fghij');
  get('12345');
  expect(make).toHaveBeenCalledTimes(4);
  expect(get('x'.repeat(50))).toBe(50);
});
