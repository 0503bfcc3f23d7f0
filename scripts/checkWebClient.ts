import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseAst } from 'vite';
import { root } from './run.ts';

/**
 * Looks at the built web client: how much script there is to fetch before anything is painted, and for the app behind all
 * tabs, as gzip sends it (Brotli sends less), and whether the page keeps to its content security policy. Prints the figures;
 * exits with 1 and the faults.
 */
const MAX_FIRST_PAINT_BYTES = 250 * 1024;
/** It is fetched beside the first paint and has to be there before anything can be shown in what was painted. */
const MAX_WORKER_BYTES = 100 * 1024;
const web = join(root, 'out', 'web');

const page = readFileSync(join(web, 'index.html'), 'utf8');
const files = readdirSync(web, { recursive: true, encoding: 'utf8' }).map(
  (name) => `/${name.replaceAll('\\', '/')}`,
);
const workers = files.filter((path) => /^\/assets\/app\.worker-[^/]*\.js$/.test(path));
const firstPaint = withImports(
  [...page.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="([^"]+\.js)"/g)].map(([, path = '']) => path),
);

const faults = [
  ...tooLarge('Before the first paint', firstPaint, MAX_FIRST_PAINT_BYTES),
  ...tooLarge('For the app behind all tabs, in the SharedWorker', withImports(workers), MAX_WORKER_BYTES),
  ...(workers.length === 1
    ? []
    : [`There are ${workers.length} scripts of the app behind all tabs, not one.`]),
  ...(firstPaint.length > 0 ? [] : ['The page loads no script.']),
  ...inlineIn(page),
  ...files.filter((path) => path.endsWith('.map')).map((path) => `A source map: ${path}`),
];
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;

/** Scripts with all that they import statically, by their paths. */
function withImports(entries: readonly string[]): string[] {
  const found = new Set(entries);
  // What is added while going through a set is gone through as well.
  for (const path of found) {
    for (const statement of parseAst(readFileSync(join(web, path), 'utf8')).body) {
      const source = 'source' in statement ? statement.source?.value : undefined;
      if (typeof source === 'string') found.add(posix.join(posix.dirname(path), source));
    }
  }
  return [...found];
}

function tooLarge(what: string, paths: readonly string[], most: number): string[] {
  const sizeOf = (ending: string) =>
    paths.reduce((sum, path) => sum + statSync(join(web, path + ending)).size, 0);
  const inKb = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
  const [plain, gzip, brotli] = [sizeOf(''), sizeOf('.gz'), sizeOf('.br')];
  process.stdout.write(
    `${what}: ${inKb(gzip)} of script by gzip (${inKb(most)} at most), ${inKb(brotli)} by Brotli, ${inKb(plain)} unpacked.\n`,
  );
  return gzip <= most ? [] : [`${what}: ${inKb(gzip)} by gzip are more than ${inKb(most)}.`];
}

/** What the policy would not let the page do: scripts and styles in its own text, and files that are not its own. */
function inlineIn(html: string): string[] {
  const scripts = [...html.matchAll(/<script\b([^>]*)>([^<]*)/g)].filter(
    ([, attributes = '', text = '']) => !attributes.includes('src=') || text.trim() !== '',
  );
  const styles = [...html.matchAll(/<style\b|\sstyle=|\son\w+=/g)];
  const missing = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].filter(
    ([, path = '']) => !path.startsWith('/') || !existsSync(join(web, path)),
  );
  return [...scripts, ...styles, ...missing].map(([text]) => `The page may not have this: ${text}`);
}
