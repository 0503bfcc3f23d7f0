import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const sources = ['src/main', 'src/preload', 'src/renderer', 'src/web'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|html)$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => join(folder, name)),
);
const saying = (pattern: RegExp): string[] => sources.filter((path) => pattern.test(read(path)));

describe("what Electron's checklist wants left alone", () => {
  it.each([
    ['6', /webSecurity/],
    ['8', /allowRunningInsecureContent/],
    ['9', /experimentalFeatures/],
    ['10', /enableBlinkFeatures/],
    ['11', /<webview|allowpopups/i],
  ])('item %s is', (_, pattern) => {
    expect(saying(pattern)).toEqual([]);
  });

  it('items 2 to 4: windows are made in one place, sandboxed, apart from the page and without Node', () => {
    expect(saying(/webPreferences|new BrowserWindow/)).toEqual([join('src/main/windows', 'openWindows.ts')]);
    expect(read('src/main/windows/openWindows.ts')).toContain(
      '{ preload, sandbox: true, contextIsolation: true, nodeIntegration: false }',
    );
  });

  it('item 19: the fuses are set that keep the packed app from being run as something else', () => {
    const builder = read('electron-builder.yml');
    for (const fuse of [
      'runAsNode: false',
      'enableNodeOptionsEnvironmentVariable: false',
      'enableNodeCliInspectArguments: false',
      'onlyLoadAppFromAsar: true',
      'enableEmbeddedAsarIntegrityValidation: true',
      'enableCookieEncryption: true',
    ])
      expect(builder).toMatch(new RegExp(`^ +${fuse}$`, 'm'));
  });
});

/** The cells of the rows of the table below a heading of docs/security.md. */
function tableBelow(heading: string): string[][] {
  const [, section = ''] = read('docs/security.md').split(new RegExp(`\n##+ ${heading}\n`));
  const [body = ''] = section.split(/\n##+ /);
  const rows = body.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(1).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** What a cell names in backticks that is a file or a folder of this repository, and not a route, a scheme or a value. */
const pathsIn = (text: string): string[] =>
  [...text.matchAll(/`([^`\s]+)`/g)]
    .map(([, named = '']) => named)
    .filter((named) => /^(src|test|scripts|bench|docs|lint)\/|^[\w.-]+\.(tsx?|json|ya?ml)$/.test(named));

/** A test, or what else is run with the tests. */
const isShowing = (path: string): boolean =>
  /\.(test|contract|spec)\.tsx?$|^scripts\/check\w+\.ts$|^test\/\w+$/.test(path);
/** A sentence says why not, or where to look: it has a few words beside what it names. */
const isSaid = (cell: string): boolean =>
  cell
    .replace(/`[^`]*`/g, '')
    .split(/\s+/)
    .filter(Boolean).length >= 2;

const tables = read('docs/security.md')
  .split('\n')
  .filter((line) => line.startsWith('| '));

describe('docs/security.md', () => {
  it('names in its tables nothing that is not there', () => {
    const named = tables.flatMap(pathsIn);
    expect(named.length).toBeGreaterThan(150);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it.each(['On a LAN', "Electron's checklist", 'Hostile input', 'OWASP ASVS'])(
    'tells of each line under “%s” by which test it is shown, or says why it is not',
    (heading) => {
      const rows = tableBelow(heading);
      expect(rows.length).toBeGreaterThan(10);
      const shown = rows.map((row) => row.at(-1) ?? '');
      const wanting = shown.filter((cell) => !pathsIn(cell).some(isShowing) && !isSaid(cell));
      expect(wanting).toEqual([]);
    },
  );

  it("has every item of Electron's checklist, in its order, each with its test or its reason", () => {
    const rows = tableBelow("Electron's checklist");
    expect(rows.map(([item = '']) => Number.parseInt(item, 10))).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    for (const [item, metBy, shownBy] of rows) expect([metBy, shownBy].every(Boolean), item).toBe(true);
  });

  it('has points of the ASVS, each with its test or its reason', () => {
    const rows = tableBelow('OWASP ASVS');
    expect(rows.length).toBeGreaterThan(30);
    for (const [point, metBy, shownBy] of rows) expect([metBy, shownBy].every(Boolean), point).toBe(true);
  });
});
