import type { Rectangle } from 'electron';
import { z } from 'zod';

/** In device-independent pixels. */
export const boundsSchema = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() });

export const INITIAL_SIZE = { width: 1120, height: 760 };
export const LEAST_SIZE = { minWidth: 360, minHeight: 480 };

/** So much of a window has to be on a display, in each direction, to be taken hold of. */
const GRIP = 80;

/** Where to open a window that was at `saved`: there, unless the display it was on is gone. */
export function placeOf(saved: Rectangle | null, workAreas: readonly Rectangle[]): Partial<Rectangle> {
  if (!saved) return INITIAL_SIZE;
  const { width, height } = saved;
  return workAreas.some((area) => isWithinReach(saved, area)) ? saved : { width, height };
}

function isWithinReach(window: Rectangle, area: Rectangle): boolean {
  const across = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const top = window.y >= area.y - GRIP && window.y <= area.y + area.height - GRIP;
  return across >= GRIP && top;
}
