/** Where on the screen something is opened: at an element, or at a point of the window. */
export type Anchor = Element | { x: number; y: number };

/** An anchor as something that has a place. */
export const placed = (anchor: Anchor) =>
  anchor instanceof Element ? anchor : { getBoundingClientRect: () => new DOMRect(anchor.x, anchor.y, 0, 0) };
