import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Epoch, SpaceId } from '../../../src/shared/model/ids.ts';
import type { Pin } from '../../../src/shared/model/trust.ts';
import { type Health, healthSchema } from '../../../src/shared/protocol/http.ts';
import { damageFile } from '../damage/damageFile.ts';
import { faultIn } from '../damage/faultIn.ts';
import type { Random } from '../fakeApi/random.ts';
import { freePort } from '../space/freePort.ts';
import { type CliResult, ServerProcess } from '../space/ServerProcess.ts';
import { errorsIn } from './errorsIn.ts';
import { tellingHoldings } from './holdings/readHoldings.ts';
import type { Watch, WatchOver } from './holdings/Watch.ts';

const CLOCK_HOOK = join(import.meta.dirname, 'shiftedClock.ts');
/** A link that says nothing is given up in seconds here, not in a quarter of a minute; nobody is told to slow down at the door. */
const LIMITS = {
  pingIntervalMs: 1_500,
  pingTimeoutMs: 3_000,
  signInPerName: { perSecond: 100, burst: 1_000 },
  signInPerAddress: { perSecond: 100, burst: 1_000 },
};

/** What whoever runs a server on damaged data is told to do. */
const INSTRUCTIONS = /(restore FILE --replace)/;
/** Longest wait for it to notice, in milliseconds: it looks after some seconds, and the rest is for slow machines. */
const NOTICE_MS = 240_000;
/** So much of what it said last is told where it ended as it should not. */
const MAX_SAID = 8_000;

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
  readonly #watchOver: WatchOver;
  #process: ServerProcess | undefined;
  #watch: Watch | undefined;
  #backups = 0;
  /** Whether it has to come up with another past than it had. */
  #isRestored = false;
  /** Whether its data is damaged, until a backup is put in its place. */
  #isDamaged = false;
  /** The pasts that ended with damaged data: what clients were told in them may have been wrong. */
  readonly damagedPasts = new Set<Epoch>();
  /** How often it found damaged data at the start, and how often once it had looked through it. */
  readonly foundDamage = { atStart: 0, later: 0 };
  /** Whether its disk was full while this process ran: it may have logged so. */
  #lackedRoom = false;
  /** Whether its disk has ever been full: clients may have been told so, and tell of it late. */
  hasLackedRoom = false;

  /** Tells `violated` of an end that nobody asked for, and of what it logged as a fault of its own. */
  constructor(folder: string, dataFolder: string, watchOver: WatchOver, violated: (what: string) => void) {
    this.#watchOver = watchOver;
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
    const server = await this.#launch();
    const health = healthSchema.parse(await (await fetch(`${this.address}/health`)).json());
    if (health.isNew) this.setupCode = await server.says(/setup code (\S+)/);
    this.#recognize(health);
  }

  async #launch(): Promise<ServerProcess> {
    if (this.port === 0) this.port = await freePort();
    const options = ['--registration', 'open', '--web', 'off', '--log-level', 'warn'];
    const limits = ['--limits', join(this.#folder, 'limits.json')];
    const place = ['--host', '0.0.0.0', '--tls', 'auto', '--port', `${this.port}`, '--data', this.dataFolder];
    const args = [...place, ...options, ...limits];
    const holdingsPath = join(this.#folder, 'server.holdings');
    const telling = tellingHoldings(holdingsPath);
    const flags = ['--import', CLOCK_HOOK, ...telling.flags].join(' ');
    const env = { NODE_OPTIONS: flags, PARLEY_CHAOS_CLOCK: this.clockPath, ...telling.env };
    const { server } = await ServerProcess.start(args, env);
    this.#process = server;
    if (server.pid !== undefined) this.#watch = this.#watchOver('the server', server.pid, holdingsPath);
    this.#lackedRoom = false;
    void server.ended().then((result) => this.#ended(server, result));
    return server;
  }

  /** Spoils its data until that is no sound database any more; it must have been stopped in good order. */
  damage(random: Random): void {
    while (faultIn(this.databasePath) === undefined) damageFile(this.databasePath, random);
    this.#isDamaged = true;
    if (this.epoch !== undefined) this.damagedPasts.add(this.epoch);
  }

  /**
   * Starts it on damaged data. Whoever runs it has to be told what to do: at once, and the data is left as it is then; or when it
   * has looked through what nothing asked for at the start, while it serves what can be read.
   */
  async startDamaged(): Promise<void> {
    const before = digestOf(this.databasePath);
    let server: ServerProcess;
    try {
      server = await this.#launch();
    } catch (refusal) {
      if (!INSTRUCTIONS.test(String(refusal)))
        this.#violated(`the server refused damaged data and did not say what to do: ${refusal}`);
      this.foundDamage.atStart += 1;
      if (digestOf(this.databasePath) !== before)
        this.#violated('the server wrote over damaged data that it refused');
      return;
    }
    this.foundDamage.later += 1;
    const given = new AbortController();
    const giveUp = wait(NOTICE_MS, undefined, { signal: given.signal, ref: false }).then(() => {
      throw new Error(`it never did: ${server.stderr.slice(-MAX_SAID)}`);
    });
    await Promise.race([server.says(INSTRUCTIONS), giveUp])
      .catch((why) => this.#violated(`the server did not notice that its data is damaged: ${why}`))
      .finally(() => given.abort());
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
    await this.#watch?.compare();
    this.#watch?.end();
    this.#process = undefined;
    stopped.kill(signal);
    const { code, stderr } = await stopped.ended();
    if (signal === 'SIGTERM' && code !== 0)
      this.#violated(`the server ended with ${code} when it was asked to: ${stderr.slice(-MAX_SAID)}`);
    if (this.#lackedRoom || this.#isDamaged) return;
    for (const error of errorsIn(stderr)) this.#violated(`the server logged a fault: ${error}`);
  }

  #ended(server: ServerProcess, { code, stderr }: CliResult): void {
    if (this.#process !== server) return;
    this.#watch?.end();
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

  /** Puts a backup in the place of what there is; the server must not run. What was set aside is looked at, and thrown away. */
  async restore(path: string): Promise<void> {
    const before = digestOf(this.databasePath);
    await this.#command('restore', path, '--replace');
    this.#isRestored = true;
    this.#isDamaged = false;
    const aside = readdirSync(this.dataFolder).filter((name) => name.includes('.before-'));
    if (!aside.some((name) => digestOf(join(this.dataFolder, name)) === before))
      this.#violated('a restore did not keep what was there before it');
    for (const name of aside) rmSync(join(this.dataFolder, name));
  }

  async #command(...words: string[]): Promise<void> {
    const { code, stderr } = await ServerProcess.run([...words, '--data', this.dataFolder]);
    if (code !== 0) throw new Error(`${words.join(' ')}: ${stderr.trim()}`);
  }

  /** Compares what it holds with what it held at first, as is also done before it is ended. */
  async compareHoldings(): Promise<void> {
    await this.#watch?.compareOnceWarm();
  }

  /** Kills it, whatever it holds. */
  async abandon(): Promise<void> {
    this.#watch?.end();
    const abandoned = this.#process;
    this.#process = undefined;
    abandoned?.kill('SIGKILL');
    await abandoned?.ended();
  }
}

const digestOf = (path: string): string | undefined =>
  existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : undefined;
