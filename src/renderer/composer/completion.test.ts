import { describe, expect, it } from 'vitest';
import type { User } from '../../shared/model/user.ts';
import { completed, offeredNames, offeredPeople, queryAt } from './completion.ts';

const person = (displayName: string, username: string): User =>
  ({ id: username, displayName, username, role: 'member', createdAt: 0 }) as unknown as User;

describe('an @ being typed', () => {
  it('asks for people from the sign to the caret', () => {
    expect(queryAt('hi @ma', 6)).toEqual({ sign: '@', start: 3, end: 6, wanted: 'ma' });
    expect(queryAt('@', 1)).toEqual({ sign: '@', start: 0, end: 1, wanted: '' });
    expect(queryAt('(@ma', 4)?.wanted).toBe('ma');
    expect(queryAt('**@ma', 5)?.wanted).toBe('ma');
  });

  it('asks for nobody in an address or behind a finished word', () => {
    expect(queryAt('me@home', 7)).toBeNull();
    expect(queryAt('@mara ', 6)).toBeNull();
  });

  it('asks for people who are not there yet where they are to be invited', () => {
    expect(queryAt('/invite @ma', 11)).toMatchObject({ sign: '@', wanted: 'ma', inviting: true });
    expect(queryAt('/invites @ma', 12)).not.toHaveProperty('inviting');
  });

  it('offers who begins with it before who holds it, whatever the accents', () => {
    const people = [person('Emma', 'emma'), person('Mara', 'mara'), person('Tomás', 'tf')];
    expect(offeredPeople(people, 'ma').map(({ username }) => username)).toEqual(['mara', 'emma', 'tf']);
    expect(offeredPeople(people, 'tomas').map(({ username }) => username)).toEqual(['tf']);
  });
});

describe('a #, a : or a / being typed', () => {
  it('asks for a channel, but not in a heading', () => {
    expect(queryAt('see #be', 7)).toMatchObject({ sign: '#', wanted: 'be' });
    expect(queryAt('## Plan', 7)).toBeNull();
    expect(queryAt('a#be', 4)).toBeNull();
    expect(offeredNames(['seed-exchange', 'bees', 'compost-bees'], 'bee')).toEqual(['bees', 'compost-bees']);
  });

  it('asks for an emoji from its second letter on, and not in a time or a smile', () => {
    expect(queryAt('yes :ta', 7)).toMatchObject({ sign: ':', wanted: 'ta' });
    expect(queryAt('yes :t', 6)).toBeNull();
    expect(queryAt('at 10:30', 8)).toBeNull();
    expect(queryAt('yes :)', 6)).toBeNull();
    expect(queryAt('https://ex', 10)).toBeNull();
  });

  it('asks for a command in the first word alone', () => {
    expect(queryAt('/', 1)).toMatchObject({ sign: '/', wanted: '' });
    expect(queryAt('/sh', 3)).toMatchObject({ sign: '/', wanted: 'sh' });
    expect(queryAt('/shrug ', 7)).toBeNull();
    expect(queryAt('and /sh', 7)).toBeNull();
    expect(queryAt('/etc/pass', 9)).toBeNull();
  });
});

it('what is chosen has one blank after it', () => {
  const query = { sign: '@', start: 3, end: 6, wanted: 'ma' } as const;
  expect(completed('hi @ma', query, '@mara')).toBe('@mara ');
  expect(completed('hi @ma there', query, '@mara')).toBe('@mara');
});
