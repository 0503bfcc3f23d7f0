import { type FocusEvent, type PointerEvent, useEffect, useRef, useState } from 'react';

/** How long the pointer rests on a reaction, or a finger, until it is told whose it is. */
const REST_MS = 400;

export type Telling = ReturnType<typeof useTelling>;

/** Tells who reacted: on hovering, on the focus by key, and on a long press, which is then no click. */
export function useTelling() {
  const [told, setTold] = useState<{ emoji: string; element: Element } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wasPressed = useRef(false);
  useEffect(() => () => clearTimeout(timer.current), []);

  const stop = () => {
    clearTimeout(timer.current);
    setTold(null);
  };
  const tellSoon = (emoji: string, element: Element, pressed: boolean) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      wasPressed.current = pressed;
      setTold({ emoji, element });
    }, REST_MS);
  };
  return {
    told,
    stop,
    /** Whether a click is one, and not the end of a long press. */
    mayClick(): boolean {
      const may = !wasPressed.current;
      wasPressed.current = false;
      return may;
    },
    on: (emoji: string) => ({
      onPointerEnter: ({ pointerType, currentTarget }: PointerEvent) =>
        pointerType !== 'touch' && tellSoon(emoji, currentTarget, false),
      onPointerDown: ({ pointerType, currentTarget }: PointerEvent) => {
        wasPressed.current = false;
        if (pointerType === 'touch') tellSoon(emoji, currentTarget, true);
      },
      onPointerLeave: stop,
      onPointerCancel: stop,
      onFocus: ({ currentTarget }: FocusEvent) =>
        currentTarget.matches(':focus-visible') && setTold({ emoji, element: currentTarget }),
      onBlur: stop,
    }),
  };
}
