import type { Log } from '../client/app/Log.ts';

/** To the browser's console, for whoever looks there. */
export const consoleLog: Log = {
  warn: (what, detail) => console.warn(what, detail ?? ''),
  error: (what, detail) => console.error(what, detail ?? ''),
};
