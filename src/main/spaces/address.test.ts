import { describe, expect, it } from 'vitest';
import { normaliseAddress } from './address.ts';

describe('normaliseAddress', () => {
  it.each([
    ['192.168.1.20:4100', 'https://192.168.1.20:4100'],
    [' 192.168.1.20 ', 'https://192.168.1.20:4100'],
    ['desk.local/', 'https://desk.local:4100'],
    ['desk.local:80', 'https://desk.local:80'],
    ['desk.local:443', 'https://desk.local'],
    ['127.0.0.1:4100', 'http://127.0.0.1:4100'],
    ['localhost', 'http://localhost:4100'],
    ['https://127.0.0.1:4100', 'https://127.0.0.1:4100'],
    ['http://desk.local:4100/', 'http://desk.local:4100'],
    ['http://desk.local', 'http://desk.local'],
    ['HTTPS://Chat.Example.org', 'https://chat.example.org'],
    ['[::1]:4100', 'http://[::1]:4100'],
    ['[fe80::1]', 'https://[fe80::1]:4100'],
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
