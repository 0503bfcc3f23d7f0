import { type Holdings, readHoldings, whyNotMeasured } from './readHoldings.ts';

/** After how long a process holds what it needs to work, in milliseconds. */
const WARM_AFTER_MS = 4_000;
/** Longest wait for what a process says it holds, in milliseconds: some are paused, and some machines are slow. */
const ANSWER_MS = 240_000;

/** What a process may hold beyond what it held when it was warm. */
export type Allowance = Holdings;
export type Grown = { name: string; warm: Holdings; now: Holdings };

/** Begins to watch over a process by its name, its id, and the file in which it says what it holds. */
export type WatchOver = (name: string, pid: number, path: string) => Watch;

type Watching = {
  name: string;
  pid: number;
  /** Where it says what it holds. */
  path: string;
  may(): Allowance;
  violated(what: string): void;
  noted(grown: Grown): void;
};

/** Holds a process to what it held when it had just begun to work. */
export class Watch {
  readonly #watching: Watching;
  readonly #ended = new AbortController();
  readonly #warm: Promise<Holdings | undefined>;
  readonly #timer: NodeJS.Timeout;
  #isWarm = false;

  /** Begins with a process that has just been started by `tellingHoldings(path)`. */
  constructor(watching: Watching) {
    this.#watching = watching;
    const { promise, resolve } = Promise.withResolvers<Holdings | undefined>();
    this.#warm = promise;
    this.#timer = setTimeout(() => {
      this.#isWarm = true;
      resolve(this.#measure());
    }, WARM_AFTER_MS);
    this.#ended.signal.addEventListener('abort', () => resolve(undefined));
  }

  /** Compares what it holds now; one that is not warm yet has nothing to be compared with, and is let go. */
  async compare(): Promise<void> {
    if (this.#isWarm) await this.compareOnceWarm();
  }

  /** Likewise, and waits until it is warm. */
  async compareOnceWarm(): Promise<void> {
    const warm = await this.#warm;
    const now = warm && (await this.#measure());
    if (warm === undefined || now === undefined) return;
    const { name, may, violated, noted } = this.#watching;
    noted({ name, warm, now });
    for (const excess of tooMuch(warm, now, may())) violated(`${name} holds more and more: ${excess}`);
  }

  /** The process has ended, or is of no interest any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#ended.abort();
  }

  async #measure(): Promise<Holdings | undefined> {
    const { name, pid, path, violated } = this.#watching;
    if (whyNotMeasured !== undefined) return undefined;
    const { signal } = this.#ended;
    try {
      return await readHoldings(pid, path, AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]));
    } catch (error) {
      if (!signal.aborted) violated(`nobody knows what ${name} holds: ${error}`);
      return undefined;
    }
  }
}

const KINDS = ['heap', 'resident', 'descriptors'] as const;

/** In a line, how much of each kind somebody's processes held at most beyond what they held when they were warm. */
export function tellGrowth(whose: string, grown: readonly Grown[]): string {
  const most = KINDS.map((kind) => {
    const growths = grown.map(({ warm, now }) => now[kind] - warm[kind]);
    return `${Math.round(Math.max(0, ...growths))} ${kind === 'descriptors' ? kind : `MB ${kind}`}`;
  });
  return `${whose} were compared ${grown.length} times with what they held when they were warm; at most they grew by ${most.join(', ')}.`;
}

/** What of `now` is more than somebody may hold who held `warm`; a figure that is none is too much. */
export function tooMuch(warm: Holdings, now: Holdings, may: Allowance): string[] {
  return KINDS.filter((key) => !(now[key] - warm[key] <= may[key])).map(
    (key) => `${key} ${Math.round(now[key])}, of ${Math.round(warm[key])} when it was warm`,
  );
}
