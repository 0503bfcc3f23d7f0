import { describe, expect, it } from 'vitest';
import { inviteCodeIn, inviteLink, readInviteLink } from './inviteLink.ts';

describe('a link into a space', () => {
  it('holds the address and the code', () => {
    const link = inviteLink({ address: 'http://192.168.1.20:4100', invite: 'GROW-1234' });
    expect(link).toBe('http://192.168.1.20:4100/join/GROW-1234');
    expect(readInviteLink(link)).toEqual({ address: 'http://192.168.1.20:4100', invite: 'GROW-1234' });
  });

  it('is read with what a letter puts around it, and with a slash at either place', () => {
    expect(readInviteLink('  https://talk.example.org//join/A%2BB/ \n')).toEqual({
      address: 'https://talk.example.org',
      invite: 'A+B',
    });
    expect(inviteLink({ address: 'https://talk.example.org/', invite: 'A+B' })).toBe(
      'https://talk.example.org/join/A%2BB',
    );
  });

  it.each(['', '192.168.1.20:4100', 'http://a/join', 'http://a/join/', '/join/X', 'http://a/join/%E0%A4%A'])(
    'is not %j',
    (typed) => expect(readInviteLink(typed)).toBeNull(),
  );

  it('is as good as the code in it', () => {
    expect(inviteCodeIn(' GROW-1234 ')).toBe('GROW-1234');
    expect(inviteCodeIn('http://192.168.1.20:4100/join/GROW-1234')).toBe('GROW-1234');
  });
});
