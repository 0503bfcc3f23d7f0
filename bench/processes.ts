import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const here = import.meta.dirname;

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
  const command = [process.execPath, join(here, script), ...args];
  const [file = '', ...rest] = canPin ? ['taskset', '-c', String(core), ...command] : command;
  return spawn(file, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
}

export type ServerProcess = { port: number; pid: number; stop(): Promise<void> };

/** Starts a server script, which prints its port when it listens. */
export async function startProcess(script: string, ...args: string[]): Promise<ServerProcess> {
  const child = run(script, args, 0);
  const port = Number(await firstLine(child));
  if (child.pid === undefined) throw new Error(`${script} has not started.`);
  return {
    port,
    pid: child.pid,
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** Runs a load script with a plan, and gives back what it prints. */
export async function runLoad(script: string, plan: object): Promise<unknown> {
  const child = run(script, [], 1);
  child.stdin?.end(JSON.stringify(plan));
  const line = await firstLine(child);
  return JSON.parse(line);
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('A process without an output cannot be listened to.');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error(`A process ended with code ${child.exitCode} before it said anything.`);
}
