import type { EntryValue } from './entry.ts';
import type { Timestamp } from './ids.ts';

/** A moment as a clock on the wall shows it: minutes after midnight, and the day of the week, 0 for Sunday. */
export type WallTime = { minute: number; day: number };

/** A moment on this device's own clock. */
export function wallTimeOf(at: Timestamp): WallTime {
  const date = new Date(at);
  return { minute: date.getHours() * 60 + date.getMinutes(), day: date.getDay() };
}

/**
 * Whether a person does not want to be disturbed at a moment: until a time, or at these hours. Hours that end no later
 * than they begin go on into the next day, and belong to the day on which they begin.
 */
export function isQuiet(
  quiet: EntryValue<'quiet'> | undefined,
  now: Timestamp,
  { minute, day }: WallTime = wallTimeOf(now),
): boolean {
  if (quiet === undefined) return false;
  if (quiet.until !== null && now < quiet.until) return true;
  if (quiet.hours === null) return false;
  const { from, to, days } = quiet.hours;
  const begun = minute >= from && days.includes(day);
  if (from < to) return begun && minute < to;
  return begun || (minute < to && days.includes((day + 6) % 7));
}
