import type { Timestamp } from '../../shared/model/ids.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** When a day of work begins. */
const MORNING = 9;
const MONDAY = 1;

/** A time that is offered, by what it is called. */
export type OfferedTime = { id: 'minutes20' | 'hour1' | 'hours3' | 'tomorrow' | 'monday'; at: Timestamp };

/** Nine in the morning, so many days on, where the person is: across a change of the clocks too. */
function morning(now: Timestamp, days: number): Timestamp {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, MORNING).getTime();
}

/** Mornings to put something off to; on a Sunday the next Monday is tomorrow and not named twice. */
export function offeredMornings(now: Timestamp): OfferedTime[] {
  const untilMonday = (MONDAY - new Date(now).getDay() + 7) % 7 || 7;
  const tomorrow: OfferedTime = { id: 'tomorrow', at: morning(now, 1) };
  return untilMonday === 1 ? [tomorrow] : [tomorrow, { id: 'monday', at: morning(now, untilMonday) }];
}

/** The same with what is soon. */
export const offeredReminders = (now: Timestamp): OfferedTime[] => [
  { id: 'minutes20', at: now + 20 * MINUTE },
  { id: 'hour1', at: now + HOUR },
  { id: 'hours3', at: now + 3 * HOUR },
  ...offeredMornings(now),
];

/** A time as a field for date and time has it, to the minute, where the person is. */
export function fieldValue(at: Timestamp): string {
  const shifted = at - new Date(at).getTimezoneOffset() * MINUTE;
  return new Date(shifted).toISOString().slice(0, 16);
}

/** What such a field says; `undefined` while it says nothing whole. */
export function fieldTime(value: string): Timestamp | undefined {
  const at = new Date(value).getTime();
  return Number.isNaN(at) ? undefined : at;
}

/** The next full hour. */
export const nextHour = (now: Timestamp): Timestamp => (Math.floor(now / HOUR) + 1) * HOUR;
