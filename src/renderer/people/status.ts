import type { Timestamp } from '../../shared/model/ids.ts';
import type { Status, User } from '../../shared/model/user.ts';

/** How long a status is shown, as it is chosen. */
export const durations = ['halfHour', 'hour', 'fourHours', 'today', 'week', 'never'] as const;
export type Duration = (typeof durations)[number];

const MINUTE = 60_000;

/** When a status that is set now ends; days and weeks end here where they end for its person. Weeks end with Sunday. */
export function expiryOf(duration: Duration, now: Timestamp): Timestamp | null {
  switch (duration) {
    case 'halfHour':
      return now + 30 * MINUTE;
    case 'hour':
      return now + 60 * MINUTE;
    case 'fourHours':
      return now + 240 * MINUTE;
    case 'today':
      return midnightAfter(now, 0);
    case 'week':
      return midnightAfter(now, (7 - new Date(now).getDay()) % 7);
    case 'never':
      return null;
  }
}

function midnightAfter(now: Timestamp, days: number): Timestamp {
  const day = new Date(now);
  // Counted in days of the calendar: not all of them have 24 hours.
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days + 1).getTime();
}

/** What someone says of themselves, unless that has ended. */
export const statusAt = (user: Pick<User, 'status'> | undefined, now: Timestamp): Status | undefined =>
  user?.status !== undefined && (user.status.expiresAt === null || user.status.expiresAt > now)
    ? user.status
    : undefined;

/** The time of day in another zone, `undefined` where this runtime does not know the zone or it tells the same time. */
export function localTime(zone: string | undefined, now: Timestamp, locale: string): string | undefined {
  if (zone === undefined) return undefined;
  const tell = (timeZone?: string) =>
    new Intl.DateTimeFormat(locale, {
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      ...(timeZone === undefined ? {} : { timeZone }),
    }).format(now);
  try {
    const there = tell(zone);
    return there === tell() ? undefined : there;
  } catch {
    // An older runtime may not know a newer zone: nothing is said of it then.
    return undefined;
  }
}
