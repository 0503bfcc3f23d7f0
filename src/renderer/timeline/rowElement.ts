import type { RowRegion } from './rowActions.ts';

/** The row of a message on the screen, by the message's key, in the timeline or in a panel. */
export const rowElement = (key: string, region: RowRegion): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-region="${region}"] [data-key="${CSS.escape(key)}"]`);
