import type { Timestamp } from '../../../../src/shared/model/ids.ts';
import type { Figures } from '../../../../src/shared/model/running.ts';

const MIB = 1024 * 1024;

/** How a fake space is doing at a moment: goes up and down like a living one, the same at every start. */
export function figuresAt(step: number, at: Timestamp): Figures {
  const wave = (period: number, low: number, high: number) =>
    low + ((1 + Math.sin(step / period)) / 2) * (high - low);
  return {
    at,
    connections: Math.round(wave(9, 17, 26)),
    people: Math.round(wave(9, 14, 19)),
    messagesPerSecond: Math.round(wave(3, 0, 14) * 10) / 10,
    eventLoopDelayMs: Math.round(wave(5, 2, 21) * 10) / 10,
    memoryBytes: Math.round(wave(20, 92, 121) * MIB),
    databaseBytes: 48 * MIB + step * 4096,
    rooms: Math.round(wave(11, 61, 74)),
  };
}

/** Figures of the last while, one a second, ending now. */
export const recentFigures = (now: Timestamp, count: number): Figures[] =>
  Array.from({ length: count }, (_, step) => figuresAt(step, now - (count - 1 - step) * 1000));
