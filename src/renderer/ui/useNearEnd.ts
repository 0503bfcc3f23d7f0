import { type RefObject, useEffect, useRef } from 'react';

/** More is asked for when less than this, in px, is left below. */
const LOAD_AHEAD = 600;

/**
 * Asks for more when the end of a list is near: in scrolling, and while what is there does not fill the view. `more`
 * is called again and again until there is enough, and has to know by itself when there is nothing left.
 */
export function useNearEnd<E extends HTMLElement>(
  more: () => void,
): { ref: RefObject<E | null>; onScroll: () => void } {
  const ref = useRef<E>(null);
  const look = () => {
    const list = ref.current;
    if (list !== null && list.scrollHeight - list.clientHeight - list.scrollTop < LOAD_AHEAD) more();
  };
  useEffect(look);
  return { ref, onScroll: look };
}
