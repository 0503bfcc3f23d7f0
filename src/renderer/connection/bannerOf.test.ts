import { expect, it } from 'vitest';
import { type SpaceView, spaceViewSchema } from '../../shared/ipc/views.ts';
import { bannerOf } from './bannerOf.ts';

const stopped = (reason: 'different_space' | 'signed_out'): SpaceView =>
  spaceViewSchema.parse({
    spaceId: '01900000-0000-7000-8000-000000000001',
    name: 'Garden',
    address: 'http://127.0.0.1:4747',
    userId: '01900000-0000-7000-8000-000000000002',
    username: 'ada',
    connection: { status: 'stopped', reason },
    hosting: null,
    choices: null,
    trust: { kind: 'plain' },
    unread: 0,
    addressed: 0,
  });

it('a browser at whose address another space answers may go on there', () => {
  expect(bannerOf(stopped('different_space'), true)?.actions).toEqual(['reconnect', 'forget']);
});

it('an app keeps that space, and may join the other one beside it', () => {
  expect(bannerOf(stopped('different_space'), false)?.actions).toEqual(['reconnect']);
});

it('who is signed out signs in, there as here', () => {
  for (const isInBrowser of [true, false])
    expect(bannerOf(stopped('signed_out'), isInBrowser)?.actions).toEqual(['signIn']);
});

it.each([
  [{ kind: 'plain' }, null, 'connection.untrustedFirst'],
  [{ kind: 'signed' }, null, 'connection.untrustedLapsed'],
  [{ kind: 'pinned', pin: 'ab'.repeat(32) }, 'ab'.repeat(32), 'connection.untrusted'],
])(
  'a key that is not the one it should be is told by how the space was known: %o',
  (trust, expected, text) => {
    const connection = { status: 'stopped', reason: 'untrusted', expected, presented: 'cd'.repeat(32) };
    const space = spaceViewSchema.parse({ ...stopped('signed_out'), trust, connection });
    expect(bannerOf(space, false)?.text).toBe(text);
  },
);
