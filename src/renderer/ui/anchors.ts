/** Where on the screen something is opened: at an element, or at a point of the window. */
export type Anchor = Element | { x: number; y: number };

/** Where an element was seen last, which may be gone: a row's buttons go with the pointer. */
const lastRects = new WeakMap<Element, DOMRect>();

function rectOf(element: Element): DOMRect {
  if (element.isConnected) lastRects.set(element, element.getBoundingClientRect());
  return lastRects.get(element) ?? new DOMRect();
}

/** An anchor as something that has a place, and keeps it if its element goes. */
export const placed = (anchor: Anchor) =>
  anchor instanceof Element
    ? { getBoundingClientRect: () => rectOf(anchor), contextElement: anchor }
    : { getBoundingClientRect: () => new DOMRect(anchor.x, anchor.y, 0, 0) };
