import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string): string => resolve(import.meta.dirname, path);

/**
 * Three builds into out/: the main process as ESM, the preload as one CommonJS file (a sandboxed preload can be nothing
 * else), the renderer with relative URLs, because it is served from the app's own scheme. `dependencies` stay outside
 * the main bundle, `devDependencies` go into it. Worker entries are imported with `?modulePath`.
 */
export default defineConfig({
  main: {
    build: { sourcemap: true, rolldownOptions: { input: { index: at('src/main/index.ts') } } },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    base: './',
    plugins: [react()],
    build: {
      minify: true,
      sourcemap: true,
      // A font or picture in the bundle's text would need `data:` in the content security policy.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: at('src/renderer/index.html') } },
    },
  },
});
