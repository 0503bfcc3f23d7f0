import type { Figures } from '../model/running.ts';

/** The Socket.IO namespace of who runs the space: `auth` is as in `/`, anyone below admin is refused with `forbidden`. */
export const ADMIN_NAMESPACE = '/admin';
/** How often it tells how the space is doing, in milliseconds. */
export const FIGURES_EVERY_MS = 1000;

/** What comes down there. */
export type AdminDown = { figures(figures: Figures): void };
