import { createContext, use } from 'react';

/** Whether what is done here is kept and sent; where it is not, controls that `write` are closed. */
export const WritingContext = createContext(true);

/** Whether a control that writes, or does not, is closed. */
export const useClosed = (writes: boolean | undefined): boolean => !use(WritingContext) && writes === true;
