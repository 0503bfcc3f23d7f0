import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { requireChromium } from '../../chromium.ts';
import { isAlive } from '../processes.ts';
import { CdpConnection } from './connection.ts';

/** A running Chromium: the protocol to drive it, its process, and a promise of its end. */
export type Browser = { connection: CdpConnection; process: ChildProcess; exited: Promise<void> };
export type BrowserOptions = { profile: string; headed: boolean; dark: boolean };

const switches = [
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-default-apps',
  '--disable-breakpad',
  '--disable-hang-monitor',
  '--disable-ipc-flooding-protection',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-back-forward-cache',
  '--disable-dev-shm-usage',
  '--disable-search-engine-choice-screen',
  '--disable-features=HttpsUpgrades,Translate,OptimizationHints,MediaRouter',
  '--force-color-profile=srgb',
  '--password-store=basic',
  '--use-mock-keychain',
];

/**
 * The profile for an app's pages: kept with the app's data, so that a restart finds it, but a second instance on the
 * same data, which is about to quit, gets one of its own, since Chromium refuses a profile that is in use.
 */
export function chooseProfile(userData: string): { profile: string; remove: () => void } {
  const profile = join(userData, 'chromium');
  if (!isInUse(profile)) return { profile, remove: () => undefined };
  const own = `${profile}-${process.pid}`;
  return { profile: own, remove: () => rmSync(own, { recursive: true, force: true }) };
}

/** Chromium's lock is a link to `<host>-<process>`; it outlives a Chromium that was killed. */
function isInUse(profile: string): boolean {
  try {
    const holder = readlinkSync(join(profile, 'SingletonLock'));
    return isAlive(Number(holder.slice(holder.lastIndexOf('-') + 1)));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

/**
 * Starts Chromium with two ways in: a pipe for the stand-in, and a port for Playwright, whose launcher waits for the
 * line `DevTools listening on ws://…` that is passed on to this process's stderr. Everything else Chromium says is
 * kept, and printed only if it ends by itself.
 */
export function startChromium({ profile, headed, dark }: BrowserOptions): Browser {
  mkdirSync(profile, { recursive: true });
  const args = [
    ...switches,
    ...(headed ? [] : ['--headless', '--disable-gpu']),
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--blink-settings=preferredColorScheme=${dark ? 0 : 1}`,
    '--remote-debugging-pipe',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
  ];
  const child = spawn(requireChromium(), args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] });
  const said = relayStderr(child.stderr as Readable);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.once('error', (error) => said.push(error.message));
  child.once('exit', (code, signal) => {
    if (code !== 0 && signal !== 'SIGKILL')
      process.stderr.write(`Chromium ended (${code ?? signal}):\n${said.join('\n')}\n`);
  });
  const connection = new CdpConnection(child.stdio[3] as Writable, child.stdio[4] as Readable);
  return { connection, process: child, exited };
}

function relayStderr(stderr: Readable): string[] {
  const kept: string[] = [];
  createInterface({ input: stderr }).on('line', (line) => {
    if (line.startsWith('DevTools listening on ')) process.stderr.write(`${line}\n`);
    kept.push(line);
    if (kept.length > 40) kept.shift();
  });
  return kept;
}
