import { type Range, withRange } from './ranges.ts';
import { type Steps, take } from './steps.ts';
import type { Tables } from './Tables.ts';

/** Remembers that nothing is missing in `range` either, and returns all that is held now. */
export function* hold({ ranges }: Tables, key: number, range: Range): Steps<Range[]> {
  const held = withRange(yield* take(ranges.of(key)), range);
  yield* take(ranges.set(key, held));
  return held;
}
