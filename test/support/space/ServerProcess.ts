import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const CLI = join(import.meta.dirname, '../../../src/server/cli.ts');

/** What a run of the command line ended with. */
export type CliResult = { code: number | null; stdout: string; stderr: string };

/** The server's command line in a process of its own. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<{ code: number | null }>;
  stdout = '';
  stderr = '';

  constructor(args: string[], env: Record<string, string> = {}) {
    this.#child = spawn(process.execPath, [CLI, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#ended = once(this.#child, 'close').then(([code]) => ({ code }));
    this.#child.stdout?.on('data', (chunk) => {
      this.stdout += chunk;
    });
    this.#child.stderr?.on('data', (chunk) => {
      this.stderr += chunk;
    });
  }

  /** Runs a command to its end. */
  static async run(args: string[], env?: Record<string, string>): Promise<CliResult> {
    const run = new ServerProcess(args, env);
    return run.ended();
  }

  /** Starts a server and resolves with its address once it says that it listens. */
  static async start(
    args: string[],
    env?: Record<string, string>,
  ): Promise<{ server: ServerProcess; url: string }> {
    const server = new ServerProcess(args, env);
    return { server, url: await server.#listening() };
  }

  /** What it says on stderr of this form, once it does: the first group. */
  says(form: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const said = form.exec(this.stderr)?.[1];
        if (said !== undefined) resolve(said);
      };
      this.#child.stderr?.on('data', look);
      this.#child.once('close', () => reject(new Error(`The server never said ${form}: ${this.stderr}`)));
      look();
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async ended(): Promise<CliResult> {
    const { code } = await this.#ended;
    return { code, stdout: this.stdout, stderr: this.stderr };
  }

  #listening(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#child.stdout?.on('data', () => {
        const url = /^Parley is listening on (\S+)\n$/.exec(this.stdout)?.[1];
        if (url) resolve(url);
      });
      this.#child.once('close', (code) => reject(new Error(`The server ended with ${code}: ${this.stderr}`)));
    });
  }
}
