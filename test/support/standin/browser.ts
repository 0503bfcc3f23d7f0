import type { Browser } from './chromium/launch.ts';

let running: Browser | undefined;

/** The Chromium behind this process; set once by the boot script, before any code of the app runs. */
export function setBrowser(browser: Browser): void {
  running = browser;
}

export function getBrowser(): Browser {
  if (running === undefined)
    throw new Error('The stand-in is not booted: start the app through electron.sh.');
  return running;
}
