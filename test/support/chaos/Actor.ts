import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActorSetup, FromActor, Order } from './actor/talk.ts';
import { tellingHoldings } from './holdings/readHoldings.ts';
import type { Watch, WatchOver } from './holdings/Watch.ts';

const PROCESS = join(import.meta.dirname, 'actor/process.ts');
const CLOCK_HOOK = join(import.meta.dirname, 'shiftedClock.ts');
/** Longest wait for an answer, in milliseconds: an engine gives a server up after 15 s, and the rest is for slow machines. */
const ANSWER_MS = 240_000;
/** So much of what it said last is kept for whoever looks for a fault. */
const MAX_SAID = 8_000;

type Waiting = { resolve(value: unknown): void; reject(error: Error): void; timer: NodeJS.Timeout };

/** An order that came to nothing: the process was killed, or what it runs on refused. */
export class OrderError extends Error {
  override readonly name = 'OrderError';
  /** The name of the error in the process, and what a database said; `killed` where it is gone. */
  readonly of: { name: string; code: string | null };
  constructor(message: string, of: { name: string; code: string | null }) {
    super(message);
    this.of = of;
  }
}

/** One person's client in a process of its own, which may be killed, paused and started again on the same files. */
export class Actor {
  readonly setup: ActorSetup;
  readonly clockPath: string;
  #said = '';
  readonly #onSaid: (message: FromActor) => void;
  readonly #onCrash: (why: string) => void;
  readonly #watchOver: WatchOver;
  readonly #holdingsPath: string;
  readonly #waiting = new Map<number, Waiting>();
  #child: ChildProcess | undefined;
  #watch: Watch | undefined;
  #orders = 0;
  #starts = 0;

  constructor(
    setup: ActorSetup,
    watchOver: WatchOver,
    onSaid: (message: FromActor) => void,
    onCrash: (why: string) => void,
  ) {
    this.setup = setup;
    this.#watchOver = watchOver;
    this.#onSaid = onSaid;
    this.#onCrash = onCrash;
    this.clockPath = `${setup.folder}.clock`;
    this.#holdingsPath = `${setup.folder}.holdings`;
    mkdirSync(setup.folder, { recursive: true });
    this.shiftClock(0);
  }

  get name(): string {
    return this.setup.device;
  }

  get isRunning(): boolean {
    return this.#child !== undefined;
  }

  /** The end of what the process wrote. */
  get said(): string {
    return this.#said;
  }

  /** How far ahead of everyone's its clock is, in milliseconds. */
  shiftClock(ms: number): void {
    writeFileSync(this.clockPath, String(ms));
  }

  /** Starts it, and resolves when its files are open or were refused. */
  async start(): Promise<void> {
    if (this.#child) return;
    const seed = this.setup.seed + 1_000 * this.#starts++;
    const telling = tellingHoldings(this.#holdingsPath);
    const child = fork(PROCESS, [JSON.stringify({ ...this.setup, seed })], {
      execArgv: ['--import', CLOCK_HOOK, ...telling.flags],
      env: { ...process.env, PARLEY_CHAOS_CLOCK: this.clockPath, ...telling.env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text) => {
        this.#said = (this.#said + text).slice(-MAX_SAID);
      });
    const started = new Promise<void>((resolve) => {
      child.on('message', (message: FromActor) => {
        if (message.type === 'started') resolve();
        else this.#hear(message);
      });
      child.once('exit', (code, signal) => {
        if (this.#child === child) this.#onCrash(`${this.name} ended with ${code ?? signal}: ${this.#said}`);
        this.#forget(child);
        resolve();
      });
    });
    await started;
    if (this.#child === child && child.pid !== undefined)
      this.#watch = this.#watchOver(this.name, child.pid, this.#holdingsPath);
  }

  /** Compares what it holds with what it held at first, as is also done before it is ended. */
  async compareHoldings(): Promise<void> {
    await this.#watch?.compareOnceWarm();
  }

  /** As a crash or a power cut does. */
  async kill(): Promise<void> {
    await this.#watch?.compare();
    await this.abandon();
  }

  /** Kills it, whatever it holds. */
  async abandon(): Promise<void> {
    this.#watch?.end();
    const child = this.#child;
    if (!child) return;
    this.#child = undefined;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** Closes it as quitting the app does. */
  async quit(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    await this.#watch?.compare();
    this.#watch?.end();
    await this.ask({ kind: 'close' });
    this.#child = undefined;
    const ended = once(child, 'exit');
    child.disconnect();
    await ended;
  }

  pause(isPaused: boolean): void {
    this.#child?.kill(isPaused ? 'SIGSTOP' : 'SIGCONT');
  }

  /** Rejects with `OrderError`. */
  ask(order: Order): Promise<unknown> {
    const child = this.#child;
    const gone = { name: 'killed', code: null };
    if (!child?.connected) return Promise.reject(new OrderError(`${this.name} does not run`, gone));
    const id = ++this.#orders;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new OrderError(`${this.name} did not answer ${order.kind}`, { name: 'silent', code: null }));
      }, ANSWER_MS);
      this.#waiting.set(id, { resolve, reject, timer });
      child.send({ id, order }, () => {});
    });
  }

  #hear(message: FromActor): void {
    if (message.type !== 'answered' && message.type !== 'failed') {
      this.#onSaid(message);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    clearTimeout(waiting?.timer);
    if (message.type === 'answered') waiting?.resolve(message.value);
    else waiting?.reject(new OrderError(`${this.name}: ${message.name}: ${message.message}`, message));
  }

  #forget(child: ChildProcess): void {
    if (this.#child !== undefined && this.#child !== child) return;
    this.#child = undefined;
    this.#watch?.end();
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(new OrderError(`${this.name} was killed`, { name: 'killed', code: null }));
    }
    this.#waiting.clear();
  }
}
