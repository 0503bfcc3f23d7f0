import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';

const here = import.meta.dirname;

/** After what happened, until what was told of it has been taken and is garbage. */
export const SETTLE_MS = 3_000;

/** Whether processes can be kept apart, so that the load does not slow down what it measures. */
export const canPin = hasTaskset() && availableParallelism() > 1;

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['-p', String(process.pid)], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Runs one of the scripts of this folder under this Node, on a core of its own where that can be had. */
function run(script: string, args: string[], core: number): ChildProcess {
  const command = [process.execPath, '--expose-gc', join(here, script), ...args];
  const [file = '', ...rest] = canPin ? ['taskset', '-c', String(core), ...command] : command;
  return spawn(file, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
}

export type ServerProcess = {
  port: number;
  pid: number;
  /**
   * Waits until what was told of what happened has been taken, and has the process throw away what it does not need, where its script
   * can (`collectWhenAsked.ts`).
   */
  settle(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts a server script, which prints its port when it listens. */
export async function startProcess(script: string, ...args: string[]): Promise<ServerProcess> {
  const child = run(script, args, 0);
  const lines = linesOf(child);
  const port = Number(await nextLine(child, lines));
  if (child.pid === undefined) throw new Error(`${script} has not started.`);
  return {
    port,
    pid: child.pid,
    async settle() {
      await wait(SETTLE_MS);
      child.kill('SIGUSR2');
      await nextLine(child, lines);
    },
    stop: () => end(child),
  };
}

/** Runs a load script with a plan, and gives back what it prints. */
export async function runLoad(script: string, plan: object): Promise<unknown> {
  const child = run(script, [], 1);
  child.stdin?.end(JSON.stringify(plan));
  const line = await nextLine(child, linesOf(child));
  return JSON.parse(line);
}

/** Runs a load script that goes on until it is ended; resolves when it is under way. */
export async function holdLoad(script: string, plan: object): Promise<{ stop(): Promise<void> }> {
  const child = run(script, [], 1);
  child.stdin?.end(JSON.stringify(plan));
  await nextLine(child, linesOf(child));
  return { stop: () => end(child) };
}

/** Ends a process that may have ended by itself. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

function linesOf(child: ChildProcess): AsyncIterator<string> {
  if (!child.stdout) throw new Error('A process without an output cannot be listened to.');
  return createInterface({ input: child.stdout })[Symbol.asyncIterator]();
}

async function nextLine(child: ChildProcess, lines: AsyncIterator<string>): Promise<string> {
  const { done, value } = await lines.next();
  if (done) throw new Error(`A process ended with code ${child.exitCode} before it said what it should.`);
  return value;
}
