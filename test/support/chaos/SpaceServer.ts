import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Epoch, SpaceId } from '../../../src/shared/model/ids.ts';
import type { Pin } from '../../../src/shared/model/trust.ts';
import { type Health, healthSchema } from '../../../src/shared/protocol/http.ts';
import { type CliResult, ServerProcess } from '../space/ServerProcess.ts';
import { errorsIn } from './errorsIn.ts';

const CLOCK_HOOK = join(import.meta.dirname, 'shiftedClock.ts');
/** A link that says nothing is given up in seconds here, not in a quarter of a minute; nobody is told to slow down at the door. */
const LIMITS = {
  pingIntervalMs: 1_500,
  pingTimeoutMs: 3_000,
  signInPerName: { perSecond: 100, burst: 1_000 },
  signInPerAddress: { perSecond: 100, burst: 1_000 },
};

/** So much of what it said last is told where it ended as it should not. */
const MAX_SAID = 8_000;

/**
 * Ports that no system gives to who asks for any: while the server is down, nobody's outgoing connection takes its port, not
 * even one of those that try to reach it.
 */
const PORTS = { from: 10_000, to: 32_000 };

/** The space's server in a process of its own, which may be killed, paused, backed up and restored. It speaks TLS as on a LAN. */
export class SpaceServer {
  port = 0;
  epoch: Epoch | undefined;
  spaceId: SpaceId | undefined;
  /** The key that its clients hold it to. */
  pin: Pin | undefined;
  /** What the first account takes. */
  setupCode: string | undefined;
  readonly dataFolder: string;
  readonly clockPath: string;
  readonly #folder: string;
  readonly #backupFolder: string;
  readonly #violated: (what: string) => void;
  #process: ServerProcess | undefined;
  #backups = 0;
  /** Whether it has to come up with another past than it had. */
  #isRestored = false;
  /** Whether its disk was full while this process ran: it may have logged so. */
  #lackedRoom = false;
  /** Whether its disk has ever been full: clients may have been told so, and tell of it late. */
  hasLackedRoom = false;

  /** Tells `violated` of an end that nobody asked for, and of what it logged as a fault of its own. */
  constructor(folder: string, dataFolder: string, violated: (what: string) => void) {
    this.#violated = violated;
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

  /** Where its own computer finds it, past all networks. */
  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get databasePath(): string {
    return join(this.dataFolder, 'space.sqlite');
  }

  /** Call when its disk is being filled. */
  lacksRoom(): void {
    this.#lackedRoom = true;
    this.hasLackedRoom = true;
  }

  shiftClock(ms: number): void {
    writeFileSync(this.clockPath, String(ms));
  }

  /** At the port it had; rejects with what it said when it does not come up, or not as who it was. */
  async start(): Promise<void> {
    if (this.#process) return;
    if (this.port === 0) this.port = await freePort();
    const options = ['--registration', 'open', '--web', 'off', '--log-level', 'warn'];
    const limits = ['--limits', join(this.#folder, 'limits.json')];
    const place = ['--host', '0.0.0.0', '--tls', 'auto', '--port', `${this.port}`, '--data', this.dataFolder];
    const args = [...place, ...options, ...limits];
    const env = { NODE_OPTIONS: `--import ${CLOCK_HOOK}`, PARLEY_CHAOS_CLOCK: this.clockPath };
    const { server } = await ServerProcess.start(args, env);
    this.#process = server;
    this.#lackedRoom = false;
    void server.ended().then((result) => this.#ended(server, result));
    const health = healthSchema.parse(await (await fetch(`${this.address}/health`)).json());
    if (health.isNew) this.setupCode = await server.says(/setup code (\S+)/);
    this.#recognize(health);
  }

  /** A restore makes another past of it, and nothing else does; it is the same space with the same key through all of that. */
  #recognize({ epoch, spaceId, pin }: Health): void {
    const was = { epoch: this.epoch, spaceId: this.spaceId, pin: this.pin };
    const isRestored = this.#isRestored;
    this.#isRestored = false;
    this.epoch = epoch;
    this.spaceId = spaceId;
    this.pin = pin ?? undefined;
    if (pin === null) throw new Error('the server speaks no TLS');
    if (was.epoch === undefined) return;
    if (isRestored && epoch === was.epoch) throw new Error('S11: it was restored, and its epoch is the same');
    if (!isRestored && epoch !== was.epoch)
      throw new Error('S11: its epoch changed, and nothing was restored');
    if (spaceId !== was.spaceId || pin !== was.pin)
      throw new Error('it is another space, or has another key');
  }

  /** By `SIGKILL`, or by `SIGTERM` as an operator does, which it has to follow in good order. */
  async stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const stopped = this.#process;
    if (!stopped) return;
    this.#process = undefined;
    stopped.kill(signal);
    const { code, stderr } = await stopped.ended();
    if (signal === 'SIGTERM' && code !== 0)
      this.#violated(`the server ended with ${code} when it was asked to: ${stderr.slice(-MAX_SAID)}`);
    if (this.#lackedRoom) return;
    for (const error of errorsIn(stderr)) this.#violated(`the server logged a fault: ${error}`);
  }

  #ended(server: ServerProcess, { code, stderr }: CliResult): void {
    if (this.#process !== server) return;
    this.#process = undefined;
    this.#violated(`the server ended by itself, with ${code}: ${stderr.slice(-MAX_SAID)}`);
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
    this.#isRestored = true;
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

/** One of `PORTS` that nobody listens at. */
async function freePort(): Promise<number> {
  for (;;) {
    const server = createServer();
    const port = PORTS.from + Math.floor(Math.random() * (PORTS.to - PORTS.from));
    const listening = once(server, 'listening').catch(() => undefined);
    server.listen(port, '0.0.0.0');
    if ((await listening) === undefined) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
