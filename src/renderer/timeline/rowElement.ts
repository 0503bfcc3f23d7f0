/** The row of a message on the screen, by the message's key. */
export const rowElement = (key: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
