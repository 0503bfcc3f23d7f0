import { describe, expect, it } from 'vitest';
import { shippedPackages, vulnerabilitiesIn } from './shippedPackages.ts';

const lock = {
  packages: {
    '': { dependencies: { tool: '1' } },
    'node_modules/page': { dependencies: { deep: '1' } },
    'node_modules/deep': {},
    'node_modules/@scope/part': {},
    'node_modules/electron': { dependencies: { fetcher: '1' } },
    'node_modules/fetcher': {},
    'node_modules/tool': {},
  },
};
const sources = [
  "import { a } from 'page/inside';\nimport b from '@scope/part/x';\nimport 'node:fs';\nimport c from './own.ts';",
  "const late = await import('electron');",
];
const known = {
  vulnerabilities: {
    deep: { severity: 'high', via: [{ title: 'It reads too much.' }] },
    tool: { severity: 'critical', via: ['fetcher'] },
  },
};

describe('what ships', () => {
  it('is what the sources import, and what that leans on', () => {
    expect([...shippedPackages(lock, sources)].sort()).toEqual(['@scope/part', 'deep', 'electron', 'page']);
  });

  it('is what is looked for in an audit', () => {
    const shipped = shippedPackages(lock, sources);
    expect(vulnerabilitiesIn(JSON.stringify(known), shipped)).toEqual([
      { name: 'deep', severity: 'high', title: 'It reads too much.' },
    ]);
    expect(vulnerabilitiesIn('{"vulnerabilities":{}}', shipped)).toEqual([]);
  });

  it.each(['', 'npm error network', '{"message":"request failed","error":{"code":"ENOTFOUND"}}'])(
    'is not known where nobody could be asked: %j',
    (output) => expect(vulnerabilitiesIn(output, new Set(['page']))).toBeUndefined(),
  );
});
