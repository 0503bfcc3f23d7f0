import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const RULES = Array.from({ length: 20 }, (_, index) => index + 1);
const TEST_FILE = /\.(test|contract|spec)\.tsx?$/;
/** A test's or suite's title as it stands in the code, after `it(`, `describe.each(…)(` and their like. */
const TITLE =
  /(?:\b(?:it|test|describe)(?:\.\w+)*|[\])])\(\s*(?<quote>['"`])(?<title>(?:(?!\k<quote>).)+)\k<quote>/g;

const titles = new Map<string, string[]>(
  ['src', 'test', 'bench', 'scripts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && TEST_FILE.test(entry.name))
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        const found = [...readFileSync(path, 'utf8').matchAll(TITLE)].map(
          ({ groups }) => groups?.['title'] ?? '',
        );
        return [relative(root, path).replaceAll('\\', '/'), found] as const;
      }),
  ),
);

/** The rules that a title quotes: `S2, S5: …`, `S9–S14: …`. */
function rulesOf(title: string): number[] {
  const [head = ''] = title.split(':');
  if (!/^S\d+([–, ]+S\d+)*$/.test(head)) return [];
  return head.split(/, ?/).flatMap((part) => {
    const [first = 0, last = first] = part.split('–').map((one) => Number(one.replace('S', '')));
    return RULES.filter((rule) => rule >= first && rule <= last);
  });
}

const document = readFileSync(join(root, 'docs', 'SYNC.md'), 'utf8');
const sections = document.slice(document.indexOf('\n## 6.')).split('\n### S').slice(1);

it('every rule of docs/SYNC.md is quoted by the title of a test', () => {
  const quoted = new Set([...titles.values()].flat().flatMap(rulesOf));
  expect(RULES.filter((rule) => !quoted.has(rule)).map((rule) => `S${rule}`)).toEqual([]);
});

it('docs/SYNC.md has all rules, each with a test that proves it', () => {
  expect(sections.map((section) => Number.parseInt(section, 10))).toEqual(RULES);
  for (const section of sections) expect(section.match(/^- `/gm), `S${section.slice(0, 40)}`).not.toBeNull();
});

it('every test that docs/SYNC.md names is there', () => {
  const named = [...document.matchAll(/^- `(?<path>[^`]+)`: (?<title>.+)$/gm)];
  const missing = named.filter(
    ({ groups }) => !titles.get(groups?.['path'] ?? '')?.includes(groups?.['title'] ?? ''),
  );
  expect(missing.map(([line]) => line)).toEqual([]);
});
