import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { electronVersion, findElectron } from '../test/support/electronBinary.ts';
import { bin, run, runNode } from './run.ts';

const PROBE_LIMIT = 10_000;
const GRACE = 5_000;
const FETCH_LIMIT = 15 * 60_000;
const TRIAL_LIMIT = 20_000;

/** Electron's executable, ready to run, or the reason in one sentence why there is none. */
export type Runtime = { path: string; reason?: undefined } | { path?: undefined; reason: string };

/** Finds Electron's runtime, fetching it if it is missing, and tries whether it runs here at all. */
export async function getElectron(): Promise<Runtime> {
  const path = findElectron() ?? (await fetchElectron());
  if (path === undefined) {
    const from = mirror() === github ? 'GitHub' : mirror();
    return {
      reason: `Electron's runtime could not be fetched from ${from}; to name a mirror, set ELECTRON_MIRROR to its address.`,
    };
  }
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    return { reason: 'There is no display here for a window.' };
  }
  const trial = await run(path, ['--version', ...sandboxSwitches(path)], {
    output: 'keep',
    limit: TRIAL_LIMIT,
  });
  if (trial.code === 0) return { path };
  return { reason: `Electron does not run here: ${firstLine(trial.output) || 'it ended without a word'}.` };
}

/**
 * Chromium's sandbox cannot be had by root, nor, on systems that forbid unprivileged user namespaces, by a program
 * whose `chrome-sandbox` is not owned by root with the set-uid bit.
 * Source: Chromium's docs/security/apparmor-userns-restrictions.md.
 */
export function sandboxSwitches(electron: string): string[] {
  if (process.platform !== 'linux') return [];
  return process.getuid?.() === 0 || !sandboxAllowed(electron) ? ['--no-sandbox'] : [];
}

function sandboxAllowed(electron: string): boolean {
  const helper = join(dirname(electron), 'chrome-sandbox');
  if (existsSync(helper) && statSync(helper).uid === 0 && (statSync(helper).mode & 0o4000) !== 0) return true;
  const says = (path: string, value: string) =>
    existsSync(path) && readFileSync(path, 'utf8').trim() === value;
  const restricted = says('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1');
  return !restricted && !says('/proc/sys/kernel/unprivileged_userns_clone', '0');
}

const github = 'https://github.com/electron/electron/releases/download/';
const mirror = (): string =>
  process.env['ELECTRON_MIRROR'] || process.env['npm_config_electron_mirror'] || github;

/**
 * Runs Electron's own installer, which also finds a copy in its cache without any network. If the place it fetches
 * from does not answer at all, it gets a few seconds to finish from the cache and is then given up.
 */
async function fetchElectron(): Promise<string | undefined> {
  process.stderr.write(`Fetching Electron ${electronVersion}, once…\n`);
  const giveUp = new AbortController();
  const done = new AbortController();
  const fetching = runNode([bin('electron/install.js')], {
    output: 'keep',
    limit: FETCH_LIMIT,
    signal: giveUp.signal,
  });
  void answers(mirror(), done.signal).then((reachable) => {
    if (!reachable && !done.signal.aborted) setTimeout(() => giveUp.abort(), GRACE).unref();
  });
  await fetching;
  done.abort();
  return findElectron();
}

/** Whether a server answers at an address, with whatever status. */
async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    await fetch(url, { method: 'HEAD', signal: AbortSignal.any([signal, AbortSignal.timeout(PROBE_LIMIT)]) });
    return true;
  } catch {
    return false; // Every way of not answering means the same here.
  }
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
