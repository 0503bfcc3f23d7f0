import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The project's folder. */
export const root = join(import.meta.dirname, '..');

/** How a program ended: its exit code (`null` if a signal or the time limit ended it) and, if asked for, what it wrote. */
export type Ended = { code: number | null; output: string; timedOut: boolean };
export type RunOptions = {
  /** `inherit` shows the program's output; `keep` keeps it for the answer; `stderr` shows all of it on stderr. */
  output?: 'inherit' | 'keep' | 'stderr';
  env?: Record<string, string>;
  /** Milliseconds after which the program and its children are ended. */
  limit?: number;
  /** Milliseconds between being asked to end and being killed; five seconds where this is left out. */
  patience?: number;
  /** With `keep`: is told what the program writes, as it comes. */
  onOutput?: (text: string) => void;
  signal?: AbortSignal;
};

/**
 * Runs a program in the project's folder to its end, without a stdin. It leads a process group of its own, so that a
 * time limit, an abort, or the end of this process takes its children along. Rejects only if it cannot be started.
 */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<Ended> {
  const { output = 'inherit', env = {}, limit, patience = 5_000, onOutput, signal } = options;
  const streams = output === 'inherit' ? 'inherit' : output === 'stderr' ? 2 : 'pipe';
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', streams, streams],
    detached: process.platform !== 'win32',
  });
  const kept: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      kept.push(String(chunk));
      onOutput?.(String(chunk));
    });
  let timedOut = false;
  const stop = () => endGroup(child.pid, patience);
  const timer =
    limit === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true;
          stop();
        }, limit);
  signal?.addEventListener('abort', stop);
  process.once('exit', stop);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      process.off('exit', stop);
      resolve({ code, output: kept.join(''), timedOut });
    });
  });
}

/** Runs a TypeScript or JavaScript file, or a package's command, under this same Node. */
export function runNode(args: string[], options?: RunOptions): Promise<Ended> {
  return run(process.execPath, args, options);
}

/** The path of a package's command among the project's dependencies. */
export function bin(path: string): string {
  return join(root, 'node_modules', path);
}

/** Makes Ctrl+C and a polite kill end this script through `exit`, which ends what it started. */
export function exitOnSignals(): void {
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ] as const) {
    process.once(signal, () => process.exit(128 + number));
  }
}

/** Asks a group to end; what has not ended after `patience` ms is killed. */
function endGroup(pid: number | undefined, patience: number): void {
  if (pid === undefined) return;
  signalGroup(pid, 'SIGTERM');
  setTimeout(() => signalGroup(pid, 'SIGKILL'), patience).unref();
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
