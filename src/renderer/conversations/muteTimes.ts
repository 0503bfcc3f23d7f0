import type { Timestamp } from '../../shared/model/ids.ts';

const HOUR = 3_600_000;
/** When a day begins for those who want to be left alone until tomorrow, in hours of this computer's time. */
const MORNING = 8;

export const muteTimes = ['hour', 'hours8', 'tomorrow', 'good'] as const;
export type MuteTime = (typeof muteTimes)[number];

/** When a mute that is chosen now ends; `null` for never. */
export function muteUntil(time: MuteTime, now: Timestamp): Timestamp | null {
  if (time === 'good') return null;
  if (time === 'hour') return now + HOUR;
  if (time === 'hours8') return now + 8 * HOUR;
  const morning = new Date(now);
  morning.setDate(morning.getDate() + 1);
  return morning.setHours(MORNING, 0, 0, 0);
}
