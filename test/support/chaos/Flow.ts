import type { Socket } from 'node:net';
import type { Way, Weather } from './Weather.ts';

/** How much waits in one flow until its source is asked to pause, in bytes. */
const MAX_WAITING_BYTES = 256 * 1024;
/** How long a flow that is throttled or stopped waits until it looks again, in milliseconds. */
const LOOK_AGAIN_MS = 20;

/** One way of one connection: hands on what comes, in order, when and as fast as the weather lets it. */
export class Flow {
  readonly #to: Socket;
  readonly #from: Socket;
  readonly #way: Way;
  readonly #weather: () => Weather;
  #waiting: { bytes: Buffer; dueAt: number }[] = [];
  #waitingBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #hasEnded = false;
  #closed = false;

  constructor(from: Socket, to: Socket, way: Way, weather: () => Weather) {
    this.#from = from;
    this.#to = to;
    this.#way = way;
    this.#weather = weather;
    from.on('data', (bytes) => this.#take(bytes));
    from.on('end', () => {
      this.#hasEnded = true;
      this.#pump();
    });
  }

  /** Nothing is handed on any more. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#waiting = [];
  }

  #take(bytes: Buffer): void {
    if (this.#closed) return;
    this.#waiting.push({ bytes, dueAt: performance.now() + this.#weather().delayMs });
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes > MAX_WAITING_BYTES) this.#from.pause();
    if (this.#timer === undefined) this.#pump();
  }

  #pump(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#closed) return;
    const { bytesPerSecond, stopped } = this.#weather();
    let allowance = stopped.includes(this.#way) ? 0 : (bytesPerSecond * LOOK_AGAIN_MS) / 1000;
    for (let first = this.#waiting.at(0); first !== undefined && allowance > 0; first = this.#waiting.at(0)) {
      if (first.dueAt > performance.now()) break;
      const taken = first.bytes.subarray(0, Math.ceil(allowance));
      this.#to.write(taken);
      allowance -= taken.length;
      this.#waitingBytes -= taken.length;
      if (taken.length === first.bytes.length) this.#waiting.shift();
      else first.bytes = first.bytes.subarray(taken.length);
    }
    if (this.#waitingBytes <= MAX_WAITING_BYTES && this.#from.isPaused()) this.#from.resume();
    if (this.#waiting.length > 0) this.#timer = setTimeout(() => this.#pump(), LOOK_AGAIN_MS);
    else if (this.#hasEnded) this.#to.end();
  }
}
