import type { Timestamp } from '../../shared/model/ids.ts';

/** The words and formats of times in one language; `zone` is the person's own unless a test names one. */
export type TimeWords = {
  /** For lists: *now*, *5 min*, *14:20*, *Tue*, *3 Mar*, *3 Mar 2024*. */
  short(at: Timestamp, now: Timestamp): string;
  /** For what stays as it is written: *14:20*, *Tue*, *3 Mar*, *3 Mar 2024*. */
  stamp(at: Timestamp, now: Timestamp): string;
  /** For what is to come: *14:20*, *Tue 08:00*. */
  when(at: Timestamp, now: Timestamp): string;
  /** Hours and minutes. */
  clock(at: Timestamp): string;
  /** For day lines: *Today*, *Yesterday*, *Tomorrow*, *Tuesday 3 March*, with the year when it is not this one. */
  day(at: Timestamp, now: Timestamp): string;
  /** Date, time and zone in full. */
  full(at: Timestamp): string;
  /** Tells whether two times fall on one day. */
  dayKey(at: Timestamp): string;
};

export type RelativeWords = {
  now: string;
  today: string;
  yesterday: string;
  tomorrow: string;
  minutes(count: number): string;
};

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Every zone's offset is a whole number of these, so that within one the day never changes. */
const QUARTER_HOUR = 15 * MINUTE;
/** Days are asked for again and again, for every message that is held: so many quarter hours are remembered. */
const MOST_KEYS = 10_000;

/** Makes the words for one language. Formats are made once: making them is what is slow about `Intl`. */
export function createTimeWords(locale: string, words: RelativeWords, zone?: string): TimeWords {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, ...(zone === undefined ? {} : { timeZone: zone }) });
  const formats = {
    clock: format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    weekday: format({ weekday: 'short' }),
    date: format({ day: 'numeric', month: 'short' }),
    dateAndYear: format({ day: 'numeric', month: 'short', year: 'numeric' }),
    day: format({ weekday: 'long', day: 'numeric', month: 'long' }),
    dayAndYear: format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    full: format({
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    }),
  };
  // A fixed language, because this one is compared and never read.
  const key = new Intl.DateTimeFormat('en-CA', {
    dateStyle: 'short',
    ...(zone === undefined ? {} : { timeZone: zone }),
  });
  const keys = new Map<number, string>();
  const dayKey = (at: Timestamp): string => {
    const quarter = Math.floor(at / QUARTER_HOUR);
    const known = keys.get(quarter);
    if (known !== undefined) return known;
    if (keys.size >= MOST_KEYS) keys.clear();
    const made = key.format(at);
    keys.set(quarter, made);
    return made;
  };
  const year = (at: Timestamp): string => dayKey(at).slice(0, 4);

  const stamp = (at: Timestamp, now: Timestamp): string => {
    if (dayKey(at) === dayKey(now)) return formats.clock.format(at);
    if (now > at && now - at < 6 * DAY) return formats.weekday.format(at);
    return year(at) === year(now) ? formats.date.format(at) : formats.dateAndYear.format(at);
  };

  return {
    stamp,
    clock: (at) => formats.clock.format(at),
    when: (at, now) =>
      `${dayKey(at) === dayKey(now) ? '' : `${formats.weekday.format(at)} `}${formats.clock.format(at)}`,
    full: (at) => formats.full.format(at),
    dayKey,
    short(at, now) {
      const age = now - at;
      // Clocks differ: what is a little in the future is now.
      if (age < MINUTE && age > -DAY) return words.now;
      if (age < 60 * MINUTE && age > 0) return words.minutes(Math.floor(age / MINUTE));
      return stamp(at, now);
    },
    day(at, now) {
      if (dayKey(at) === dayKey(now)) return words.today;
      if (dayKey(at) === dayKey(now - DAY)) return words.yesterday;
      if (dayKey(at) === dayKey(now + DAY)) return words.tomorrow;
      return year(at) === year(now) ? formats.day.format(at) : formats.dayAndYear.format(at);
    },
  };
}
