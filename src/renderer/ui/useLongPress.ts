import { type TouchEvent, useEffect, useMemo, useRef } from 'react';

/** In ms: as long as the systems take. */
const LONG_MS = 500;
/** In px: a finger that moves further scrolls. */
const MOST_MOVED = 10;

type Pressed = { target: Element; x: number; y: number };

/** Keeps the finger from pressing what it is lifted over: browsers make clicks of touches, and these would close a menu. */
function endWithoutClick(): void {
  const done = new AbortController();
  const options = { capture: true, passive: false, signal: done.signal };
  window.addEventListener(
    'touchend',
    (event) => {
      event.preventDefault();
      done.abort();
    },
    options,
  );
  window.addEventListener('touchcancel', () => done.abort(), options);
}

/**
 * What a finger that rests on something asks for. Android says so by the event for a context menu, which comes to whoever
 * listens for that; iOS does not, so it is measured here.
 */
export function useLongPress(onPressed: (pressed: Pressed) => boolean) {
  const act = useRef(onPressed);
  useEffect(() => {
    act.current = onPressed;
  });
  return useMemo(() => {
    let pressed: Pressed | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const cancel = () => {
      clearTimeout(timer);
      pressed = null;
    };
    const begin = (event: TouchEvent) => {
      cancel();
      const [finger, another] = [event.touches[0], event.touches[1]];
      if (finger === undefined || another !== undefined || !(event.target instanceof Element)) return;
      pressed = { target: event.target, x: finger.clientX, y: finger.clientY };
      timer = setTimeout(() => {
        const now = pressed;
        cancel();
        if (now !== null && act.current(now)) endWithoutClick();
      }, LONG_MS);
    };
    const move = (event: TouchEvent) => {
      const finger = event.touches[0];
      if (pressed === null || finger === undefined) return;
      if (Math.hypot(finger.clientX - pressed.x, finger.clientY - pressed.y) > MOST_MOVED) cancel();
    };
    return { onTouchStart: begin, onTouchMove: move, onTouchEnd: cancel, onTouchCancel: cancel };
  }, []);
}
