const touch = (): MediaQueryList => matchMedia('(hover: none) and (pointer: coarse)');

/** Whether a keyboard is likely at hand: a field that takes the focus by itself would open one on the screen. */
export const hasKeyboard = (): boolean => !touch().matches;
