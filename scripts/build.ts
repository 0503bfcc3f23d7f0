import { build } from './ensureBuilt.ts';
import { exitOnSignals } from './run.ts';

/** `npm run build`: the desktop app and the web client, into out/. */
exitOnSignals();
process.exitCode = (await build()) ? 0 : 1;
