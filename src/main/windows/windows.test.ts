import { describe, expect, it } from 'vitest';
import { INITIAL_SIZE, placeOf } from './bounds.ts';
import { isOpenable, isWithin } from './links.ts';
import { fileFor } from './rendererFiles.ts';

describe('a link', () => {
  it.each(['https://example.org/a?b#c', 'http://192.168.1.20:4100', 'mailto:ada@example.org'])(
    '%s may be opened',
    (link) => {
      expect(isOpenable(link)).toBe(true);
    },
  );
  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://host/share',
    'ms-msdt:/id',
    'app://main/',
    'example.org',
    '',
  ])('%s may not', (link) => {
    expect(isOpenable(link)).toBe(false);
  });
});

describe('a page that asks', () => {
  it.each([
    ['app://main/', 'app://main/', true],
    ['app://main/index.html#x', 'app://main/', true],
    ['http://localhost:5173/', 'http://localhost:5173', true],
    ['app://mainly/', 'app://main/', false],
    ['http://localhost:51730/', 'http://localhost:5173', false],
    ['about:blank', 'app://main/', false],
  ])('%s is one of %s: %s', (url, page, ours) => {
    expect(isWithin(url, page)).toBe(ours);
  });
});

describe('a window', () => {
  const display = { x: 0, y: 0, width: 1920, height: 1080 };
  const saved = { x: 100, y: 50, width: 900, height: 700 };
  it('opens in its first size, then where it was', () => {
    expect(placeOf(null, [display])).toEqual(INITIAL_SIZE);
    expect(placeOf(saved, [display])).toEqual(saved);
  });
  it.each([
    ['to the right', { x: 1900, y: 50 }],
    ['below', { x: 100, y: 1060 }],
    ['above, with its title bar', { x: 100, y: -300 }],
  ])('that would be out of reach %s keeps its size only', (_where, place) => {
    expect(placeOf({ ...saved, ...place }, [display])).toEqual({ width: 900, height: 700 });
  });
  it('may be on a second display', () => {
    const second = { x: 1920, y: 0, width: 1280, height: 1024 };
    const there = { ...saved, x: 2000 };
    expect(placeOf(there, [display, second])).toEqual(there);
  });
});

describe('the address of a file of the window', () => {
  it.each([
    ['app://main/', 'index.html'],
    ['app://main/assets/index.js?v=1', 'assets/index.js'],
    ['app://main/a%20b.png', 'a b.png'],
  ])('%s is %s', (url, file) => {
    expect(fileFor('/r', url)).toBe(`/r/${file}`);
  });
  it.each([
    'app://other/index.html',
    'app://main/..%2f..%2fetc/passwd',
    'app://main/%2e%2e/x%00',
    'app://main/%E0%A4%A',
  ])('%s leads nowhere', (url) => {
    expect(fileFor('/r', url)).toBeUndefined();
  });
});
