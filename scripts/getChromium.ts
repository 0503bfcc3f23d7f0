import { existsSync } from 'node:fs';
import { findChromium } from '../test/support/chromium.ts';
import { bin, run, runNode } from './run.ts';

const LIMIT = 5 * 60_000;
const TRIAL_LIMIT = 30_000;

/**
 * The path of a Chromium for the tests: one that is here, else Playwright's, fetched, else, as root on a Debian system,
 * Debian's, installed. `undefined` after one line that says what to install. Everything it says goes to stderr.
 */
export async function getChromium(): Promise<string | undefined> {
  const here = await findRunning();
  if (here !== undefined) return here;
  process.stderr.write('No Chromium or Chrome runs here; fetching the one of Playwright…\n');
  await runNode([bin('playwright/cli.js'), 'install', 'chromium'], { output: 'keep', limit: LIMIT });
  const fetched = await findRunning();
  if (fetched !== undefined) return fetched;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) await installDebians();
  const installed = await findRunning();
  if (installed === undefined)
    process.stderr.write('Install Chromium or Chrome, or name one in PARLEY_CHROMIUM.\n');
  return installed;
}

/** One that is there but lacks a library of the system is no use: it must at least tell its version. */
async function findRunning(): Promise<string | undefined> {
  const path = findChromium();
  if (path === undefined) return undefined;
  const { code } = await run(path, ['--version'], { output: 'keep', limit: TRIAL_LIMIT }).catch(() => ({
    code: 1,
  }));
  return code === 0 ? path : undefined;
}

async function installDebians(): Promise<void> {
  process.stderr.write("That does not run here either; installing Debian's with apt-get…\n");
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { output: 'stderr', env, limit: LIMIT });
  const install = ['install', '-y', '-qq', '--no-install-recommends', 'chromium'];
  await run('apt-get', install, { output: 'stderr', env, limit: LIMIT });
}
