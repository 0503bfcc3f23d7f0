import { describe, expect, it } from 'vitest';
import { createOrigins } from './origins.ts';

const { allows, names } = createOrigins(['https://chat.example.org'], ['Desk-3']);

describe('a page', () => {
  it.each([
    ['http://127.0.0.1:4100', '127.0.0.1:4100'],
    ['http://[::1]:4100', '[::1]:4100'],
    ['http://192.168.1.20:4100', '192.168.1.20:4100'],
    ['http://localhost:4100', 'localhost:4100'],
    ['http://desk-3:4100', 'desk-3:4100'],
    ['http://desk-3.local:4100', 'desk-3.local:4100'],
    ['https://chat.example.org', 'anything at all'],
  ])('of %s may talk to the server at %s', (origin, host) => {
    expect(allows(origin, host)).toBe(true);
  });

  it.each([
    ['of elsewhere', 'http://10.0.0.9:8000', '192.168.1.20:4100'],
    ['of another port', 'http://127.0.0.1:8000', '127.0.0.1:4100'],
    ['whose name was made to lead here', 'http://evil.example.org:4100', 'evil.example.org:4100'],
    ['in a sandbox', 'null', '127.0.0.1:4100'],
    ['of a listed name without its scheme', 'http://chat.example.org', '127.0.0.1:4100'],
  ])('%s may not', (_what, origin, host) => {
    expect(allows(origin, host)).toBe(false);
  });
});

describe('a page is asked for', () => {
  it.each([
    '127.0.0.1:4100',
    '192.168.1.20',
    '[::1]:4100',
    'localhost:4100',
    'DESK-3:4100',
    'desk-3.local',
    'chat.example.org',
  ])('by %s, which is a name of this server', (host) => {
    expect(names(host)).toBe(true);
  });

  it.each([
    'evil.example.org:4100',
    'chat.example.org.evil.example',
    '127.0.0.1.evil.example',
    '',
    'a b',
    undefined,
  ])('by %s, which is none', (host) => {
    expect(names(host)).toBe(false);
  });
});
