import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** A web client of few words, as a build leaves it: texts with their packed forms beside them. */
export const builtFiles = {
  'index.html':
    '<!doctype html><title>Parley</title><script type="module" src="/assets/index-a1B2.js"></script>\n',
  'serviceWorker.js': 'self.addEventListener("fetch", () => undefined);\n',
  'manifest.webmanifest': '{ "name": "Parley" }\n',
  'assets/index-a1B2.js': `document.title = "Parley";\n${'// Something that packs well.\n'.repeat(40)}`,
  'assets/index-c3D4.css': `body { margin: 0 }\n${'/* Something that packs well. */\n'.repeat(40)}`,
  'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
} as const;

/** Stands for a font and a picture: bytes that nothing can pack. */
const plainFiles = { 'assets/inter-e5F6.woff2': 'wOF2', 'icon-192.png': '\u0089PNG' };

/** Writes it into a folder, which is made. */
export function writeWebClient(folder: string): void {
  for (const [name, content] of Object.entries({ ...builtFiles, ...plainFiles })) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    if (name in plainFiles) continue;
    writeFileSync(`${path}.br`, brotliCompressSync(content));
    writeFileSync(`${path}.gz`, gzipSync(content));
  }
}
