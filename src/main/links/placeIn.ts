import { type Place, parsePermalink } from '../../shared/model/permalink.ts';

/** The place that one of a program's arguments leads to; Chromium's own arguments may stand around it. */
export function placeIn(argv: readonly string[]): Place | undefined {
  for (const argument of argv) {
    const place = parsePermalink(argument);
    if (place) return place;
  }
  return undefined;
}
