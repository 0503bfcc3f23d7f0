import { describe, expect, it } from 'vitest';
import type { User } from '../../shared/model/user.ts';
import { completeMention, mentionAt, offeredPeople } from './mentionQuery.ts';

const person = (displayName: string, username: string): User =>
  ({ id: username, displayName, username, role: 'member', createdAt: 0 }) as unknown as User;

describe('an @ being typed', () => {
  it('asks for people from the sign to the caret', () => {
    expect(mentionAt('hi @ma', 6)).toEqual({ start: 3, end: 6, wanted: 'ma' });
    expect(mentionAt('@', 1)).toEqual({ start: 0, end: 1, wanted: '' });
    expect(mentionAt('(@ma', 4)?.wanted).toBe('ma');
  });

  it('asks for nobody in an address or behind a finished word', () => {
    expect(mentionAt('me@home', 7)).toBeNull();
    expect(mentionAt('@mara ', 6)).toBeNull();
  });

  it('offers who begins with it before who holds it, whatever the accents', () => {
    const people = [person('Emma', 'emma'), person('Mara', 'mara'), person('Tomás', 'tf')];
    expect(offeredPeople(people, 'ma').map(({ username }) => username)).toEqual(['mara', 'emma', 'tf']);
    expect(offeredPeople(people, 'tomas').map(({ username }) => username)).toEqual(['tf']);
  });

  it('is completed with one space after it', () => {
    const query = { start: 3, end: 6, wanted: 'ma' };
    expect(completeMention('hi @ma', query, 'mara')).toEqual({ text: 'hi @mara ', caret: 9 });
    expect(completeMention('hi @ma there', query, 'mara')).toEqual({ text: 'hi @mara there', caret: 9 });
  });
});
