import type { TFunction } from 'i18next';
import type { Figures } from '../../shared/model/running.ts';

export type Figure = Exclude<keyof Figures, 'at'>;

export const shownFigures: readonly Figure[] = [
  'connections',
  'people',
  'messagesPerSecond',
  'eventLoopDelayMs',
  'memoryBytes',
  'databaseBytes',
  'rooms',
];

const MEBIBYTE = 1024 * 1024;
const GIBIBYTE = 1024 * MEBIBYTE;

/** With a digit behind the point where the number is small. */
const rounded = (value: number, locale: string): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: value < 100 ? 1 : 0 }).format(value);

/** A size, as people say it. */
export function bytesWords(t: TFunction, value: number, locale: string): string {
  return value >= GIBIBYTE
    ? t('figures.gibibytes', { amount: rounded(value / GIBIBYTE, locale) })
    : t('figures.mebibytes', { amount: rounded(value / MEBIBYTE, locale) });
}

/** A figure with its unit, as people say it. */
export function figureWords(t: TFunction, figure: Figure, value: number, locale: string): string {
  switch (figure) {
    case 'memoryBytes':
    case 'databaseBytes':
      return bytesWords(t, value, locale);
    case 'eventLoopDelayMs':
      return t('figures.milliseconds', { amount: rounded(value, locale) });
    default:
      return rounded(value, locale);
  }
}
