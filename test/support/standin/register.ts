import { registerHooks } from 'node:module';
import { isMainThread } from 'node:worker_threads';

/**
 * Maps the specifier `electron` to the double in the main thread, and to a module that refuses in Workers, where
 * Electron's own API does not exist either. Loaded with `--import`, which Workers inherit.
 */
const double = new URL(isMainThread ? './electron.ts' : './electronInWorker.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier !== 'electron' && specifier !== 'electron/main') return nextResolve(specifier, context);
    return { url: double, format: 'module-typescript', shortCircuit: true };
  },
});
