import { describe, expect, it } from 'vitest';
import { appInviteLink, inviteLink } from '../../shared/model/inviteLink.ts';
import { pinSchema } from '../../shared/model/trust.ts';
import { readWay } from './typedWay.ts';

const pin = pinSchema.parse('ab'.repeat(32));
const link = { address: 'https://192.168.1.20:4100', invite: 'K7Q2M-04ZWX', pin };

describe('what is typed to come into a space', () => {
  it('may be either kind of link, which vouches for a key', () => {
    const way = { ...link, spoken: null };
    expect(readWay(inviteLink(link))).toEqual(way);
    expect(readWay(` ${appInviteLink(link)}\n`)).toEqual(way);
  });

  it('may be an address alone', () => {
    for (const typed of ['192.168.1.20:4100', 'https://chat.example.org/', ' desk.local '])
      expect(readWay(typed)).toEqual({ address: typed.trim(), invite: null, pin: null, spoken: null });
  });

  it('may be an address and a code as it was heard', () => {
    for (const code of ['K7Q2-04ZW', 'k7q2 04zw', 'k7q204zw'])
      expect(readWay(`192.168.1.20:4100 ${code}`)).toMatchObject({
        address: '192.168.1.20:4100',
        spoken: 'K7Q204ZW',
      });
  });

  it.each([
    'https://192.168.1.20:4100/join/K7Q2M-04ZWX#pin=abcd',
    'https://192.168.1.20:4100/join/',
    'parley://join?address=https%3A%2F%2F192.168.1.20%3A4100&invite=K7Q2M&pin=',
    'https://192.168.1.20:4100#pin=abcd',
  ])('is not taken for less than it was: %s', (typed) => {
    expect(readWay(typed)).toBe('damaged');
  });
});
