import { describe, expect, it } from 'vitest';
import { type UserId, userIdSchema } from '../../../shared/model/ids.ts';
import { resolveMentions } from './mentions.ts';

const people = new Map<string, UserId>(
  ['ann', 'bob', 'bob.', 'jo.anne', 'x-y'].map((name, index) => [
    name,
    userIdSchema.parse(`00000000-0000-4000-8000-00000000000${index}`),
  ]),
);
const nameOf = (id: UserId) => [...people].find(([, other]) => other === id)?.[0];
const mentioned = (text: string) => resolveMentions(text, (name) => people.get(name)).map(nameOf);

describe('resolveMentions', () => {
  it.each([
    ['@ann', ['ann']],
    ['Hello @Ann, and @BOB!', ['ann', 'bob']],
    ['@ann @ann @Ann', ['ann']],
    ['ask @ann.', ['ann']],
    ['ask @ann...', ['ann']],
    ['a dot may be part of a name: @bob.', ['bob.']],
    ['@jo.anne and (@x-y)', ['jo.anne', 'x-y']],
    ['mail ann@ann.example', []],
    ['@annette is someone else', []],
    ['@@ann', []],
    ['é@ann', []],
    ['nobody', []],
  ])('%j', (text, names) => expect(mentioned(text)).toEqual(names));

  it('stops at a bound', () => {
    const looked: string[] = [];
    const text = Array.from({ length: 5000 }, (_, index) => `@n${index}`).join(' ');
    resolveMentions(text, (name) => {
      looked.push(name);
      return undefined;
    });
    expect(looked.length).toBeLessThanOrEqual(100);
  });
});
