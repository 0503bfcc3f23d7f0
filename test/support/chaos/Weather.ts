/** What a network is like, between one client and the server. */
export type Weather = {
  /** Each way, in milliseconds. */
  delayMs: number;
  /** Each way and for each connection. */
  bytesPerSecond: number;
  /** A connection reaches the server so many milliseconds after it was made, at most: later ones overtake it. */
  reorderMs: number;
  /** Which ways nothing goes any more, though no connection ends; `up` is towards the server. */
  stopped: readonly Way[];
  /** Connections are closed as soon as they are made. */
  refuses: boolean;
};
export type Way = 'up' | 'down';

export const calm: Weather = {
  delayMs: 0,
  bytesPerSecond: Number.POSITIVE_INFINITY,
  reorderMs: 0,
  stopped: [],
  refuses: false,
};
