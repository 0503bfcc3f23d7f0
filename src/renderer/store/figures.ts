import type { SpaceId } from '../../shared/model/ids.ts';
import type { Figures } from '../../shared/model/running.ts';
import { without } from './records.ts';

/** How many figures are looked back on: five minutes, at one a second. */
export const MOST_FIGURES = 300;

/** How the spaces that are watched have been doing lately, oldest first. */
export type FiguresSlice = { figures: Readonly<Record<SpaceId, readonly Figures[]>> };

export const initialFigures: FiguresSlice = { figures: {} };

/** Adds what has come last; with `null` nothing comes any more, and what was says nothing of now. */
export function putFigures(
  { figures }: FiguresSlice,
  spaceId: SpaceId,
  latest: Figures | null,
): FiguresSlice {
  if (latest === null) return { figures: without(figures, [spaceId]) };
  const before: readonly Figures[] = figures[spaceId] ?? [];
  return { figures: { ...figures, [spaceId]: [...before, latest].slice(-MOST_FIGURES) } };
}
