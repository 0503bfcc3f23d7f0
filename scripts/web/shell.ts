import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';
import { packFiles } from './packFiles.ts';

type Shell = { atOnce: { url: string; revision: string | null }[]; later: string[] };

/** Read when somebody looks for an emoji, and large. */
const WHEN_NEEDED = /[\\/]emojibase-data[\\/]/;
/** Of the fonts, those that English is written in; the browser fetches others when a letter of theirs is shown. */
const FONT_AT_ONCE = /-latin-wght-(normal|italic)-/;

/** What is kept though its name does not tell its content: where it is served, and its file. */
const UNNAMED: [string, string][] = [
  ['/', 'index.html'],
  ['/icon.svg', 'icon.svg'],
];

/**
 * Builds the service worker after all else, with the list of what it keeps: in one file, at the root of what is served,
 * since it rules over paths below its own.
 */
export function shell(root: string, outDir: string): Plugin {
  const versioned = async ([url, name]: [string, string]) => {
    const content = await readFile(join(outDir, name));
    return { url, revision: createHash('sha256').update(content).digest('hex').slice(0, 16) };
  };
  let listed: Shell = { atOnce: [], later: [] };
  return {
    name: 'parley:shell',
    apply: 'build',
    generateBundle(_options, bundle) {
      const assets = Object.values(bundle).filter(({ fileName }) => fileName.startsWith('assets/'));
      const isAtOnce = (file: Rolldown.OutputAsset | Rolldown.OutputChunk): boolean =>
        file.type === 'chunk'
          ? !file.moduleIds.some((id) => WHEN_NEEDED.test(id))
          : !file.fileName.endsWith('.woff2') || FONT_AT_ONCE.test(file.fileName);
      const paths = (files: typeof assets) => files.map(({ fileName }) => `/${fileName}`).sort();
      listed = {
        atOnce: paths(assets.filter(isAtOnce)).map((url) => ({ url, revision: null })),
        later: paths(assets.filter((file) => !isAtOnce(file))),
      };
    },
    async closeBundle(error) {
      if (error) return;
      const atOnce = [...listed.atOnce, ...(await Promise.all(UNNAMED.map(versioned)))];
      // For pages that have no service worker (src/web/page/loadRest.ts).
      const paths = { ...listed, atOnce: atOnce.map(({ url }) => url) };
      await writeFile(join(outDir, 'shell.json'), JSON.stringify(paths));
      await build({
        configFile: false,
        root,
        publicDir: false,
        logLevel: 'warn',
        define: { __SHELL__: JSON.stringify({ ...listed, atOnce }) },
        build: {
          outDir,
          emptyOutDir: false,
          rolldownOptions: {
            input: join(root, 'serviceWorker.ts'),
            output: { format: 'iife', entryFileNames: 'serviceWorker.js' },
          },
        },
      });
      await packFiles(outDir);
    },
  };
}
