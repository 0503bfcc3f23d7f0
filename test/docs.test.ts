import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..');
const documents = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** Every match's first group, each once. */
const found = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, group = '']) => group)),
];
/** A heading as the hosts of repositories make it a link's target. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

describe.each(documents)('%s', (name) => {
  const text = readFileSync(join(root, name), 'utf8');
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '');

  it('names only files that are there', () => {
    const paths = found(prose, /`((?:src|test|scripts|bench|docs|lint)\/[\w./-]+)`/g);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('names only commands that there are', () => {
    const scripts = found(text, /npm run (?:--silent )?([\w:]+)/g);
    expect(scripts.filter((script) => !Object.hasOwn(packageJson.scripts, script))).toEqual([]);
  });

  it('links only to what is there', () => {
    const links = found(prose, /\]\((?!https?:)([^)\s]+)\)/g);
    const broken = links.filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? join(root, name) : join(root, dirname(name), path);
      if (!existsSync(target)) return true;
      if (anchor === undefined) return false;
      const headings = found(readFileSync(target, 'utf8'), /^#+ (.+)$/gm).map(anchorOf);
      return !headings.includes(anchor);
    });
    expect(broken.map((link) => `${relative('.', name)}: ${link}`)).toEqual([]);
  });
});
