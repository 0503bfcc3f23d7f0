import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultConnectionLimits, defaultLimits, limitsWith } from './limits.ts';
import { parseOrigins, readLimits } from './settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (content: string): string => {
  const path = join(folder, 'limits.json');
  writeFileSync(path, content);
  return path;
};

describe('a file of limits', () => {
  it('sets what it names, and leaves the others as they are', () => {
    const path = file('{ "send": { "perSecond": 5, "burst": 9 }, "pingTimeoutMs": 3000 }');
    const { limits, connection } = limitsWith(readLimits(path));
    expect(limits).toEqual({ ...defaultLimits, send: { perSecond: 5, burst: 9 } });
    expect(connection).toEqual({ ...defaultConnectionLimits, pingTimeoutMs: 3000 });
  });

  it.each([
    ['{ "sned": { "perSecond": 5, "burst": 9 } }', /sned/],
    ['{ "send": { "perSecond": 0, "burst": 9 } }', /send\.perSecond/],
    ['{ "send": 5 }', /send: /],
    ['{ "maxPacketBytes": -1 }', /maxPacketBytes/],
    ['{ "send": ', /is not JSON/],
  ])('%s is refused, and it is said what is wrong', (content, words) => {
    const path = file(content);
    expect(() => readLimits(path)).toThrow(words);
    expect(() => readLimits(path)).toThrow(path);
  });

  it('that is not there is refused by its name', () => {
    expect(() => readLimits(join(folder, 'none.json'))).toThrow(/none\.json cannot be read/);
  });
});

describe('origins', () => {
  it('are given with commas between them', () => {
    expect(parseOrigins('https://a.example.org, http://b.example.org:8080')).toEqual([
      'https://a.example.org',
      'http://b.example.org:8080',
    ]);
  });

  it.each(['*', 'a.example.org', 'https://a.example.org/', 'https://a.example.org/x', 'file:///x', ''])(
    '%j is none',
    (text) => {
      expect(() => parseOrigins(text)).toThrow('is not an origin');
    },
  );
});

it('every limit is told in docs/operate.md', () => {
  const told = readFileSync(join(import.meta.dirname, '../../docs/operate.md'), 'utf8');
  for (const name of [...Object.keys(defaultLimits), ...Object.keys(defaultConnectionLimits)])
    expect(told).toContain(`\`${name}\``);
});
