import { describe, expect, it } from 'vitest';
import { normaliseAddress } from './address.ts';

describe('normaliseAddress', () => {
  it.each([
    ['192.168.1.20:4100', 'http://192.168.1.20:4100'],
    [' 192.168.1.20 ', 'http://192.168.1.20:4100'],
    ['desk.local/', 'http://desk.local:4100'],
    ['desk.local:80', 'http://desk.local'],
    ['http://desk.local:4100/', 'http://desk.local:4100'],
    ['http://desk.local', 'http://desk.local'],
    ['HTTPS://Chat.Example.org', 'https://chat.example.org'],
    ['[::1]:4100', 'http://[::1]:4100'],
    ['[fe80::1]', 'http://[fe80::1]:4100'],
  ])('takes %s as %s', (typed, address) => {
    expect(normaliseAddress(typed)).toBe(address);
  });

  it.each([
    '',
    '   ',
    'ftp://desk',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://user:pw@desk',
    'a b',
    'desk/path',
    'desk:99999',
  ])('refuses %j', (typed) => {
    expect(normaliseAddress(typed)).toBeUndefined();
  });
});
