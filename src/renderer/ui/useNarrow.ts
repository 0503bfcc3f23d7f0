import { useSyncExternalStore } from 'react';

/** As in `frame.css`: below this the window shows one column at a time. */
const narrow = (): MediaQueryList => matchMedia('(max-width: 639px)');

/** Whether the window shows one column at a time just now. */
export const isNarrow = (): boolean => narrow().matches;

const watch = (changed: () => void): (() => void) => {
  const query = narrow();
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
};

/** Whether the window shows one column at a time. */
export const useNarrow = (): boolean => useSyncExternalStore(watch, isNarrow);
