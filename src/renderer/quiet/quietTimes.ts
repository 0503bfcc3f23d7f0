import type { Timestamp } from '../../shared/model/ids.ts';
import type { Quiet } from '../actions/quiet.ts';
import { offeredMornings } from '../later/laterTimes.ts';

const MINUTE = 60_000;
const DAY_MINUTES = 24 * 60;

export const pauses = ['minutes30', 'hour1', 'tomorrow'] as const;
export type Pause = (typeof pauses)[number];

/** When a pause that is chosen now ends. */
export function pauseEnd(pause: Pause, now: Timestamp): Timestamp {
  if (pause === 'minutes30') return now + 30 * MINUTE;
  if (pause === 'hour1') return now + 60 * MINUTE;
  const morning = offeredMornings(now).find(({ id }) => id === 'tomorrow');
  return morning?.at ?? now + DAY_MINUTES * MINUTE;
}

/** How long one is left alone, if by a pause: its end while it lasts. */
export const pausedUntil = (quiet: Quiet | undefined, now: Timestamp): Timestamp | null =>
  quiet?.until != null && quiet.until > now ? quiet.until : null;

/** Minutes after midnight as a field for a time has them: `07:05`. */
export const fieldOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** What such a field says; `undefined` while it says nothing whole. */
export function minutesOf(field: string): number | undefined {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(field) ?? [];
  const at = Number(hours) * 60 + Number(minutes);
  return Number.isNaN(at) || at >= DAY_MINUTES ? undefined : at;
}
