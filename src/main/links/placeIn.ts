import { type MessagePlace, parsePermalink } from '../../shared/model/permalink.ts';

/** The message that one of a program's arguments leads to; Chromium's own arguments may stand around it. */
export function placeIn(argv: readonly string[]): MessagePlace | undefined {
  for (const argument of argv) {
    const place = parsePermalink(argument);
    if (place) return place;
  }
  return undefined;
}
