import { describe, expect, it } from 'vitest';
import { appInviteLink, inviteCodeIn, inviteLink, readInviteLink } from './inviteLink.ts';
import { fingerprintOf, type Pin, readFingerprint } from './trust.ts';

const pin = '0a1b2c3d'.repeat(8) as Pin;
const address = 'https://192.168.1.20:4100';

describe('a link into a space', () => {
  it('holds the address and the code', () => {
    const link = inviteLink({ address: 'http://192.168.1.20:4100', invite: 'GROW-1234', pin: null });
    expect(link).toBe('http://192.168.1.20:4100/join/GROW-1234');
    expect(readInviteLink(link)).toEqual({
      address: 'http://192.168.1.20:4100',
      invite: 'GROW-1234',
      pin: null,
    });
  });

  it('holds the server’s key where a browser does not send it', () => {
    const link = inviteLink({ address, invite: 'GROW-1234', pin });
    expect(new URL(link).hash).toBe(`#pin=${pin}`);
    expect(readInviteLink(link)).toEqual({ address, invite: 'GROW-1234', pin });
  });

  it('may be the app’s own, which the system opens there', () => {
    const link = appInviteLink({ address, invite: 'A+B', pin });
    expect(link).toBe(`parley://join?address=https%3A%2F%2F192.168.1.20%3A4100&invite=A%2BB&pin=${pin}`);
    expect(readInviteLink(link)).toEqual({ address, invite: 'A+B', pin });
    expect(readInviteLink(link.replace('join?', 'join/?'))).toEqual({ address, invite: 'A+B', pin });
  });

  it('is read with what a letter puts around it, and with a slash at either place', () => {
    expect(readInviteLink('  https://talk.example.org//join/A%2BB/ \n')).toEqual({
      address: 'https://talk.example.org',
      invite: 'A+B',
      pin: null,
    });
    expect(inviteLink({ address: 'https://talk.example.org/', invite: 'A+B', pin: null })).toBe(
      'https://talk.example.org/join/A%2BB',
    );
  });

  it.each([
    '',
    '192.168.1.20:4100',
    'http://a/join',
    'http://a/join/',
    '/join/X',
    'http://a/join/%E0%A4%A',
    'parley://join?address=https%3A%2F%2Fa',
    'parley://join?invite=X',
    'parley://message/1/2/3',
    'parley://join/elsewhere?address=a&invite=b',
  ])('is not %j', (typed) => expect(readInviteLink(typed)).toBeNull());

  it('is none at all when its key is damaged: it would be followed unchecked', () => {
    expect(readInviteLink(`${inviteLink({ address, invite: 'X', pin })}0`)).toBeNull();
    expect(readInviteLink(appInviteLink({ address, invite: 'X', pin }).slice(0, -1))).toBeNull();
    const link = inviteLink({ address, invite: 'X', pin });
    const spoiled = [link.replace('#', '%23'), link.replace('#', '%23').replace('=', '%3D')];
    for (const cut of ['#', '#pin', '#pin=', `#PIN=${pin}`, `#%70in=${pin}`, '#else'])
      spoiled.push(link.replace(/#.*/, cut));
    for (const one of spoiled) expect(readInviteLink(one), one).toBeNull();
  });

  it('is none with half a character in it, which no link could hold', () => {
    expect(readInviteLink('http://host\ud83d/join/GROW-1234')).toBeNull();
    expect(readInviteLink('http://host/join/GROW\ud83d')).toBeNull();
  });

  it('is as good as the code in it', () => {
    expect(inviteCodeIn(' GROW-1234 ')).toBe('GROW-1234');
    expect(inviteCodeIn('http://192.168.1.20:4100/join/GROW-1234')).toBe('GROW-1234');
    expect(inviteCodeIn(appInviteLink({ address, invite: 'GROW-1234', pin }))).toBe('GROW-1234');
  });
});

describe('a fingerprint', () => {
  it('is shown in groups, and read however it was typed', () => {
    const shown = fingerprintOf(pin);
    expect(shown.split(' ')).toHaveLength(16);
    expect(shown.startsWith('0A1B 2C3D 0A1B')).toBe(true);
    expect(readFingerprint(shown)).toBe(pin);
    expect(readFingerprint(`  ${shown.replaceAll(' ', ':').toLowerCase()}\n`)).toBe(pin);
  });

  it.each(['', 'xyz', '0a1b', `${'0'.repeat(63)}g`])('is not %j', (typed) =>
    expect(readFingerprint(typed)).toBeNull(),
  );
});
