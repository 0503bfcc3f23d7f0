import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Epoch, SpaceId } from '../../../src/shared/model/ids.ts';
import { healthSchema } from '../../../src/shared/protocol/http.ts';
import { type CliResult, ServerProcess } from '../space/ServerProcess.ts';

const CLOCK_HOOK = join(import.meta.dirname, 'shiftedClock.ts');
/** A link that says nothing is given up in seconds here, not in a quarter of a minute; nobody is told to slow down at the door. */
const LIMITS = {
  pingIntervalMs: 1_500,
  pingTimeoutMs: 1_500,
  signInPerName: { perSecond: 100, burst: 1_000 },
  signInPerAddress: { perSecond: 100, burst: 1_000 },
};

/** The space's server in a process of its own, which may be killed, paused, backed up and restored. */
export class SpaceServer {
  port = 0;
  epoch: Epoch | undefined;
  spaceId: SpaceId | undefined;
  readonly dataFolder: string;
  readonly clockPath: string;
  readonly #folder: string;
  readonly #backupFolder: string;
  #process: ServerProcess | undefined;
  #backups = 0;

  constructor(folder: string, dataFolder: string) {
    this.#folder = folder;
    this.#backupFolder = folder;
    this.dataFolder = dataFolder;
    this.clockPath = join(folder, 'server.clock');
    writeFileSync(join(folder, 'limits.json'), JSON.stringify(LIMITS));
    this.shiftClock(0);
  }

  get isRunning(): boolean {
    return this.#process !== undefined;
  }

  get databasePath(): string {
    return join(this.dataFolder, 'space.sqlite');
  }

  get said(): string {
    return this.#process?.stderr.slice(-8_000) ?? '';
  }

  shiftClock(ms: number): void {
    writeFileSync(this.clockPath, String(ms));
  }

  /** At the port it had; rejects with what it said when it does not come up. */
  async start(): Promise<void> {
    if (this.#process) return;
    const options = ['--registration', 'open', '--web', 'off', '--log-level', 'warn'];
    const limits = ['--limits', join(this.#folder, 'limits.json')];
    const args = ['--port', `${this.port}`, '--data', this.dataFolder, ...options, ...limits];
    const env = { NODE_OPTIONS: `--import ${CLOCK_HOOK}`, PARLEY_CHAOS_CLOCK: this.clockPath };
    const { server, url } = await ServerProcess.start(args, env);
    this.#process = server;
    this.port = Number(new URL(url).port);
    const health = healthSchema.parse(await (await fetch(`${url}/health`)).json());
    this.epoch = health.epoch;
    this.spaceId = health.spaceId;
  }

  /** By `SIGKILL`, or by `SIGTERM` as an operator does. */
  async stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<CliResult | undefined> {
    const stopped = this.#process;
    if (!stopped) return undefined;
    this.#process = undefined;
    const ended = stopped.ended();
    stopped.kill(signal);
    return ended;
  }

  pause(isPaused: boolean): void {
    this.#process?.kill(isPaused ? 'SIGSTOP' : 'SIGCONT');
  }

  /** Makes a backup while it runs; answers with its file. */
  async backUp(): Promise<string> {
    const path = join(this.#backupFolder, `backup-${++this.#backups}.sqlite`);
    await this.#command('backup', path);
    return path;
  }

  /** Puts a backup in the place of what there is; the server must not run. What was there is thrown away. */
  async restore(path: string): Promise<void> {
    await this.#command('restore', path, '--replace');
    for (const name of readdirSync(this.dataFolder))
      if (name.includes('.before-')) rmSync(join(this.dataFolder, name));
  }

  async #command(...words: string[]): Promise<void> {
    const { code, stderr } = await ServerProcess.run([...words, '--data', this.dataFolder]);
    if (code !== 0) throw new Error(`${words.join(' ')}: ${stderr.trim()}`);
  }

  /** What the process holds now, as Linux says; `undefined` elsewhere. */
  holdings(): Holdings | undefined {
    const pid = this.#process?.pid;
    if (pid === undefined || process.platform !== 'linux') return undefined;
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return {
      megabytes: Math.round(Number(kilobytes) / 1024),
      descriptors: readdirSync(`/proc/${pid}/fd`).length,
    };
  }
}

/** Memory that is resident, and open descriptors. */
export type Holdings = { megabytes: number; descriptors: number };
