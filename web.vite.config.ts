import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import packageJson from './package.json' with { type: 'json' };
import { shell } from './scripts/web/shell.ts';

const at = (path: string): string => resolve(import.meta.dirname, path);

/** While developing: the space that the page talks to. */
const space = process.env['PARLEY_SPACE'] || 'http://127.0.0.1:4100';

/**
 * The web client, into out/web: the page with absolute addresses (it is also served at `/join/<code>`), everything in
 * assets/ named by what is in it. Node is needed to build, which src/web may not import: hence a file beside it.
 */
export default defineConfig({
  root: at('src/web'),
  base: '/',
  plugins: [react(), shell(at('src/web'), at('out/web'))],
  define: { __VERSION__: JSON.stringify(packageJson.version) },
  worker: { format: 'es' },
  // The page says the same host as its origin, so that the space lets it in: `changeOrigin` must stay off.
  server: { proxy: { '/api': space, '/health': space, '/socket.io': { target: space, ws: true } } },
  build: {
    outDir: at('out/web'),
    emptyOutDir: true,
    minify: true,
    // They would be most of what a server sends out, and show nothing that the project does not show anyway.
    sourcemap: false,
    // A font or picture in the bundle's text would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    // One file of styles: loaded in parts, what comes late would stand behind what it is to be overruled by.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { index: at('src/web/index.html') } },
  },
});
